"""Every figure that a page or a snapshot states as a headline is one published cell.

On two real builds: three companies in three currencies whose initiatives are joint, unowned, worse,
not live or cost only; and the demo, for receivables and steps. What would go wrong unseen: a page
that adds up by itself says $46k, where the build's own total is $5.8k.
"""

from __future__ import annotations

import html
import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard import states
from gains.frozen_reports import store
from gains.frozen_reports.freeze import freeze
from gains.frozen_reports.make import make
from gains.frozen_reports.pages import pages
from gains.published import register
from gains.published.access import Scope
from gains.published.publication import Publication
from gains.published.reader import Reader
from gains.published.rows import HeadlineFiguresRow
from gains.report import initiative, portfolio, time, trust, value, working_capital
from gains.report.palette import LIGHT
from gains.report.pieces import Tile
from gains.wording.answer import Answer
from tests.project import ROOT
from tests.report.stated import Published, printed
from tests.value import mixed_portfolio

pytestmark = pytest.mark.slow
APP = ROOT / "dashboard" / "streamlit_app.py"
#: What a page states: where, its answer if any, its tiles.
Stated = tuple[str, Answer | None, tuple[Tile, ...]]


@pytest.fixture(scope="module")
def mixed(make_project):
    """Three companies in three currencies, built."""
    project = make_project("mixed_headlines")
    mixed_portfolio.write(project)
    project.build()
    return project


@pytest.fixture(scope="module", params=["mixed", "demo_build"])
def publication(request, tmp_path_factory) -> Publication:
    """A copy of what one of the two builds published."""
    project = request.getfixturevalue(request.param)
    folder = tmp_path_factory.mktemp(request.param) / "published"
    shutil.copytree(project.folder / "published", folder)
    return Publication(folder)


@pytest.fixture(scope="module")
def everyone(publication) -> Reader:
    return Reader(publication.current().database, Scope(everything=True))


@pytest.fixture(scope="module")
def published(everyone) -> Published:
    rows = everyone.select(HeadlineFiguresRow, "select * from headline_figures")
    return Published({row["figure_id"]: row for row in rows}, register.rules(everyone))


def stated(reader: Reader) -> Iterator[Stated]:
    """Yield what each page states to a reader, for every choice that it offers."""
    companies = [None, *(row["company_id"] for row in register.companies(reader))]
    for company in companies:
        overview = portfolio.portfolio(reader, LIGHT, company)
        for summary in overview.summaries if overview else ():
            yield f"Portfolio, {summary.name}", summary.answer, summary.tiles
        for currency in value.currencies(reader, LIGHT, company):
            for money in value.value(reader, LIGHT, company, currency).summaries:
                yield f"Value, {money.name}, {currency}", money.answer, money.tiles
    for key in initiative.names(reader, LIGHT):
        for kpi_id in initiative.kpis(reader, LIGHT, key):
            one = initiative.initiative(reader, LIGHT, key, kpi_id)
            headline = Answer(one.answer.headline, "", one.answer.figure_ids)
            yield f"Initiative {key}, {kpi_id}", headline, one.tiles
    for key in working_capital.processes(reader, LIGHT):
        cash = working_capital.working_capital(reader, LIGHT, key)
        yield f"Working capital, {key}", cash.answer, cash.tiles
    for key in time.processes(reader, LIGHT):
        steps = time.time(reader, LIGHT, key)
        yield f"Where time goes, {key}", steps.answer, steps.tiles
    for name, answer in trust.trust(reader, LIGHT).answers:
        yield f"Data & definitions, {name}", answer, ()


def faults(published: Published, found: Iterator[Stated]) -> list[str]:
    """Return what is stated and is no published cell."""
    problems = []
    for where, answer, tiles in found:
        if answer is not None:
            problems += published.of_answer(answer, where)
        for tile in tiles:
            problems += published.of_tile(tile, where)
    return problems


def test_every_page_states_published_cells(everyone, published):
    assert faults(published, stated(everyone)) == []


def test_a_reader_of_some_companies_is_stated_the_cells_of_each(publication, everyone, published):
    ids = tuple(row["company_id"] for row in register.companies(everyone))[:2]
    reader = Reader(publication.current().database, Scope(ids))
    found = list(stated(reader))
    assert faults(published, iter(found)) == []
    shown = [key for _, answer, tiles in found
             for key in (*(answer.figure_ids if answer else ()),
                         *(tile.figure_id for tile in tiles))]  # fmt: skip
    assert shown
    assert not [key for key in shown if key.startswith("portfolio/")]


def test_a_figure_of_the_pages_own_is_found_out(published):
    """The check itself: a sum of two cells is in none."""
    key = next(key for key in published.rows if key.endswith("/spent_to_date"))
    other = dict(published.rows[key], value=published.rows[key]["value"] * 1.37 + 12_345)
    said = max(printed(other), key=len)
    assert published.of_tile(Tile("Spent", said, figure_id=key), "page")
    assert published.of_answer(Answer(f"{said} was spent", "", (key,)), "page")
    assert published.of_answer(Answer("Nothing.", "", ("portfolio/USD/no_such",)), "page")


PAGES = (
    ("portfolio", {}),
    ("value", {}),
    ("initiative", {}),
    ("working_capital", {}),
    ("time", {}),
    ("trust", {}),
)


@pytest.mark.parametrize(("page", "parameters"), PAGES)
def test_what_a_page_shows_is_what_was_checked(
    publication, everyone, monkeypatch, page, parameters
):
    """The tiles and the answer on the screen are those of the content, unchanged."""
    monkeypatch.setenv("GAINS_PUBLISHED", str(publication.folder))
    monkeypatch.setattr(states, "today", lambda: date(2026, 11, 2))
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    if page != "portfolio":
        app = app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert not app.error
    known = {
        (tile.label, tile.value, plain(tile.note))
        for _, _, tiles in stated(everyone)
        for tile in tiles
    }
    shown = [(one.label, one.value, plain(one.delta or "")) for one in app.metric]
    assert [one for one in shown if one not in known] == []
    headlines = {plain(answer.headline) for _, answer, _ in stated(everyone) if answer}
    texts = [plain(one.value) for one in app.markdown]
    is_empty = any("were exported" in text or "was exported" in text for text in texts)
    assert is_empty or any(headline in text for text in texts for headline in headlines)


def plain(text: str) -> str:
    """Return a text without the marks that keep Markdown from reading it."""
    return re.sub(r"\\(?=[^\w\s])|\*\*|\u200b", "", text)


@pytest.mark.parametrize("scope", ["portfolio", "company", "initiative"])
def test_every_file_of_a_snapshot_states_published_cells(
    publication, everyone, published, tmp_path, scope
):
    if scope == "company":
        scope += f":{register.companies(everyone)[0]['company_id']}"
    elif scope == "initiative":
        scope += f":{next(iter(initiative.names(everyone, LIGHT)))}"
    label = {"title": "October pack", "author": "Dana"}
    content = pages(freeze(publication, scope=scope, period="", **label))
    where = f"snapshot of {scope}"
    answer = content.answer
    if content.figures.is_initiative:
        answer = Answer(answer.headline, "", answer.figure_ids)
    found: list[Stated] = [(where, answer, content.tiles)]
    found += [(where, one, ()) for one in content.value]
    assert faults(published, iter(found)) == []
    home = make(publication, tmp_path, scope=scope, **label)
    for name, text in files(home).items():
        assert squeezed(content.answer.headline) in text, name
        for tile in content.tiles if name != "pptx" else content.tiles[:4]:
            assert squeezed(tile.value) in text, (name, tile.label)
        if name != "xlsx":
            for one in content.value:
                assert squeezed(one.headline) in text, name


def files(home: Path) -> dict[str, str]:
    """Return the words of each file of a snapshot, without blanks."""
    document = pypdf.PdfReader(home / store.FILE_NAMES["pdf"])
    deck = Presentation(str(home / store.FILE_NAMES["pptx"]))
    book = openpyxl.load_workbook(io.BytesIO((home / store.FILE_NAMES["xlsx"]).read_bytes()))
    page = (home / store.FILE_NAMES["html"]).read_text("utf-8")
    return {
        "pdf": squeezed(" ".join(one.extract_text() for one in document.pages)),
        "html": squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page))),
        "pptx": squeezed(" ".join(
            shape.text_frame.text
            for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
        )),
        "xlsx": squeezed(" ".join(
            str(cell) for row in book["Answer"].values for cell in row if cell is not None
        )),
    }  # fmt: skip


def squeezed(text: str) -> str:
    """Return a text without blanks and invisible characters, which files break lines with."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)
