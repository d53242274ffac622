"""Landing inside a real `dbt build`: what a user sees, and a build that fails on lost rows."""

from decimal import Decimal

import pytest

SELECTED = (
    "--select",
    "+export_reconciliation",
    "rejected_rows",
    "assert_exports_add_up",
    "assert_rejected_rows_are_counted",
)
HEAD = "process_id,invoice_id,customer_id,invoice_date,due_date,amount,currency\n"
FIRST = HEAD + (
    "p,1,c,2024-01-02,2024-02-01,10.00,USD\n"
    "p,2,c,2024-01-03,2024-02-02,20.00,USD\n"
    "p,3,c,2024-01-32,2024-02-02,40.00,USD\n"
    "p,4,c,2024-01-04,2024-02-02,80.05,USD\n"
    "p,4,c,2024-01-04,2024-02-02,80.05,USD\n"
)
SECOND = HEAD + "p,2,c,2024-01-03,2024-02-02,25.00,USD\n"


@pytest.fixture(scope="module")
def built(make_project):
    project = make_project("landing")
    project.write_export("harbor", "canonical", "invoices_1.csv", FIRST)
    project.write_export("harbor", "canonical", "invoices_2.csv", SECOND)
    project.build(*SELECTED)
    return project


def test_rows_and_money_add_up_over_overlapping_deliveries(built):
    rows = built.query_work(
        """
        select file, rows_read, rows_loaded, rows_rejected, rows_superseded,
            amount_read, amount_loaded, amount_rejected, amount_superseded
        from outcomes.export_reconciliation order by file
        """
    )
    amounts = [Decimal(text) for text in ("230.10", "90.05", "40", "100.05")]
    assert rows == [
        ("invoices_1.csv", 5, 2, 1, 2, *amounts),
        ("invoices_2.csv", 1, 1, 0, 0, Decimal(25), Decimal(25), Decimal(0), Decimal(0)),
    ]


def test_a_rejected_row_can_be_looked_up(built):
    assert built.query_work(
        "select company_id, map, file, line_number, column_name, value from outcomes.rejected_rows"
    ) == [("harbor", "canonical", "invoices_1.csv", 4, "invoice_date", "2024-01-32")]


def test_a_row_that_vanishes_in_staging_fails_the_build(built):
    """Shown able to fail: a filter that nobody asked for loses one invoice."""
    models = built.unlink("models")
    staging = models / "staging" / "exports" / "stg_exports__invoices.sql"
    kept = staging.read_text()
    try:
        staging.write_text(
            kept.replace("select * from newest", "select * from newest where amount <> 10")
        )
        assert staging.read_text() != kept
        output = built.build(*SELECTED, expect=1)
        assert "Failure in test assert_exports_add_up" in output
    finally:
        staging.write_text(kept)


def test_problems_are_told_in_sentences_and_nothing_else(built):
    wrong = built.write_export("habor", "canonical", "cases.csv", "case_id\n1\n")
    try:
        output = built.build("--select", "landed_files", expect=1)
    finally:
        wrong.unlink()
        wrong.parent.rmdir()
        wrong.parent.parent.rmdir()
    assert (
        "- exports/habor/ belongs to no company of the register (the nearest is 'harbor'): add a "
        "row with this company_id to seeds/companies.csv, or rename the folder." in output
    )
    assert "Traceback" not in output
