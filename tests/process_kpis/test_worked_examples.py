"""Published or hand-worked examples of process KPIs, from export to published table.

What would go wrong unseen: a figure that a finance chief recomputes in a spreadsheet and does not
find again. Sources: Excel's NETWORKDAYS documentation for working days; the shares by hand.
"""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

import pytest

from tests.process_kpis.register import csv_text, office, write_register
from tests.project import Project

CASE_COLUMNS = ["process_id", "case_id", "opened_at", "closed_at", "is_automated"]
FIRST = datetime(2026, 1, 5)


def touchless() -> list[tuple]:
    """12,500 finished cases, 9,250 of them without a human step."""
    return [
        (
            "touchless",
            f"t{i}",
            FIRST + timedelta(minutes=i),
            FIRST + timedelta(minutes=i + 60),
            flag,
        )
        for i, flag in enumerate(["true"] * 9250 + ["false"] * 3250)
    ]


def working_days() -> list[tuple]:
    """One case from 1 October 2012 to the end of 1 March 2013, under three calendars."""
    return [
        (process, "c1", "2012-10-01T00:00:00", "2013-03-02T00:00:00", None)
        for process in ("no_holiday", "one_holiday", "three_holidays")
    ]


def three_steps() -> list[tuple]:
    """A hundred cases through each of three steps, 5, 16 and 12 of them with rework."""
    return [
        (f"step_{step}", f"s{i}", FIRST, FIRST + timedelta(hours=i + 1), int(i < reworked))
        for step, reworked in (("one", 5), ("two", 16), ("three", 12))
        for i in range(100)
    ]


def a_year_of_invoices() -> tuple[list[tuple], list[tuple]]:
    """Receivables of 300,000 at the start of 2025, sales of 5,000,000, 250,000 open at its end."""
    invoices = [("old", "2024-12-15", 300_000)]
    invoices += [(f"m{month}", f"2025-{month:02}-10", 450_000) for month in range(1, 11)]
    invoices += [("m11", "2025-11-10", 250_000), ("m12", "2025-12-10", 250_000)]
    payments = [
        (key, "2025-12-31" if key == "old" else day, amount) for key, day, amount in invoices
    ]
    return invoices, [payment for payment in payments if payment[0] != "m12"]


def around_the_clock() -> list[tuple]:
    """The same cases, over both changes of the clock, with and without a calendar."""
    draw = random.Random(7)
    cases = []
    for i in range(400):
        opened = datetime(2025, 3, 1) + timedelta(minutes=draw.randrange(360 * 24 * 60))
        closed = opened + timedelta(minutes=draw.randrange(60 * 24 * 60))
        for process in ("elapsed", "always_open"):
            cases.append(
                (process, f"a{i}", f"{opened.isoformat()}Z", f"{closed.isoformat()}Z", None)
            )
    return cases


@pytest.fixture(scope="module")
def examples(make_project) -> Project:
    project = make_project("worked_examples")
    calendars = [row for name in ("none", "one", "three") for row in office(name)]
    calendars += [("always", day, "00:00", "24:00") for day in range(1, 8)]
    write_register(
        project,
        {
            "touchless": {},
            "queue": {},
            "no_holiday": {"calendar_id": "none"},
            "one_holiday": {"calendar_id": "one"},
            "three_holidays": {"calendar_id": "three"},
            "elapsed": {},
            "always_open": {"calendar_id": "always"},
            "paid_work": {},
            "step_one": {},
            "step_two": {},
            "step_three": {},
            "ledger": {},
        },
        time_zone="Europe/Berlin",
        calendars=calendars,
        holidays=[
            ("one", "2012-11-22"),
            ("three", "2012-11-22"),
            ("three", "2012-12-04"),
            ("three", "2013-01-21"),
        ],
        labor_rates=[("clerk", "2025-01-01", 30), ("clerk", "2026-02-01", 60)],
    )
    project.write_export(
        "acme",
        "canonical",
        "cases.csv",
        csv_text(CASE_COLUMNS, touchless() + working_days() + around_the_clock()),
    )
    project.write_export(
        "acme",
        "canonical",
        "case_events.csv",
        csv_text(
            ["process_id", "case_id", "activity", "started_at", "finished_at"],
            [
                # 10 minutes of work after 30 minutes in the queue
                ("queue", "q1", "arrive", "2026-01-05T09:00:00", "2026-01-05T09:00:00"),
                ("queue", "q1", "work", "2026-01-05T09:30:00", "2026-01-05T09:40:00"),
            ],
        ),
    )
    # 2 cases; 60 minutes at 30 and 60 minutes at 60 an hour; 310 of software in January
    project.write_export(
        "acme",
        "canonical",
        "cases_paid.csv",
        csv_text(
            ["process_id", "case_id", "opened_at", "closed_at"],
            [
                ("paid_work", "p1", "2026-01-01T08:00:00", "2026-01-31T12:00:00"),
                ("paid_work", "p2", "2026-01-01T08:00:00", "2026-02-01T12:00:00"),
            ],
        ),
    )
    project.write_export(
        "acme",
        "canonical",
        "time_entries.csv",
        csv_text(
            ["process_id", "entry_id", "work_date", "minutes", "role", "case_id"],
            [
                ("paid_work", "e1", "2026-01-31", 60, "clerk", "p1"),
                ("paid_work", "e2", "2026-02-01", 60, "clerk", "p2"),
                ("paid_work", "e0", "2026-01-01", 0, "clerk", None),
            ],
        ),
    )
    project.write_export(
        "acme",
        "canonical",
        "process_costs.csv",
        csv_text(
            ["process_id", "cost_id", "cost_month", "category", "amount", "currency"],
            [("paid_work", "k1", "2026-01-01", "software", "310.00", "USD")],
        ),
    )
    project.write_export(
        "acme",
        "canonical",
        "cases_steps.csv",
        csv_text(
            ["process_id", "case_id", "opened_at", "closed_at", "rework_count"], three_steps()
        ),
    )
    invoices, payments = a_year_of_invoices()
    project.write_export(
        "acme",
        "canonical",
        "invoices.csv",
        csv_text(
            [
                "process_id",
                "invoice_id",
                "customer_id",
                "invoice_date",
                "due_date",
                "amount",
                "currency",
            ],
            [("ledger", key, "c", day, day, amount, "USD") for key, day, amount in invoices],
        ),
    )
    project.write_export(
        "acme",
        "canonical",
        "payments.csv",
        csv_text(
            [
                "process_id",
                "payment_id",
                "invoice_id",
                "customer_id",
                "paid_date",
                "amount",
                "currency",
            ],
            [("ledger", f"p-{key}", key, "c", day, amount, "USD") for key, day, amount in payments]
            # a payment in January shows that December is covered
            + [("ledger", "p-m12", "m12", "c", "2026-01-02", 250_000, "USD")],
        ),
    )
    # and so does an invoice
    project.write_export(
        "acme",
        "canonical",
        "invoices_january.csv",
        csv_text(
            [
                "process_id",
                "invoice_id",
                "customer_id",
                "invoice_date",
                "due_date",
                "amount",
                "currency",
            ],
            [("ledger", "next", "c", "2026-01-02", "2026-01-02", 1, "USD")],
        ),
    )
    project.build()
    return project


def value(project: Project, process_id: str, kpi_id: str) -> float:
    (row,) = project.query(
        "select value, numerator, denominator from kpi_overall "
        "where process_id = ? and kpi_id = ? and segment is null",
        [process_id, kpi_id],
    )
    assert row[0] == pytest.approx(row[1] / row[2])
    return row[0]


def test_touchless_share(examples):
    assert value(examples, "touchless", "straight_through_rate") == pytest.approx(0.74)


def test_rolled_throughput_yield_of_three_steps(examples):
    # Minitab: 0.95 x 0.84 x 0.88
    yields = [
        value(examples, f"step_{step}", "first_pass_yield") for step in ("one", "two", "three")
    ]
    assert math.prod(yields) == pytest.approx(0.70224)


def test_average_balance_over_a_year_can_be_recomputed(examples):
    # calculator.7search.cc: (300,000 + 250,000) / 2 over 5,000,000 x 365
    months = examples.query(
        "select month_end, ar_balance, credit_sales from receivables_monthly "
        "where process_id = 'ledger' order by month_end"
    )
    balances = {month.isoformat(): balance for month, balance, _ in months}
    sales = sum(credit_sales for month, _, credit_sales in months if month.year == 2025)
    start, end = balances["2024-12-31"], balances["2025-12-31"]
    assert (start, end, sales) == (300_000, 250_000, 5_000_000)
    assert (float(start) + float(end)) / 2 / float(sales) * 365 == pytest.approx(20.075)


def test_ten_minutes_of_work_in_a_cycle_of_forty(examples):
    cycle_minutes = 60 * value(examples, "queue", "cycle_time_hours")
    touch_minutes = value(examples, "queue", "touch_time_minutes")
    assert cycle_minutes == pytest.approx(40)
    assert touch_minutes / cycle_minutes == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("process_id", "days"), [("no_holiday", 110), ("one_holiday", 109), ("three_holidays", 107)]
)
def test_working_days_as_excel_counts_them(examples, process_id, days):
    assert value(examples, process_id, "cycle_time_hours") == pytest.approx(8 * days)


def test_a_calendar_that_never_closes_counts_elapsed_hours(examples):
    pairs = examples.query_work(
        "select a.cycle_time_hours, b.cycle_time_hours from core.fct_cases a "
        "join core.fct_cases b using (case_id) "
        "where a.process_id = 'elapsed' and b.process_id = 'always_open'"
    )
    assert len(pairs) == 400
    assert [business for _, business in pairs] == pytest.approx([hours for hours, _ in pairs])


def test_labor_at_the_rate_of_its_day_and_costs_by_the_day(examples):
    # (60 min x 30 + 60 min x 60 + 310 of January) over 2 cases
    assert value(examples, "paid_work", "cost_per_transaction") == pytest.approx(
        (30 + 60 + 310) / 2
    )
    months = dict(
        examples.query(
            "select cast(period_start as varchar), value from kpi_monthly "
            "where process_id = 'paid_work' and kpi_id = 'cost_per_transaction' "
            "and segment is null"
        )
    )
    assert months["2026-01-01"] == pytest.approx(30 + 310)
    assert months["2026-02-01"] == pytest.approx(60)
    week = examples.query(
        "select numerator from kpi_weekly where process_id = 'paid_work' "
        "and kpi_id = 'cost_per_transaction' and period_start = date '2026-01-05'"
    )
    assert week[0][0] == pytest.approx(70), "a week carries seven days of the month's cost"


def test_nothing_is_promised_where_nothing_is_known(examples):
    rows = examples.query(
        "select kpi_id from kpi_overall where process_id = 'queue' and kpi_id in "
        "('on_time_rate', 'straight_through_rate', 'cost_per_transaction', 'days_to_pay')"
    )
    assert rows == []
