"""Rows of one file that share a key.

Events may happen twice in a second, so all stay, numbered. Payments share a reference, and all that
differ are payments. A document has one truth: equal rows are one document told twice; rows that
differ contradict each other, and none of them is believed.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from gains.landing.map.rules import TableRule
from gains.landing.read.records import parquet
from gains.sql import sql_text

PARQUET = "(format parquet, compression zstd)"


def settle_repeated_keys(
    connection: duckdb.DuckDBPyConnection, rule: TableRule, landed_path: Path, origin_columns: str
) -> tuple[int, Decimal]:
    """Settle rows of a landed file that share their key: number, reject or drop them.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the table `rejected`, to which contradicting rows are added.
    rule : TableRule
        Of the table.
    landed_path : Path
        The landed Parquet file; it is written again where it changes.
    origin_columns : str
        SQL of company, map, file and file id.

    Returns
    -------
    tuple of (int, Decimal)
        Rows that were dropped because the export repeats each document, and their amount.
    """
    table = rule.table
    if table.shares_keys:
        return 0, Decimal(0)
    landed = parquet(landed_path)
    key = ", ".join(table.key)
    # by hash first: of ten million rows only the few that may be repeated are looked at closely
    connection.execute(
        f"""
        create or replace temp table perhaps_repeated as
        select hash({key}) as key_hash from {landed} group by key_hash having count(*) > 1
        """
    )
    if connection.execute("select count(*) from perhaps_repeated").fetchone()[0] == 0:
        return 0, Decimal(0)
    content = ", ".join(column.name for column in table.columns)
    money = table.money or "cast(0 as decimal(18, 4))"
    connection.execute(
        f"""
        create or replace temp table repeated as
        select
            line_number,
            {table.key[-1]} as last_key,
            {money} as amount,
            row_number() over same_key as occurrence,
            min(content) over same_document <> max(content) over same_document as is_contradicted,
            min(line_number) over same_document as first_line,
            max(line_number) over same_document as last_line
        from (
            select line_number, {content}, md5(cast(row({content}) as varchar)) as content
            from {landed}
            where hash({key}) in (select key_hash from perhaps_repeated)
        )
        window
            same_key as (partition by {key} order by line_number),
            same_document as (partition by {key})
        """
    )
    if table.repeats:
        _rewrite(
            connection,
            f"""
            select landed.* replace (
                cast(coalesce(repeated.occurrence, 1) as bigint) as occurrence
            )
            from {landed} as landed left join repeated using (line_number)
            """,
            landed_path,
        )
        return 0, Decimal(0)
    connection.execute(
        f"""
        insert into rejected
        select
            {origin_columns},
            {sql_text(table.name)},
            line_number,
            {sql_text(table.key[-1])},
            cast(last_key as varchar),
            'contradicting rows',
            'has the same {" and ".join(table.key)} as line '
                || case when line_number = first_line then last_line else first_line end
                || ', with other values: correct the export, or deliver the correction as a newer '
                || 'file',
            amount
        from repeated where is_contradicted
        """
    )
    dropped = "is_contradicted" + (" or occurrence > 1" if rule.is_one_row_per_key else "")
    (any_dropped,) = connection.execute(f"select count(*) from repeated where {dropped}").fetchone()
    if any_dropped:
        _rewrite(
            connection,
            f"""
            select * from {landed}
            where line_number not in (select line_number from repeated where {dropped})
            """,
            landed_path,
        )
    if not rule.is_one_row_per_key:
        return 0, Decimal(0)
    return connection.execute(
        """
        select count(*), cast(coalesce(sum(amount), 0) as decimal(38, 4))
        from repeated where occurrence > 1 and not is_contradicted
        """
    ).fetchone()


def _rewrite(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    rewritten = path.with_suffix(".rewritten")
    connection.execute(f"copy ({query}) to {sql_text(str(rewritten))} {PARQUET}")
    rewritten.replace(path)
