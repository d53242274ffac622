"""Audit logs: an export with a row per change becomes one row per document, its last state."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from gains.landing.decide.date_styles import StatedDates, decide_dates
from gains.landing.decide.shapes import Asked
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.read.headers import Header
from gains.landing.read.records import parquet
from gains.sql import sql_text

PARQUET = "(format parquet, compression zstd)"


def fold_audit_log(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    landed_path: Path,
    shown: str,
) -> tuple[int, Decimal]:
    """Keep the last row of each document; the first says when a case was opened.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view `typed`, where last_by_text orders the changes.
    rule : TableRule
        Of the table.
    header : Header
        Of the file.
    export_map : ExportMap
        The map.
    landed_path : Path
        The landed Parquet file; it is written again.
    shown : str
        The file as a person sees it.

    Returns
    -------
    tuple of (int, Decimal)
        Rows that were dropped, and their amount.
    """
    table, landed = rule.table, parquet(landed_path)
    key = ", ".join(table.key)
    money = table.money or "cast(0 as decimal(18, 4))"
    moment, joined = "'0'", ""
    if rule.last_by and header.position(rule.last_by) is not None:
        name = header.names[header.position(rule.last_by)]
        style = decide_dates(
            connection,
            Asked("typed", "last_by_text", f"{shown}, column '{name}'", "the map"),
            StatedDates(export_map.date_order),
            "dates_last_by",
        )
        moment = "last_by_text"
        if style.table is not None:
            moment = "dates_last_by.wall"
            joined = "left join dates_last_by on dates_last_by.text = last_by_text"
    replaced = []
    if table.name == "cases":
        # a case that was closed and is open again was worked on once more
        reopened = "cast(count(*) filter (where was_over and not is_over) over document as bigint)"
        replaced = [
            "min(opened_at) over document as opened_at",
            f"greatest(max(rework_count) over document, {reopened}) as rework_count",
        ]
    kept = f"replace ({', '.join(replaced)})" if replaced else ""
    is_over = "coalesce(status_meaning in ('closed', 'cancelled'), closed_at is not null)"
    if table.name != "cases":
        is_over = "false"
    connection.execute(
        f"""
        create or replace temp table folded as
        with placed as (
            select landed.*, {is_over.replace("closed_at", "landed.closed_at")} as is_over,
                row_number() over (partition by {_of("landed", table.key)}
                    order by {moment}, landed.line_number) as position
            from {landed} as landed
            left join (select line_number, status_meaning, last_by_text from typed) as typed
                using (line_number)
            {joined}
        ),
        changed as (
            select *, lag(is_over, 1, false) over (partition by {key} order by position) as was_over
            from placed
        )
        select * {kept}, count(*) over document as changes from changed
        window document as (partition by {key})
        """
    )
    columns = ", ".join(
        name for (name, *_) in connection.execute(f"describe select * from {landed}").fetchall()
    )
    last = f"qualify row_number() over (partition by {key} order by position desc) = 1"
    rows, amount = connection.execute(
        f"""
        select count(*), cast(coalesce(sum({money}), 0) as decimal(38, 4)) from (
            select * from folded
            qualify row_number() over (partition by {key} order by position desc) > 1
        )
        """
    ).fetchone()
    rewritten = landed_path.with_suffix(".rewritten")
    connection.execute(
        f"copy (select {columns} from folded {last}) to {sql_text(str(rewritten))} {PARQUET}"
    )
    rewritten.replace(landed_path)
    return rows, amount


def _of(relation: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{relation}.{name}" for name in names)
