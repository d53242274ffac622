"""The first page says what changed since the last snapshot, and why."""

import io

import duckdb
import openpyxl
import pypdf
import pytest
from pptx import Presentation

from gains.frozen_reports import store
from gains.frozen_reports.make import make
from gains.published.publication import Publication
from tests.frozen_reports.conftest import LABEL
from tests.published.sample_publication import write


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """Make a snapshot, publish other figures, make the next one: its folder."""
    published, shared = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("shared")
    write(published)
    make(Publication(published), shared, **LABEL)
    database = write(published, version="2026-11-09-a")
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            update initiative_scorecard
            set evidence = 'likely', net_annual_value = net_annual_value + 40000
            where initiative_id = 'invoice_capture'
            """
        )
        connection.execute(
            "update initiative_scorecard set decision = 'scale' where initiative_id = 'dunning'"
        )
        connection.execute(
            """
            update restatements
            set as_published_on = date '2026-11-02', initiative_id = 'invoice_capture'
            """
        )
        connection.execute("update initiative_scorecard set as_of_date = as_of_date + 7")
    return make(Publication(published), shared, **{**LABEL, "title": "November board pack"})


def test_changes_name_figure_and_cause_on_the_first_page(second):
    first = pypdf.PdfReader(io.BytesIO((second / "snapshot.pdf").read_bytes())).pages[0]
    text = " ".join(first.extract_text().split())
    assert "Invoice capture: evidence proven → likely (late data and new weeks of data)." in text
    assert "Invoice capture: measured a year $" in text
    assert "Automatic dunning: decision open → scale (a changed register)." in text


def test_only_what_changed_is_named(second):
    record = store.records(second.parent)[second.name]
    changed = {(one["initiative_id"], one["measure"]) for one in record["figures"]["changes"]}
    assert changed == {
        ("invoice_capture", "evidence"),
        ("invoice_capture", "net_annual_value"),
        ("dunning", "decision"),
    }
    assert record["figures"]["previous"] in store.records(second.parent)


def test_the_page_the_workbook_and_the_deck_say_it_too(second):
    sentence = "evidence proven → likely (late data and new weeks of data)"
    assert sentence in (second / "snapshot.html").read_text("utf-8")
    assert sentence in " ".join(store.records(second.parent)[second.name]["changes"])
    book = openpyxl.load_workbook(second / "snapshot.xlsx")
    assert any(sentence in str(cell.value) for row in book["Answer"].rows for cell in row)
    assert book["Changes"].max_row == 2 + 3
    show = Presentation(str(second / "snapshot.pptx"))
    frames = [one.text_frame.text for one in show.slides[1].shapes if one.has_text_frame]
    assert sentence in " ".join(frames)
