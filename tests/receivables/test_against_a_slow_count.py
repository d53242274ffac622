"""The built tables against a count of every document at every month end.

What would go wrong unseen: running totals that lose a movement or age it on the wrong day give
balances that look plausible and still add up.
"""

from __future__ import annotations

import pytest

from tests.receivables.conftest import LEDGERS
from tests.receivables.counted_by_hand import BUCKETS, Ledger, month_ends
from tests.receivables.ledgers import FIRST_DAY, LAST_DAY

CENTS = 0.02
MONTHLY = (
    "month_end, ar_balance, current_balance, overdue_balance, unapplied_balance, disputed_balance,"
    " credit_sales, dso_month, dso_3_month, dso_countback, best_possible_dso,"
    " average_days_delinquent, collection_effectiveness, is_reportable"
)


@pytest.fixture(scope="module", params=LEDGERS)
def process(request):
    """Return the name of a process and its ledger."""
    return request.param, Ledger(*LEDGERS[request.param])


def near(value):
    """Return an approximation to a cent or to a hundred-thousandth."""
    return pytest.approx(value, abs=CENTS, rel=1e-5)


def test_every_month_end(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        f"select {MONTHLY} from outcomes.receivables_monthly where process_id = ? order by 1",
        [name],
    )
    ends = month_ends(FIRST_DAY, LAST_DAY)
    assert [row[0] for row in rows] == ends
    ar_at_start = None
    for number, (end, row) in enumerate(zip(ends, rows, strict=True)):
        days = end.day
        balances, sales = ledger.balances(end), ledger.sales(end.replace(day=1), end)
        current = balances["ar"] - balances["overdue"]
        assert [float(value) for value in row[1:7]] == near(
            [
                balances["ar"],
                current,
                balances["overdue"],
                balances["unapplied"],
                balances["disputed"],
                sales,
            ]
        )
        assert row[7] == near(balances["ar"] / sales * days)
        if number < 2:
            assert row[8] is None
        else:
            first = ends[number - 2].replace(day=1)
            length = (end - first).days + 1
            assert row[8] == near(balances["ar"] / ledger.sales(first, end) * length)
        expected = ledger.countback(end, FIRST_DAY)
        assert row[9] == (None if expected is None else near(expected))
        assert row[10] == near(current / sales * days)
        assert row[11] == near(balances["overdue"] / sales * days)
        if ar_at_start is None:
            assert row[12] is None
        else:
            collectable = ar_at_start + sales - current
            assert row[12] == near(100 * (ar_at_start + sales - balances["ar"]) / collectable)
        assert row[13] == (number >= 3 and expected is not None)
        ar_at_start = balances["ar"]


def test_every_bucket(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        "select month_end, bucket, balance, invoice_count from outcomes.receivables_ageing"
        " where process_id = ? order by month_end, bucket_number",
        [name],
    )
    expected = [
        (end, bucket, near(balances[f"balance {bucket}"]), balances[f"count {bucket}"])
        for end in month_ends(FIRST_DAY, LAST_DAY)
        for balances in [ledger.balances(end)]
        for bucket in BUCKETS
    ]
    assert [(end, bucket, float(amount), n) for end, bucket, amount, n in rows] == expected


def test_every_days_to_pay(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        "select unit_id, numerator, is_open from measures.measure_days_to_pay"
        " where process_id = ? and not is_excluded",
        [name],
    )
    assert len(rows) > 300
    for invoice_id, days, is_open in rows:
        expected = ledger.days_to_pay(ledger.documents[invoice_id], LAST_DAY)
        assert (days, is_open) == expected, invoice_id


def test_only_invoices_cleared_by_credit_alone_are_left_out_of_days_to_pay(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        "select unit_id, exclusion_reason from measures.measure_days_to_pay"
        " where process_id = ? and is_excluded",
        [name],
    )
    assert rows
    for invoice_id, reason in rows:
        kinds = {kind for _, kind, _ in ledger.entries_of[invoice_id]}
        assert (kinds, reason) == ({"credit"}, "cleared by credit alone")


def test_buckets_and_parts_add_up_to_the_cent(ledgers_built):
    assert ledgers_built.query_work(
        """
        select count(*)
        from outcomes.receivables_monthly as months
        inner join (
            select process_id, month_end, sum(balance) as balance
            from outcomes.receivables_ageing group by all
        ) as buckets
            on months.process_id = buckets.process_id and months.month_end = buckets.month_end
        where months.ar_balance != buckets.balance
            or months.ar_balance != months.current_balance + months.overdue_balance
        """
    ) == [(0,)]


def test_the_open_amounts_of_invoices_add_up_to_the_last_balance(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        "select invoice_id, open_amount from core.fct_invoices where process_id = ?", [name]
    )
    expected = {
        invoice.invoice_id: ledger.open_amount(invoice, LAST_DAY) for invoice in ledger.invoices
    }
    assert dict(rows) == expected


def test_a_weekly_balance_is_that_of_its_sunday(ledgers_built, process):
    name, ledger = process
    rows = ledgers_built.query_work(
        "select cast(unit_id as date), numerator, denominator, is_excluded"
        " from measures.measure_overdue_share"
        " where process_id = ? and period_grain = 'week' order by 1",
        [name],
    )
    assert len(rows) == 40
    assert [row[3] for row in rows] == [True] * 13 + [False] * 26 + [True]
    for sunday, overdue, open_balance, _ in rows[13:39:5]:
        balances = ledger.balances(sunday)
        assert (overdue, open_balance) == (near(balances["overdue"]), near(balances["ar"]))


def test_payments_of_invoices_from_before_the_export_are_shown_and_touch_no_balance(
    ledgers_built, process
):
    name, ledger = process
    outside = sum(
        float(payment.amount)
        for payment in ledger.payments
        if payment.invoice_id and payment.invoice_id not in ledger.documents
    )
    assert outside > 0
    assert ledgers_built.query_work(
        "select cast(sum(payments_without_invoice) as double) from outcomes.receivables_monthly"
        " where process_id = ?",
        [name],
    ) == [(near(outside),)]
