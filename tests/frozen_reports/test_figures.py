"""The frozen figures are those of the published tables, and each file prints them."""

import io
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pypdf
import pytest

from gains.frozen_reports import store
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.freeze import freeze
from gains.frozen_reports.pages import pages
from gains.frozen_reports.pdf import pdf
from gains.published.publication import Publication
from gains.wording import formats
from tests.frozen_reports.conftest import LABEL


def frozen(snapshot: Path) -> dict:
    """Give the figures of snapshot.json."""
    return store.records(snapshot.parent)[snapshot.name]["figures"]


def published(publication: Publication, sql: str) -> list[tuple]:
    """Ask a copy of the published file, which the reader under test holds open."""
    database = publication.current().database
    copy = Path(shutil.copy(database, database.with_name("copy.duckdb")))
    with duckdb.connect(str(copy), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_totals_are_the_published_rows(publication, snapshot):
    mine = {one["currency"]: one for one in frozen(snapshot)["totals"]}
    names = ("net_annual_value", "claimed_annual_value", "spent_to_date", "net_to_date_low")
    rows = published(
        publication,
        f"select currency, {', '.join(names)} from portfolio_totals where scope = 'portfolio'",
    )
    assert set(mine) == {currency for currency, *_ in rows}
    for currency, *figures in rows:
        assert [mine[currency][name] for name in names] == figures


def test_what_counts_in_no_total_is_named_with_its_reason(publication, snapshot):
    rows = published(
        publication, "select initiative_name from initiative_scorecard where not counts"
    )
    described = pages(freeze(publication, scope="portfolio", **LABEL))
    named = " ".join(name for _, names in described.left_out for name in names)
    assert rows
    assert all(name in named for (name,) in rows)
    assert "Unowned" in dict(described.left_out)


def test_the_record_holds_build_dates_and_sums(publication, snapshot):
    record = store.records(snapshot.parent)[snapshot.name]
    build = record["figures"]["build"]
    assert record["version"] == build["version"] == publication.current().name
    assert set(build["as_of"].values()) == {"2026-10-31"}
    passed = published(publication, "select count(*) from validation_results where success")
    assert build["passed"] == passed[0][0]
    for one in record["files"].values():
        assert store.sum_of((snapshot / one["name"]).read_bytes()) == one["sha256"]


def workbook_rows(snapshot: Path, sheet: str, values: bool = True) -> list[dict]:
    """Open the workbook again: a sheet's rows by header."""
    book = openpyxl.load_workbook(snapshot / "snapshot.xlsx", data_only=values)
    header, *rows = list(book[sheet].values)[1:]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_workbook_holds_every_published_value_with_what_makes_it(publication, snapshot):
    rows = workbook_rows(snapshot, "Before and after")
    expected = published(
        publication,
        "select numerator, denominator, value from kpi_before_after order by all",
    )
    mine = sorted(
        ((row["Numerator"], row["Denominator"], row["Value"]) for row in rows),
        key=lambda row: tuple((figure is None, figure) for figure in row),
    )
    assert len(mine) == len(expected)
    for one, other in zip(mine, expected, strict=True):
        assert one == pytest.approx(other)
    formulas = workbook_rows(snapshot, "Before and after", values=False)
    for row, formula in zip(rows, formulas, strict=True):
        if row["Value"] is not None:
            assert str(formula["Value"]).startswith("=")
            assert row["Value"] == pytest.approx(row["Numerator"] / row["Denominator"])


def test_the_workbooks_totals_can_be_recomputed_from_its_rows(snapshot):
    board = workbook_rows(snapshot, "Scoreboard")
    money = workbook_rows(snapshot, "Money by month")
    totals = {
        (row["Currency"], row["Total"]): (row["Amount"], row["Recomputed"])
        for row in workbook_rows(snapshot, "Totals")
    }
    formulas = workbook_rows(snapshot, "Totals", values=False)
    assert all(
        str(row["Recomputed"]).startswith(("=SUMIFS", "=-SUMIFS"))
        for row in formulas
        if row["Recomputed"]
    )
    for currency in {row["Currency"] for row in board}:
        measured = sum(
            row["Measured a year"]
            for row in board
            if row["Currency"] == currency and row["In totals"] == "yes"
        )
        assert totals[currency, "Measured a year"] == pytest.approx((measured, measured))
        net = sum(
            row["Amount"]
            for row in money
            if row["Currency"] == currency
            and row["Kind"] != "Working capital released"
            and (row["In totals"] == "yes" or row["Kind"] in ("Run cost", "Build cost"))
        )
        assert totals[currency, "Net to date"] == pytest.approx((net, net))


def test_the_pdf_is_tagged_and_says_the_figures_on_two_pages(snapshot):
    document = pypdf.PdfReader(snapshot / "snapshot.pdf")
    catalog = document.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert b"pdfuaid" in catalog["/Metadata"].get_object().get_data()
    assert document.metadata.title == LABEL["title"]
    assert len(document.pages) == 2
    first, second = (" ".join(page.extract_text().split()) for page in document.pages)
    for total in frozen(snapshot)["totals"]:
        assert formats.money(total["net_annual_value"], total["currency"]) in first
        assert formats.money(total["claimed_annual_value"], total["currency"]) in first
    for row in frozen(snapshot)["initiatives"]:
        assert row["initiative_name"] in first
        if not row["is_owned"]:
            assert f"Unowned: {row['initiative_name']}" in first
        if row["evidence"] == "inconclusive" and row["is_owned"]:
            assert row["counts_reason_code"] == "evidence_does_not_hold"
    for title in ("From gross gain to net", "Scoreboard", "Case in point", "How to read this"):
        assert title in second
    assert snapshot.name in first


def tags(snapshot: Path) -> dict[str, int]:
    """Count the structure elements of the PDF by tag, and figures without a description."""
    document = pypdf.PdfReader(snapshot / "snapshot.pdf")
    counted: dict[str, int] = {}

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                name = str(node["/S"])
                counted[name] = counted.get(name, 0) + 1
                if name == "/Figure" and not node.get("/Alt"):
                    counted["bare figure"] = counted.get("bare figure", 0) + 1
            if "/K" in node:
                walk(node["/K"])

    walk(document.trailer["/Root"]["/StructTreeRoot"])
    return counted


def test_the_pdf_has_headings_table_headers_and_described_figures(snapshot):
    counted = tags(snapshot)
    assert counted["/H1"] == 1
    assert counted["/H2"] >= 6
    assert counted["/TH"] == 9
    assert counted["/Figure"] == 4
    assert "bare figure" not in counted


@pytest.mark.parametrize("scope", ["company:harbor", "initiative:dunning"])
def test_a_company_and_an_initiative_have_their_own_snapshot(publication, scope):
    figures = freeze(publication, scope=scope, **LABEL)
    document = pypdf.PdfReader(io.BytesIO(pdf(pages(figures), "x")))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert len(document.pages) == 2
    assert "Automatic dunning" in text
    assert "Falken" not in text, "another company's name leaked"
    assert {row["company_id"] for row in figures.initiatives} == {"harbor"}


@pytest.mark.parametrize("scope", ["company:nobody", "initiative:", "everything", "process:x"])
def test_an_unknown_scope_is_a_sentence(publication, scope):
    with pytest.raises(SnapshotError, match=r"\.$"):
        freeze(publication, scope=scope, **LABEL)


def test_nothing_published_is_a_sentence(tmp_path):
    with pytest.raises(SnapshotError, match="Run make build first"):
        freeze(Publication(tmp_path), scope="portfolio", **LABEL)
