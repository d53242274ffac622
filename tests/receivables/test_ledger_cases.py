"""Whole builds of ledgers in the shapes of real systems, against balances counted by hand.

What would go wrong unseen: a credit memo that stays in receivables for ever, last year's invoices
replaced by this year's, a paid invoice that counts as unpaid. Every figure looks plausible.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.receivables import ledger_files as files
from tests.receivables.conftest import build_receivables, register_process
from tests.receivables.ledger_files import DAYS, day

COMPANIES = (
    "memos", "years", "one_file", "all_items", "central", "references", "discounts", "refunds",
    "decimals", "unnumbered", "vague",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(make_project):
    """Return a project with a company per ledger, each with one process named after it."""
    project = make_project("ledger_cases")
    for company in COMPANIES:
        register_process(project, company, "USD", [company])

    def write(company: str, export_map: str, name: str, text: str) -> None:
        project.write_export(company, export_map, name, text)
        if export_map != "canonical":
            settings = files.SETTINGS.format(process=company)
            project.write_export(company, export_map, "_settings.yml", settings)

    write("memos", "ar_ledger", "a.csv", files.memos_cleared_with_invoices())
    for year in (2024, 2025):
        write("years", "ar_ledger", f"fbl5n_{year}.csv", files.numbers_that_start_again(year))
    both = [files.numbers_that_start_again(year).splitlines() for year in (2024, 2025)]
    write("one_file", "ar_ledger", "fbl5n.csv", "\n".join(both[0] + both[1][1:]) + "\n")
    write("all_items", "ar_ledger", "fbl5n.csv", files.all_items())
    write("central", "business_central_customer_ledger", "a.csv", files.customer_ledger_entries())
    write("references", "canonical", "invoices.csv", files.canonical_invoices("references"))
    for month in (1, 2):
        rows = [
            ("ACH", "", customer, date(2025, month, on), amount, "payment")
            for customer, on, amount in [
                ("c1", 3, 100),
                ("c2", 4, 250),
                ("c1", 4, 70),
                ("c2", 4, 9),
            ]
        ]
        write(
            "references", "canonical", f"payments_{month}.csv",
            files.canonical_payments("references", rows),
        )  # fmt: skip
    write("discounts", "canonical", "invoices.csv", files.canonical_invoices("discounts"))
    rows = []
    for n in range(DAYS - 10):
        share, kind = [(3, "write_off"), (2, "discount"), (12, "discount"), (5, "write_off")][n % 4]
        rows.append((f"P{n}", f"I{n}", "c", day(n + 10), 100 - share, "payment"))
        rows.append((f"D{n}", f"I{n}", "c", day(n + 10), share, kind))
    write("discounts", "canonical", "payments.csv", files.canonical_payments("discounts", rows))
    write("refunds", "canonical", "invoices.csv", files.canonical_invoices("refunds"))
    rows = []
    for n in range(DAYS - 30):
        rows.append((f"P{n}", f"I{n}", "c", day(n + 20), 120, "payment"))
        rows.append((f"R{n}", f"I{n}", "c", day(n + 27), [20, -20][n % 2], "refund"))
    write("refunds", "canonical", "payments.csv", files.canonical_payments("refunds", rows))
    write("decimals", "canonical", "invoices.csv", files.canonical_invoices("decimals"))
    rows = [
        (f"P{n}", f"I{n}", "c", day(n + 30), 1000 if n == 100 else 100, "payment")
        for n in range(DAYS - 30)
    ]
    write("decimals", "canonical", "payments.csv", files.canonical_payments("decimals", rows))
    write("unnumbered", "canonical", "invoices.csv", files.canonical_invoices("unnumbered"))
    rows = [(f"P{n}", "", "c", day(n + 30), 100, "payment") for n in range(DAYS - 30)]
    write("unnumbered", "canonical", "payments.csv", files.canonical_payments("unnumbered", rows))
    write("vague", "canonical", "invoices.csv", files.canonical_invoices("vague"))
    # round sums that fit no invoices
    rows = [(f"P{n}", "", "c", day(n + 30), 130, "payment") for n in range(0, DAYS - 30, 2)]
    write("vague", "canonical", "payments.csv", files.canonical_payments("vague", rows))
    build_receivables(project)
    return project


def months(built, process: str, columns: str) -> dict[int, tuple]:
    """Return columns of `receivables_monthly` of 2025 by month."""
    rows = built.query_work(
        f"select month(month_end), {columns} from outcomes.receivables_monthly"
        " where process_id = ? and year(month_end) = 2025 order by 1",
        [process],
    )
    return {month: tuple(values) for month, *values in rows}


def days_to_pay(built, process: str) -> tuple:
    """Return how many invoices were paid, and after how many days on average."""
    return built.query_work(
        "select count(*), avg(days_to_pay) from core.fct_invoices"
        " where process_id = ? and paid_date is not null",
        [process],
    )[0]


def test_a_memo_that_was_cleared_leaves_receivables(built):
    figures = months(built, "memos", "ar_balance, dso_countback, is_reportable")
    # 30 invoices, and the memos of the three that are cleared within five days
    assert float(figures[11][0]) == 2880
    for month, days in ((4, 36.0), (8, 36.3), (11, 36.0), (12, 36.2)):
        assert figures[month][1] == pytest.approx(days, abs=0.05)
        assert figures[month][2]
    assert days_to_pay(built, "memos") == (DAYS - 30, 30)


@pytest.mark.parametrize("process", ["years", "one_file"])
def test_an_invoice_is_its_number_and_its_year(built, process):
    figures = months(built, process, "ar_balance, dso_countback")
    for month in (6, 9, 11):
        assert figures[month] == (pytest.approx(3000), pytest.approx(30, abs=0.02))
    paid, mean = days_to_pay(built, process)
    assert mean == 30
    assert paid == 360 + 335
    assert built.query_work(
        "select sum(rows_rejected), sum(rows_superseded) from outcomes.export_reconciliation"
        " where company_id = ?",
        [process],
    ) == [(0, 0)]


def test_payments_and_transfers_of_all_items_are_read_as_what_they_are(built):
    assert built.query_work(
        "select sum(rows_rejected) from outcomes.export_reconciliation"
        " where company_id = 'all_items'"
    ) == [(0,)]
    figures = months(built, "all_items", "ar_balance, unapplied_balance")
    # on the last of June, invoices of 30 days are open; one paid 28 days ago is not yet matched
    for month in range(2, 13):
        end = (date(2025, month % 12 + 1, 1) - date(2025, 1, 1)).days - 1 if month < 12 else 364
        unmatched = sum(1 for n in range(0, DAYS, 10) if n + 28 <= end < n + 30)
        assert figures[month] == (3000 - 95 * unmatched, 95 * unmatched)
    paid, mean = days_to_pay(built, "all_items")
    assert (paid, mean) == (DAYS - 30, 30)


def test_entries_that_close_each_other_are_one_clearing(built):
    figures = months(built, "central", "ar_balance")
    for month in range(2, 13):
        end = (date(2025, month % 12 + 1, 1) - date(2025, 1, 1)).days - 1 if month < 12 else 364
        balance = 0
        for n in range(DAYS):
            if n % 5 == 0:
                parts = [(n + 20, 100)]
            elif n % 7 == 0:
                parts = [(n - 5, 100)]
            else:
                parts = [(n + 10, 40), (n + 30, 60)]
            balance += (100 if n <= end else 0) - sum(a for at, a in parts if at <= end)
        assert float(figures[month][0]) == balance, month
    states = built.query_work(
        "select count(*) filter (where is_cleared_by_credit), count(paid_date)"
        " from core.fct_invoices where process_id = 'central' and document_type = 'invoice'"
    )
    credited = sum(1 for n in range(0, DAYS, 5) if n + 20 < DAYS)
    paid = sum(1 for n in range(DAYS) if n % 5 and (n % 7 == 0 or n + 30 < DAYS))
    assert states == [(credited, paid)]


def test_payments_that_share_a_reference_are_all_kept(built):
    assert built.query_work(
        "select count(*), sum(amount) from staging.stg_exports__payments"
        " where process_id = 'references'"
    ) == [(8, 2 * (100 + 250 + 70 + 9))]


def test_an_invoice_paid_less_a_discount_is_paid(built):
    assert days_to_pay(built, "discounts") == (DAYS - 10, 10)
    figures = months(built, "discounts", "ar_balance, dso_countback, write_offs")
    assert figures[11] == (1000, pytest.approx(10), 0)


def test_a_refund_with_either_sign_is_no_alarm(built):
    figures = months(built, "refunds", "ar_balance")
    assert figures[11] == (2000 - 7 * 20,)
    assert built.query_work(
        "select count(*) from staging.expectations_checked where expectation = 'ledger_totals'"
        " and not success and message like '%refunds%'"
    ) == [(0,)]


def test_a_payment_of_ten_times_its_invoice_stops_the_figures(built):
    figures = months(built, "decimals", "is_reportable, ar_balance, dso_countback, reason")
    assert figures[4][0] and float(figures[4][1]) == 3000
    for month in range(5, 12):
        is_reportable, balance, dso, reason = figures[month]
        assert (is_reportable, balance, dso) == (False, None, None)
        assert "10 times" in reason and "I100" in reason


def test_cash_without_invoice_numbers_is_matched_by_amount(built):
    figures = months(
        built,
        "unnumbered",
        "ar_balance, overdue_balance, average_days_delinquent, collection_effectiveness,"
        " unapplied_balance, matched_share, dso_countback",
    )
    for month in range(4, 13):
        ar, overdue, delinquent, effectiveness, unapplied, share, dso = figures[month]
        assert (float(ar), float(overdue), delinquent, float(unapplied)) == (3000, 0, 0, 0)
        assert effectiveness == pytest.approx(100)
        assert (share, dso) == (1, pytest.approx(30, abs=0.1))
    assert days_to_pay(built, "unnumbered") == (DAYS - 30, 30)


def test_cash_that_fits_no_invoice_says_nothing_about_due_dates(built):
    figures = months(built, "vague", "ar_balance, overdue_balance, is_reportable, reason")
    ar, overdue, is_reportable, reason = figures[11]
    assert float(ar) > 3000 and overdue is None and is_reportable
    assert "of the money that came in names its invoices or fits their amounts" in reason
    assert built.query_work(
        "select distinct exclusion_reason from measures.measure_days_to_pay"
        " where process_id = 'vague'"
    ) == [("the payments do not say which invoices they pay",)]
