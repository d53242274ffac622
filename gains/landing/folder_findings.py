"""What the files of one folder say about each other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from gains.landing.decide.readings import Evidence
from gains.landing.one_file import Delivery, write_findings
from gains.landing.problems import Finding
from gains.landing.write.findings import FINDINGS
from gains.landing.write.origin import Origin
from gains.landing.write.store import Store

_WORDS = {
    "day_first": "the day first",
    "month_first": "the month first",
    "year_first": "the year first",
    "1,234.56": "a decimal point",
    "1.234,56": "a decimal comma",
}


def evidence_of(manifest: list[dict]) -> Evidence:
    """Find out how the files of a folder are written, where all that show it agree.

    Parameters
    ----------
    manifest : list of dict
        Rows of all landed files.

    Returns
    -------
    Evidence
        By header.
    """
    found: dict[str, dict[str, set[str]]] = {"dates": {}, "numbers": {}}
    for row in manifest:
        for kind, styles in row["styles"].items():
            for header, style in styles.items():
                found[kind].setdefault(header, set()).add(style)
    dates, numbers = (
        {header: styles.pop() for header, styles in found[kind].items() if len(styles) == 1}
        for kind in ("dates", "numbers")
    )
    return Evidence(dates, numbers)


def write_folder_findings(
    store: Store, deliveries: list[Delivery], manifests: dict[Path, list[dict]]
) -> None:
    """Write what only the folder as a whole shows: a file written otherwise than the others.

    Parameters
    ----------
    store : Store
        Where findings go.
    deliveries : list of Delivery
        The files of the folder.
    manifests : dict of Path to list of dict
        Of the files that are landed.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for rows in manifests.values():
        for kind, header, style in _styles(rows):
            counts.setdefault((kind, header), Counter())[style] += 1
    for delivery in deliveries:
        rows = manifests.get(delivery.path, [])
        found = []
        for kind, header, style in _styles(rows):
            (usual, files), *others = counts[kind, header].most_common()
            if others and style != usual:
                found.append(
                    Finding(
                        "written_otherwise",
                        "warning",
                        1,
                        f"{delivery.shown}, column '{header}': {_WORDS[style]}, where {files:,} "
                        f"other files of the folder have {_WORDS[usual]}: if the system changed "
                        "its settings nothing is wrong; else the file is read wrongly.",
                    )
                )
        if not rows:
            continue
        path = store.root / FINDINGS / f"{rows[0]['file_id']}.folder.parquet"
        path.unlink(missing_ok=True)
        if found:
            origin = Origin(
                delivery.folder.company,
                delivery.folder.map_name,
                delivery.folder.name_of(delivery.path),
                rows[0]["file_id"],
                delivery.shown,
            )
            new = store.working / "folder_findings.parquet"
            write_findings(new, origin, [(None, one) for one in found])
            new.replace(path)


def _styles(rows: list[dict]) -> set[tuple[str, str, str]]:
    return {
        (kind, header, style)
        for row in rows
        for kind, styles in row["styles"].items()
        for header, style in styles.items()
    }
