"""Names are data: no markup, script or formula of theirs works, and every file stays readable."""

import html
import io
import json

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from gains.frozen_reports import store
from gains.frozen_reports.freeze import freeze
from gains.frozen_reports.make import draw
from gains.frozen_reports.printable import BOX, clean, in_fonts
from gains.frozen_reports.web_page import bundle
from tests.frozen_reports.hostile import ARABIC, HEBREW, NAMES, hostile, large

LABEL = {"title": NAMES[0] + NAMES[1] + NAMES[9], "period": NAMES[5], "author": NAMES[7]}


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    """Freeze the hostile publication."""
    return freeze(hostile(tmp_path_factory.mktemp("hostile")), scope="portfolio", **LABEL)


@pytest.fixture(scope="module")
def files(frozen) -> dict[str, bytes]:
    """Draw its four files."""
    return draw(frozen, store.snapshot_id(frozen))


def test_the_pdf_prints_names_as_they_are_and_stays_tagged(files):
    document = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    text = "".join("".join(page.extract_text() for page in document.pages).split())
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(document.pages) == 2
    for name in (NAMES[1], NAMES[2], NAMES[3], NAMES[4], NAMES[9]):
        assert "".join(name[:28].split()) in text, name
    assert "<script>document.title='run'</script>&" in text


def test_the_page_escapes_names_and_loses_no_character(files):
    page = files["html"].decode()
    assert "<script>document.title" not in page
    assert "<b>bold" not in page
    for name in NAMES:
        assert html.escape(clean(name)) in page, name
    assert page.count("</html>") == 1 + bundle().count("</html>")
    assert page.count("<script>") == 2, "only our own two scripts"


def test_the_workbook_holds_names_as_texts_never_as_formulas(files):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    ours = ("=SUMIFS(", "=-SUMIFS(")
    seen = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                seen.add(cell.value)
                if cell.data_type == "f":
                    is_ratio = sheet.title == "Before and after" and "/" in cell.value
                    assert cell.value.startswith(ours) or is_ratio, cell.value
                assert cell.hyperlink is None
    for name in NAMES:
        assert clean(name) in seen, name


def test_the_deck_opens_and_holds_the_names(files):
    show = Presentation(io.BytesIO(files["pptx"]))
    text = "\n".join(
        cell.text
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    )
    for name in (NAMES[2], NAMES[3], HEBREW, ARABIC):
        assert name[:30] in text, name
    labels = [
        label
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_chart
        for label in shape.chart.plots[0].categories
    ]
    # LibreOffice turned a label of 120 letters around and left no room for the chart
    assert max(len(str(label).split("\n")[0]) for label in labels) <= 28


def test_the_record_is_json_and_its_folder_has_a_plain_name(frozen):
    key = store.snapshot_id(frozen)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    again = json.loads(json.dumps(store.record(frozen, [], {}, {})))
    assert {row["initiative_name"] for row in again["figures"]["initiatives"]} == set(NAMES)


def test_what_steers_or_hides_text_is_taken_out():
    assert clean("\u202egpj.exe\u202c\x07 a\tb\nc") == "gpj.exe a b c"
    assert in_fonts("請求") == BOX * 2
    assert in_fonts(f"{HEBREW} {ARABIC} 🚀 Ωж€→") == f"{HEBREW} {ARABIC} 🚀 Ωж€→"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Freeze twelve companies with sixty initiatives."""
    return freeze(large(tmp_path_factory.mktemp("large")), scope="portfolio", **LABEL)


@pytest.mark.slow
def test_sixty_initiatives_in_twelve_companies_stay_readable(crowd):
    assert len({row["company_id"] for row in crowd.initiatives}) == 12
    made = draw(crowd, "x")
    document = pypdf.PdfReader(io.BytesIO(made["pdf"]))
    first, second = (" ".join(page.extract_text().split()) for page in document.pages)
    assert "of 60: in turn what got worse" in first
    assert "more decisions: see the workbook" in first
    assert "more initiatives: see the workbook" in second
    assert "more currencies: see the workbook" in second
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]), read_only=True)
    assert sum(1 for _ in book["Scoreboard"].rows) == 2 + 60
    assert len(Presentation(io.BytesIO(made["pptx"])).slides) < 12
