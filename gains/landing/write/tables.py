"""One file becomes rows of one canonical table: landed, rejected, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from gains.canonical import SQL_TYPES, Table
from gains.landing.decide.readings import Evidence, readings
from gains.landing.find.export_files import Company
from gains.landing.map.rules import ColumnRule, ExportMap, RowTest, TableRule
from gains.landing.read.columns import days_to_add, own_text, row_test, source_text, text_of
from gains.landing.read.headers import Header
from gains.landing.read.records import parquet
from gains.landing.write.audit_log import fold_audit_log
from gains.landing.write.findings import Finding, findings_of_rows
from gains.landing.write.inventory import write_inventory
from gains.landing.write.lifecycle import pair_halves
from gains.landing.write.origin import Origin, origin_columns
from gains.landing.write.rejects import is_good, no_rejects, rejects
from gains.landing.write.repeated_keys import settle_repeated_keys
from gains.landing.write.statuses import status_faults, texts_by_status
from gains.sql import sql_text

PARQUET = "(format parquet, compression zstd)"


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
    styles: dict[str, dict[str, str]]
    findings: tuple[Finding, ...]


def land_table(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    origin: Origin,
    landed_path: Path,
    rejected_path: Path,
    values_path: Path,
    evidence: Evidence,
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
    landed_path, rejected_path, values_path : Path
        Parquet files to write.
    evidence : Evidence
        How other files are written.

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
    columns = readings(connection, rule, header, export_map, origin.company, origin.shown, evidence)
    others = status_faults(rule, header)
    texts = ", ".join(f"text_{reading.column.name}" for reading in columns)
    typed = ", ".join(
        [f"{reading.value} as {reading.column.name}" for reading in columns]
        + [
            f"{reading.contradiction} as contradiction_{reading.column.name}"
            for reading in columns
            if reading.contradiction is not None
        ]
    )
    connection.execute(
        f"""
        create or replace temp view typed as
        select line_number, problem, first_field, status_text, status_meaning, last_by_text,
            lifecycle_text, {texts}, {typed}
        from parsed
        """
    )
    # counted before anything is chosen, so that what is lost on the way shows
    rows_read, amount_read = connection.execute(
        f"select count(*), {_sum_of(table, 'problem is null')} from typed"
    ).fetchone()
    good = " and ".join(
        [
            "problem is null",
            *(is_good(reading) for reading in columns),
            *(f"not ({fault.condition})" for fault in others),
        ]
    )
    named = ", ".join(
        f"cast({column.name} as {SQL_TYPES[column.type]}) as {column.name}"
        for column in table.columns
    )
    connection.execute(
        f"""
        copy (
            select {origin_columns(origin)}, line_number, cast(1 as bigint) as occurrence, {named}
            from typed where {good}
        ) to {sql_text(str(landed_path))} {PARQUET}
        """
    )
    landed = parquet(landed_path)
    (count,) = connection.execute(f"select count(*) from {landed}").fetchone()
    connection.execute("create or replace temp table rejected as select * from " + no_rejects())
    if count < rows_read:
        connection.execute(f"insert into rejected {rejects(table, columns, others, good, origin)}")
    rows_folded, amount_folded = (0, Decimal(0))
    if rule.is_audit_log:
        rows_folded, amount_folded = fold_audit_log(
            connection, rule, header, export_map, landed_path, origin.shown
        )
    unpaired: list[Finding] = []
    if rule.lifecycle and header.position(rule.lifecycle) is not None:
        rows_folded, amount_folded, unpaired = pair_halves(connection, landed_path, origin.shown)
    rows_repeated, amount_repeated = settle_repeated_keys(
        connection, rule, landed_path, origin_columns(origin)
    )
    rows_repeated += rows_folded
    amount_repeated += amount_folded
    write_inventory(connection, rule, header, columns, origin, values_path)
    counts = {
        **_counts_of_landed(connection, table, origin.company, landed, export_map),
        **_counts_of_rejected(connection),
    }
    connection.execute(
        f"copy (from rejected order by line_number) to {sql_text(str(rejected_path))} {PARQUET}"
    )
    return LandedTable(
        rows_read=rows_read - rows_repeated,
        rows_filtered=rows_filtered + rows_repeated,
        amount_read=amount_read - amount_repeated,
        notes=tuple(reading.note for reading in columns if reading.note),
        styles={
            kind: {
                one.header: one.style[1] for one in columns if one.style and one.style[0] == kind
            }
            for kind in ("dates", "numbers")
        },
        findings=tuple(
            unpaired
            + findings_of_rows(
                connection,
                rule,
                export_map,
                origin,
                rows_read - rows_repeated,
                counts["rows_landed"],
            )
        ),
        **counts,
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
    texts = {
        f"text_{column.name}": text_of(
            column, rule.columns.get(column.name), header, export_map, origin.company
        )[0]
        for column in rule.table.columns
    }
    texts = texts_by_status(rule, header, export_map, texts)
    last_by = source_text(header, rule.last_by, export_map.nulls) if rule.last_by else None
    half = source_text(header, rule.lifecycle, export_map.nulls) if rule.lifecycle else None
    texts["lifecycle_text"] = half or "cast(null as varchar)"
    texts["last_by_text"] = last_by or "cast(null as varchar)"
    for column in rule.table.columns:
        terms = rule.columns.get(column.name, ColumnRule()).plus_days
        if terms is not None:
            texts[f"days_{column.name}"] = days_to_add(terms, header, export_map)
    named = ", ".join(f"{text} as {name}" for name, text in texts.items())
    own = own_text(rule.columns.get("currency"), header, export_map)
    connection.execute(
        f"""
        create or replace temp view texts as
        select line_number, problem, c0 as first_field, {own} as own_currency, {named}
        from records{where}
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

    names = table.covered_by
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
