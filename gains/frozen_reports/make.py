"""Makes one snapshot: freeze, draw the files, write them whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gains.frozen_reports import store
from gains.frozen_reports.deck import deck
from gains.frozen_reports.figures import Figures
from gains.frozen_reports.freeze import freeze
from gains.frozen_reports.pages import Pages, pages
from gains.frozen_reports.pdf import pdf
from gains.frozen_reports.web_page import web_page
from gains.frozen_reports.workbook import workbook
from gains.published.publication import Publication

#: Kind of file -> what draws it from content and snapshot_id; in the order in which they are made.
FILES: dict[str, tuple[str, Callable[[Pages, str], bytes]]] = {
    "pdf": ("PDF", pdf),
    "html": ("Page", web_page),
    "pptx": ("Deck", deck),
    "xlsx": ("Workbook", workbook),
}


def make(
    publication: Publication,
    folder: Path,
    *,
    scope: str = "portfolio",
    title: str,
    period: str = "",
    author: str,
    replaces: str = "",
    progress: Callable[[str], None] = lambda step: None,
) -> Path:
    """Freeze the current build and write its snapshot.

    Parameters
    ----------
    publication : Publication
        The published folder.
    folder : Path
        Of all shared snapshots.
    scope : str
        portfolio, company:<company_id> or initiative:<initiative_id>.
    title, period, author : str
        The label.
    replaces : str
        snapshot_id of the one that this corrects.
    progress : callable
        Called with the name of each step that begins.

    Returns
    -------
    Path
        The snapshot's folder.

    Raises
    ------
    SnapshotError
        With a sentence for the user; nothing is written then.
    """
    with store.locked(folder):
        progress("Figures")
        figures = freeze(
            publication,
            scope=scope,
            title=title,
            period=period,
            author=author,
            replaces=replaces,
            previous=store.last_of(folder, scope.strip(), replaces),
        )
        store.refuse_same(folder, figures.label, figures.build.version)
        key = store.snapshot_id(figures)
        files = draw(figures, key, progress)
        progress("Saved")
        described = store.record(figures, company_ids(figures), files, words(figures))
        return store.write(folder, described, files)


def draw(
    figures: Figures, snapshot_id: str, progress: Callable[[str], None] = lambda step: None
) -> dict[str, bytes]:
    """Draw every file from the same frozen figures: kind -> bytes."""
    content = pages(figures)
    files = {}
    for kind, (name, drawn) in FILES.items():
        progress(name)
        files[kind] = drawn(content, snapshot_id)
    return files


def words(figures: Figures) -> dict[str, Any]:
    """Give the answer, the changes and the stamp as the files print them."""
    content = pages(figures)
    answer = {"headline": content.answer.headline, "detail": content.answer.detail}
    return {"answer": answer, "changes": list(content.changes), "stamp": content.stamp}


def company_ids(figures: Figures) -> list[str]:
    """Give the companies whose figures are inside."""
    return sorted({row["company_id"] or "" for row in figures.initiatives})
