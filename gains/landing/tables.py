"""One file becomes rows of one canonical table: landed, rejected, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from gains.canonical import LANDED_COLUMNS, SQL_TYPES, Table
from gains.landing.columns import row_test, text_of
from gains.landing.export_files import Company
from gains.landing.headers import Header
from gains.landing.readings import Reading, readings
from gains.landing.records import sql_text
from gains.landing.repeated_keys import settle_repeated_keys
from gains.landing.rules import ExportMap, RowTest, TableRule

#: The columns of a rejected row.
REJECTED_COLUMNS: dict[str, str] = {
    "company_id": "varchar",
    "map": "varchar",
    "file": "varchar",
    "file_id": "varchar",
    "table_name": "varchar",
    "line_number": "bigint",
    "column_name": "varchar",
    "value": "varchar",
    "reason": "varchar",
    "amount": "decimal(18, 4)",
}

#: The columns that say which days a file covers.
COVERED_BY: dict[str, tuple[str, ...]] = {
    "cases": ("opened_at", "closed_at"),
    "case_events": ("started_at", "finished_at"),
    "invoices": ("invoice_date",),
    "payments": ("paid_date",),
    "time_entries": ("work_date",),
    "process_costs": ("cost_month",),
    "automation_runs": ("started_at", "ended_at"),
}

PARQUET = "(format parquet, compression zstd)"


@dataclass(frozen=True)
class Origin:
    """Where rows come from, as every landed row says it."""

    company: Company
    map_name: str
    file: str
    file_id: str
    shown: str


@dataclass(frozen=True)
class LandedTable:
    """What one file gave one canonical table; amounts are exact."""

    rows_read: int
    rows_landed: int
    rows_rejected: int
    rows_filtered: int
    amount_read: Decimal
    amount_landed: Decimal
    amount_rejected: Decimal
    covers_from: date | None
    covers_to: date | None
    notes: tuple[str, ...]


def land_table(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    origin: Origin,
    landed_path: Path,
    rejected_path: Path,
) -> LandedTable:
    """Write the rows of one table, and the rejected ones beside them.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view `records`.
    rule : TableRule
        What the map says about the table.
    header : Header
        Of the file.
    export_map : ExportMap
        The map.
    origin : Origin
        Whose file it is.
    landed_path, rejected_path : Path
        Parquet files to write.

    Returns
    -------
    LandedTable
        The counts.

    Raises
    ------
    LandingError
        When a column cannot be decided.
    """
    table = rule.table
    rows_filtered = _make_texts(connection, rule, header, export_map, origin)
    columns = readings(connection, rule, header, export_map, origin.company, origin.shown)
    texts = ", ".join(f"text_{reading.column.name}" for reading in columns)
    typed = ", ".join(f"{reading.value} as {reading.column.name}" for reading in columns)
    connection.execute(
        f"""
        create or replace temp view typed as
        select line_number, problem, first_field, {texts}, {typed} from parsed
        """
    )
    # counted before anything is chosen, so that what is lost on the way shows
    rows_read, amount_read = connection.execute(
        f"select count(*), {_sum_of(table, 'problem is null')} from typed"
    ).fetchone()
    good = " and ".join(["problem is null", *(f"{_is_good(reading)}" for reading in columns)])
    named = ", ".join(
        f"cast({column.name} as {SQL_TYPES[column.type]}) as {column.name}"
        for column in table.columns
    )
    connection.execute(
        f"""
        copy (
            select {_origin_columns(origin)}, line_number, cast(1 as bigint) as occurrence, {named}
            from typed where {good}
        ) to {sql_text(str(landed_path))} {PARQUET}
        """
    )
    landed = f"read_parquet({sql_text(str(landed_path))})"
    (count,) = connection.execute(f"select count(*) from {landed}").fetchone()
    connection.execute("create or replace temp table rejected as select * from " + _no_rejects())
    if count < rows_read:
        connection.execute(f"insert into rejected {_rejects(table, columns, good, origin)}")
    rows_repeated, amount_repeated = settle_repeated_keys(
        connection, rule, landed_path, _origin_columns(origin)
    )
    connection.execute(
        f"copy (from rejected order by line_number) to {sql_text(str(rejected_path))} {PARQUET}"
    )
    return LandedTable(
        rows_read=rows_read - rows_repeated,
        rows_filtered=rows_filtered + rows_repeated,
        amount_read=amount_read - amount_repeated,
        notes=tuple(reading.note for reading in columns if reading.note),
        **_counts_of_landed(connection, table, origin.company, landed, export_map),
        **_counts_of_rejected(connection),
    )


def _make_texts(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    origin: Origin,
) -> int:
    def asked(tests: tuple[RowTest, ...]) -> list[str]:
        answers = (row_test(test, header, export_map.nulls, origin.shown) for test in tests)
        return [answer for answer in answers if answer is not None]

    # a line that has lost its shape is told, even where no filter would have chosen it
    tests = [f"not {test}" for test in asked(export_map.ignored_rows)] + [
        f"(problem is not null or {test})" for test in asked(rule.only)
    ]
    where = " where " + " and ".join(tests) if tests else ""
    texts = ", ".join(
        f"{text_of(column, rule.columns.get(column.name), header, export_map, origin.company)[0]} "
        f"as text_{column.name}"
        for column in rule.table.columns
    )
    connection.execute(
        f"""
        create or replace temp view texts as
        select line_number, problem, c0 as first_field, {texts} from records{where}
        """
    )
    if not tests:
        return 0
    (all_rows,) = connection.execute("select count(*) from records").fetchone()
    (rows,) = connection.execute("select count(*) from texts").fetchone()
    return all_rows - rows


def _sum_of(table: Table, condition: str) -> str:
    if table.money is None:
        return "cast(0 as decimal(38, 4))"
    return (
        f"cast(coalesce(sum(cast({table.money} as decimal(18, 4))) filter (where {condition}), 0) "
        "as decimal(38, 4))"
    )


def _is_good(reading: Reading) -> str:
    name = reading.column.name
    if reading.column.required:
        return f"{name} is not null"
    return f"({name} is not null or text_{name} is null)"


def _origin_columns(origin: Origin) -> str:
    values = {
        "company_id": origin.company.company_id,
        "map": origin.map_name,
        "file": origin.file,
        "file_id": origin.file_id,
    }
    return ", ".join(
        f"{sql_text(values[name])} as {name}" for name in LANDED_COLUMNS if name in values
    )


def _no_rejects() -> str:
    columns = ", ".join(
        f"cast(null as {type_}) as {name}" for name, type_ in REJECTED_COLUMNS.items()
    )
    return f"(select {columns} where false)"


def _rejects(table: Table, columns: list[Reading], good: str, origin: Origin) -> str:
    faults = []
    for reading in columns:
        name = reading.column.name
        header = sql_text(reading.header)
        renamed = "" if reading.header == name else f" ({name})"
        empty = sql_text(f"{reading.header}{renamed} is empty but required")
        faults.append(
            f"case when not ({_is_good(reading)}) then struct_pack("
            f"column_name := {header}, value := text_{name}, reason := case "
            f"when text_{name} is null then {empty} "
            f"else {sql_text(reading.header + renamed + ' ')} || '''' || left(text_{name}, 100) || "
            f"{sql_text(chr(39) + ' ' + reading.expectation)} end) end"
        )
    amount = (
        f"cast({table.money} as decimal(18, 4))" if table.money else "cast(0 as decimal(18, 4))"
    )
    return f"""
        with faulty as (
            select
                line_number,
                problem,
                first_field,
                list_filter([{", ".join(faults)}], fault -> fault is not null) as faults,
                {amount} as amount
            from typed
            where not coalesce({good}, false)
        )
        select
            {_origin_columns(origin)},
            {sql_text(table.name)} as table_name,
            line_number,
            case when problem is null then faults[1].column_name end as column_name,
            case when problem is null then faults[1].value else left(first_field, 500) end as value,
            case when problem is null
                then array_to_string(list_transform(faults, fault -> fault.reason), '; ')
                else 'the line ' || problem
            end as reason,
            case when problem is null then amount end as amount
        from faulty
    """


def _counts_of_landed(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    company: Company,
    landed: str,
    export_map: ExportMap,
) -> dict:
    def day(extreme: str, name: str) -> str:
        at = f"{extreme}({name})"
        if table.by_name[name].type == "timestamp":
            at = f"timezone({sql_text(company.time_zone)}, timezone('UTC', {at}))"
        return f"cast({at} as date)"

    names = COVERED_BY[table.name]
    since = f"least({', '.join(day('min', name) for name in names)}, null)"
    until = f"greatest({', '.join(day('max', name) for name in names)}, null)"
    if table.name == "process_costs":
        until = f"last_day({until})"
    rows, amount, covers_from, covers_to = connection.execute(
        f"select count(*), {_sum_of(table, 'true')}, {since}, {until} from {landed}"
    ).fetchone()
    if export_map.covers_from is not None:
        covers_from = date.fromisoformat(export_map.covers_from)
    if export_map.covers_to is not None:
        covers_to = date.fromisoformat(export_map.covers_to)
    return {
        "rows_landed": rows,
        "amount_landed": amount,
        "covers_from": covers_from,
        "covers_to": covers_to,
    }


def _counts_of_rejected(connection: duckdb.DuckDBPyConnection) -> dict:
    rows, amount = connection.execute(
        "select count(*), cast(coalesce(sum(amount), 0) as decimal(38, 4)) from rejected"
    ).fetchone()
    return {"rows_rejected": rows, "amount_rejected": amount}
