"""A work file with staged tables that pass every check, for tests to spoil one thing at a time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb

from gains.canonical import SQL_TYPES, TABLES
from gains.validation.runner import validate

ROOT = Path(__file__).resolve().parents[2]
SUITES = ROOT / "expectations"
FIRST_DAY = date(2026, 1, 5)
WEEKS = 20
A_WEEK = 40

#: What staging adds to the columns of an export.
SIGNED = {
    "invoices": ", signed_amount decimal(18, 4) generated always as "
    "(case when document_type = 'credit_memo' then -abs(amount) else amount end)",
    "payments": ", settled_amount decimal(18, 4) generated always as "
    "(case when entry_type = 'refund' then -abs(amount) else amount end)",
}

REGISTER = {
    "companies": "company_id varchar, company_name varchar, currency varchar, time_zone varchar, "
    "cost_of_capital double",
    "processes": "process_id varchar, company_id varchar, process_name varchar, "
    "transaction_name varchar, calendar_id varchar, sla_hours double",
    "initiatives": "initiative_id varchar, process_id varchar, comparison_process_id varchar, "
    "initiative_name varchar, business_owner varchar, transformation_lead varchar, "
    "decision varchar, ramp_days integer, baseline_weeks integer, build_cost decimal(18, 4), "
    "run_cost_per_month decimal(18, 4), capacity_is_cashable boolean, kickoff_date date, "
    "go_live_date date, decided_on date",
    "targets": "initiative_id varchar, kpi_id varchar, target_relative_change double, "
    "claimed_annual_value decimal(18, 4), is_primary boolean, review_date date",
    "labor_rates": "company_id varchar, role varchar, hourly_rate decimal(18, 4), valid_from date",
    "calendars": "calendar_id varchar, weekday_written varchar, opens_at varchar, "
    "closes_at varchar, weekday integer, opens_minute integer, closes_minute integer, "
    "line_number bigint",
    "fx_rates": "currency varchar, quote_currency varchar, rate double, rate_date date",
    "kpis": "kpi_id varchar, kpi_name varchar, kind varchar, unit varchar, better varchar, "
    "source varchar, needs varchar, verdict_from varchar, priced_as varchar, "
    "plausible_low double, plausible_high double, version integer, definition varchar, "
    "has_measure boolean, line_number bigint",
}


def staged() -> duckdb.DuckDBPyConnection:
    """Return a database in memory: one company, two processes, twenty even weeks of everything."""
    connection = duckdb.connect()
    connection.execute("create schema staging")
    for table in TABLES.values():
        columns = ", ".join(f"{one.name} {SQL_TYPES[one.type]}" for one in table.columns)
        signed = SIGNED.get(table.name, "")
        connection.execute(
            f"create table staging.stg_exports__{table.name} (company_id varchar, {columns}, "
            f"map varchar, file varchar, file_id varchar, line_number bigint{signed})"
        )
    connection.execute(
        "create table staging.stg_exports__replaced_invoices (company_id varchar, "
        "process_id varchar, invoice_id varchar, customer_id varchar, document_type varchar, "
        "invoice_date date, map varchar, file varchar, file_id varchar, line_number bigint, "
        "newer_customer_id varchar, newer_document_type varchar, newer_invoice_date date, "
        "newer_file varchar)"
    )
    for name, columns in REGISTER.items():
        connection.execute(f"create table staging.stg_register__{name} ({columns})")
    connection.execute(
        "create table staging.landed_files (company_id varchar, map varchar, file varchar, "
        "file_id varchar, table_name varchar, covers_from date, covers_to date)"
    )
    # something that no check watches, so that the suite has a row to run on
    connection.execute(
        "create table staging.landing_findings as select 'acme' as company_id, 'canonical' as map, "
        "'cases.csv' as file, 'cases' as table_name, 'note' as finding, 'note' as severity, "
        "cast(0 as bigint) as row_count, 'Nothing.' as sentence"
    )
    connection.execute("create schema intermediate")
    connection.execute(
        "create table intermediate.int_documents_before (process_id varchar, table_name varchar)"
    )
    _fill_register(connection)
    _fill_exports(connection)
    return connection


def _fill_register(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        insert into staging.stg_register__companies
        values ('acme', 'Acme', 'EUR', 'Europe/Berlin', 0.09);
        insert into staging.stg_register__processes values
        ('orders', 'acme', 'Orders', 'order', null, 48),
        ('returns', 'acme', 'Returns', 'return', 'office', null);
        insert into staging.stg_register__calendars values
        ('office', 'Mon', '08:00', '17:00', 1, 480, 1020, 2);
        insert into staging.stg_register__initiatives values
        ('capture', 'orders', 'returns', 'Capture', 'Ada', 'Grace', null, 14, 26, 1000, 100, false,
         '2026-01-12', '2026-03-02', null);
        insert into staging.stg_register__targets
        values ('capture', 'cycle_time_hours', -0.2, 1000, true, '2026-09-01');
        insert into staging.stg_register__labor_rates values ('acme', 'clerk', 40, '2025-01-01');
        insert into staging.stg_register__fx_rates values ('USD', 'EUR', 0.9, '2025-12-31');
        insert into staging.stg_register__kpis
        values ('cycle_time_hours', 'Cycle time', 'duration', 'hours', 'lower', 'cases', null, null,
         null, 0, 17520, 1, 'opened to closed', true, 2);
        """
    )


def _fill_exports(connection: duckdb.DuckDBPyConnection) -> None:
    last_day = FIRST_DAY + timedelta(weeks=WEEKS, days=-1)
    for table in TABLES:
        connection.execute(
            "insert into staging.landed_files values ('acme', 'canonical', $1, $1, $2, $3, $4)",
            [f"{table}.csv", table, FIRST_DAY, last_day],
        )
    # the same number of documents every week, spread over its days
    connection.execute(
        f"""
        create temp table documents as
        select
            process_id,
            process_id || '-' || n as id,
            timestamp '{FIRST_DAY}' + interval (n * 7.0 / {A_WEEK} * 24) hour as moment,
            n
        from range({WEEKS * A_WEEK}) as numbers(n)
        cross join (values ('orders'), ('returns')) as processes(process_id)
        """
    )
    file = "'canonical' as map, '{0}.csv' as file, '{0}.csv' as file_id, n + 2 as line_number"
    day = "cast(moment as date)"
    for table, columns in {
        "cases": "id as case_id, moment as opened_at, moment + interval 5 hour as closed_at, "
        "moment + interval 2 day as due_at, 'plain' as segment, false as is_cancelled, "
        "n % 3 = 0 as is_automated, 0 as rework_count",
        "case_events": "id as case_id, 'entered' as activity, moment as started_at, "
        "moment + interval 1 hour as finished_at, 'ada' as resource, false as is_automated, "
        "'plain' as segment",
        "invoices": f"id as invoice_id, 'c1' as customer_id, {day} as invoice_date, "
        f"{day} + 30 as due_date, 100 as amount, 'EUR' as currency, 'invoice' as document_type, "
        "'plain' as segment, false as is_disputed",
        "payments": "'p' || id as payment_id, id as invoice_id, 'c1' as customer_id, "
        f"least({day} + 3, date '{last_day}') as paid_date, 100 as amount, 'EUR' as currency, "
        "'payment' as entry_type",
        "open_items": f"date '{last_day}' as as_of, id as document_id, 'c1' as customer_id, "
        f"{day} + 30 as due_date, 100 as open_amount, 'EUR' as currency, "
        f"{day} as document_date, 'invoice' as document_type",
        "ledger_totals": f"date '{FIRST_DAY}' + cast(n as integer) as as_of, 100 as balance, "
        "'EUR' as currency, 'all' as account",
        "time_entries": f"id as entry_id, {day} as work_date, 20 as minutes, 'clerk' as role, "
        "id as case_id, 'w' || n % 50 as worker_id",
        "automation_runs": "id as run_id, moment as started_at, 'succeeded' as status, "
        "moment + interval 1 minute as ended_at, 1 as items_processed, id as case_id, "
        "'production' as environment",
    }.items():
        connection.execute(
            f"insert into staging.stg_exports__{table} by name select 'acme' as company_id, "
            f"process_id, {columns}, {file.format(table)} from documents"
        )
    connection.execute(
        "insert into intermediate.int_documents_before "
        "select process_id, 'cases opened' from staging.stg_register__processes"
    )
    connection.execute(
        "insert into staging.stg_exports__process_costs by name "
        "select 'acme' as company_id, 'orders' as process_id, 'k' || n as cost_id, "
        "date '2026-01-01' + interval (n) month as cost_month, 'software' as category, "
        f"100 as amount, 'EUR' as currency, {file.format('process_costs')} "
        "from range(5) as months(n)"
    )


def results(connection: duckdb.DuckDBPyConnection, suites: Path = SUITES) -> list[dict]:
    """Validate and return a row a check."""
    return validate(connection, suites, run_id="run").to_pylist()


def only(suite: str, folder: Path) -> Path:
    """Return a folder that holds one suite: running the others would cost seconds a test."""
    (folder / f"{suite}.yml").symlink_to(SUITES / f"{suite}.yml")
    (folder / "checks").symlink_to(SUITES / "checks")
    return folder
