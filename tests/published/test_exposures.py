"""Each page and each file of a frozen report names the published tables that it reads.

What would go wrong unseen: somebody changes a table and does not learn which page it is on, or a
table is published that nobody reads.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from dashboard import session, states
from dashboard.pages import PAGES
from gains.frozen_reports.freeze import freeze
from gains.published.publication import Publication
from gains.published.reader import Reader
from tests.published import sample_publication

ROOT = Path(__file__).resolve().parents[2]
#: Published for the next build and for people who ask with SQL; no page shows them.
FOR_THE_NEXT_BUILD = {"document_fingerprints", "published_figures", "register_lines"}
FILES = ("snapshot_pdf", "snapshot_html", "snapshot_pptx", "snapshot_xlsx")


def exposures() -> dict[str, set[str]]:
    """The published tables that each exposure names."""
    content = yaml.safe_load((ROOT / "models" / "exposures.yml").read_text())
    return {
        exposure["name"]: {
            re.search(r"ref\('(?:register_(?!lines))?(\w+)'\)", parent)[1]
            for parent in exposure["depends_on"]
        }
        for exposure in content["exposures"]
    }


@pytest.fixture
def asked(tmp_path, monkeypatch) -> set[str]:
    """The published tables that queries name from here on, over a sample publication."""
    folder = tmp_path / "published"
    sample_publication.write(folder)
    monkeypatch.setenv("GAINS_PUBLISHED", str(folder))
    monkeypatch.setenv("GAINS_SNAPSHOTS", str(tmp_path / "shared_snapshots"))
    monkeypatch.setattr(states, "today", lambda: date(2026, 11, 2))
    found: set[str] = set()
    run = Reader._run

    def watched(self: Reader, sql: str, parameters: dict[str, object]) -> tuple[list, list]:
        found.update(set(re.findall(r"\b(?:from|join)\s+(\w+)", sql)) & set(self._tables))
        return run(self, sql, parameters)

    monkeypatch.setattr(Reader, "_run", watched)
    return found


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_page_names_the_tables_that_it_reads(asked, page):
    app = AppTest.from_file(str(ROOT / "dashboard" / "streamlit_app.py"), default_timeout=60).run()
    if page != "portfolio":
        # what the first page read before another one is opened is not that page's
        asked.clear()
        session.cached.cache_clear()
        app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert asked == exposures()[page]


@pytest.mark.parametrize("file", FILES)
def test_a_frozen_file_names_the_tables_that_its_figures_come_from(asked, file):
    freeze(Publication(), scope="portfolio", title="October", period="", author="Dana Whitfield")
    assert asked == exposures()[file]


def test_every_published_table_is_read_or_kept_for_the_next_build():
    listed = (ROOT / "macros" / "published_tables.sql").read_text()
    published = {
        re.sub(r"^register_(?!lines)", "", name)
        for name in re.findall(r"^\s+'(\w+)',", listed, re.M)
    }
    assert published - set().union(*exposures().values()) <= FOR_THE_NEXT_BUILD
