"""Writes the generated logs of the benchmark: case events, invoices and payments as CSV.

The same size gives the same rows: chance comes from hashes of row numbers, not from a clock.
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

EVENTS_PER_CASE = 5
COMPANY = "bench"
TIME_ZONE = "America/Phoenix"  # no clock change, so that no local time is missing
CASE_PROCESSES = tuple(f"bench_process_{number}" for number in range(1, 5))
RECEIVABLES_PROCESS = "bench_receivables"
SLA_HOURS = 96
FIRST_DAY = "2025-05-05"
WEEKS = 78
GO_LIVE = "2026-03-02"

REGISTER: dict[str, tuple[str, list[tuple]]] = {
    "companies": (
        "company_id,company_name,currency,time_zone,cost_of_capital",
        [(COMPANY, "Benchmark", "USD", TIME_ZONE, 0.09)],
    ),
    "processes": (
        "process_id,company_id,process_name,transaction_name,calendar_id,sla_hours",
        [(process, COMPANY, process, "case", "", SLA_HOURS) for process in CASE_PROCESSES]
        + [(RECEIVABLES_PROCESS, COMPANY, "receivables", "invoice", "", "")],
    ),
    "initiatives": (
        "initiative_id,process_id,initiative_name,business_owner,transformation_lead,kickoff_date,"
        "go_live_date,ramp_days,baseline_weeks,comparison_process_id,build_cost,"
        "run_cost_per_month,capacity_is_cashable,decision,decided_on",
        [
            (
                "bench_automation", CASE_PROCESSES[0], "Automation", "A. Owner", "B. Lead",
                "2026-01-05", GO_LIVE, 14, 26, CASE_PROCESSES[1], 10000, 500, "false", "", "",
            )
        ],
    ),
    "targets": (
        "initiative_id,kpi_id,is_primary,target_relative_change,review_date,claimed_annual_value",
        [("bench_automation", "cycle_time_hours", "true", -0.2, "2026-10-30", 100000)],
    ),
    "labor_rates": (
        "company_id,role,valid_from,hourly_rate",
        [(COMPANY, "clerk", "2025-01-01", 40)],
    ),
    "calendars": ("calendar_id,weekday,opens_at,closes_at", []),
    "holidays": ("calendar_id,holiday_date", []),
    "fx_rates": ("currency,quote_currency,rate_date,rate", []),
}  # fmt: skip


def write_register(seeds: Path) -> None:
    """Write the register of the benchmark's one company."""
    for name, (header, rows) in REGISTER.items():
        with (seeds / f"{name}.csv").open("w", newline="") as stream:
            stream.write(header + "\n")
            csv.writer(stream, lineterminator="\n").writerows(rows)


def write_logs(exports: Path, events: int, invoices: int) -> None:
    """Write the logs as CSV files, two files of events and one each of invoices and payments.

    Parameters
    ----------
    exports : pathlib.Path
        The folder `exports/` of a project.
    events : int
        Number of case events.
    invoices : int
        Number of invoices; each has one payment, except those of the last weeks.
    """
    folder = exports / COMPANY / "canonical"
    folder.mkdir(parents=True)
    connection = duckdb.connect()
    connection.execute(
        """
        create macro chance(number, purpose) as
            (hash(number * 31 + purpose) % 1000003) / 1000003.0
        """
    )
    _write_events(connection, folder, events // EVENTS_PER_CASE)
    _write_invoices(connection, folder, invoices)
    connection.close()


def _write_events(connection: duckdb.DuckDBPyConnection, folder: Path, cases: int) -> None:
    """Write the five steps of every case; one case in twelve has its third step twice."""
    connection.execute(
        f"""
        create table cases as
        select
            number,
            'bench_process_' || (number % {len(CASE_PROCESSES)} + 1) as process_id,
            'C-' || number as case_id,
            date_trunc('minute', timestamp '{FIRST_DAY}'
                + to_minutes(cast(chance(number, 1) * {WEEKS * 7 * 1440} as bigint))) as opened_at,
            10 + 90 * chance(number, 2) + 60 * chance(number, 3) * chance(number, 4) as hours,
            case when chance(number, 5) < 0.6 then 'simple' else 'hard' end as segment,
            chance(number, 6) < 0.08 as has_rework
        from range({cases}) as numbers (number)
        """
    )
    connection.execute(
        f"""
        create table events as
        select
            cases.process_id,
            cases.case_id,
            case
                when has_rework and step = 4 then 'Step 3'
                else 'Step ' || step
            end as activity,
            date_trunc('minute', opened_at
                + to_minutes(cast(60 * hours * (step - 1) / 4 as bigint)))
                + to_minutes(15) as finished_at,
            date_trunc('minute', opened_at
                + to_minutes(cast(60 * hours * (step - 1) / 4 as bigint)))
                + to_minutes(cast(14 * chance(number, 10 + step) as bigint)) as started_at,
            'worker ' || (number * 7 + step) % 40 as resource,
            case
                when chance(number, 7) < 0.2 or step = 1 then 'true' else 'false'
            end as is_automated,
            segment
        from cases
        cross join range(1, {EVENTS_PER_CASE + 1}) as steps (step)
        where opened_at + to_minutes(cast(60 * hours * (step - 1) / 4 as bigint) + 15)
            < timestamp '{FIRST_DAY}' + interval {WEEKS} weeks
        """
    )
    middle = connection.execute(
        "select min(finished_at) + (max(finished_at) - min(finished_at)) / 2 from events"
    ).fetchone()
    for name, condition in (("1", "finished_at < ?"), ("2", "finished_at >= ?")):
        connection.execute(
            f"""
            copy (
                select process_id, case_id, activity,
                    strftime(finished_at, '%Y-%m-%dT%H:%M:%S') as finished_at,
                    strftime(started_at, '%Y-%m-%dT%H:%M:%S') as started_at,
                    resource, is_automated, segment
                from events where {condition}
            ) to '{folder / f"case_events_{name}.csv"}' (header, delimiter ',')
            """,
            middle,
        )


def _write_invoices(connection: duckdb.DuckDBPyConnection, folder: Path, count: int) -> None:
    """Write invoices and their payments, by and by in the order of their numbers."""
    connection.execute(
        f"""
        create table invoices as
        select
            'I-' || number as invoice_id,
            'K-' || (number * 13) % 5000 as customer_id,
            date '{FIRST_DAY}' + cast(floor(number * {WEEKS * 7.0} / {count}) as integer)
                as invoice_date,
            round(50 + 900 * chance(number, 21), 2) as amount,
            cast(15 + 50 * chance(number, 22) as integer) as days,
            number
        from range({count}) as numbers (number)
        """
    )
    connection.execute(
        f"""
        copy (
            select '{RECEIVABLES_PROCESS}' as process_id, invoice_id, customer_id, invoice_date,
                invoice_date + 30 as due_date, amount, 'USD' as currency
            from invoices order by number
        ) to '{folder / "invoices.csv"}' (header, delimiter ',')
        """
    )
    connection.execute(
        f"""
        copy (
            select '{RECEIVABLES_PROCESS}' as process_id, 'P-' || number as payment_id, invoice_id,
                customer_id, invoice_date + days as paid_date, amount, 'USD' as currency
            from invoices
            where invoice_date + days < date '{FIRST_DAY}' + {WEEKS * 7}
            order by number
        ) to '{folder / "payments.csv"}' (header, delimiter ',')
        """
    )
