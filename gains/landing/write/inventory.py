"""The values of columns that have a vocabulary: how often each is there, and what it means."""

from __future__ import annotations

from pathlib import Path

import duckdb

from gains.canonical import Table
from gains.landing.decide.readings import Reading
from gains.landing.map.rules import TableRule
from gains.landing.read.headers import Header
from gains.landing.write.origin import Origin, origin_columns
from gains.sql import sql_text

VALUES = "export_values"

VALUE_COLUMNS: dict[str, str] = {
    "company_id": "varchar",
    "map": "varchar",
    "file": "varchar",
    "file_id": "varchar",
    "table_name": "varchar",
    "canonical_column": "varchar",
    "column_name": "varchar",
    "value": "varchar",
    "row_count": "bigint",
    "first_seen": "date",
    "meaning": "varchar",
    "is_new": "boolean",
}

#: Columns whose words are the user's own, and worth a look all the same.
_OWN_WORDS = ("activity", "role", "segment", "unit")

#: A column with more values than these has no vocabulary.
MOST_VALUES = 1_000


def write_inventory(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    columns: list[Reading],
    origin: Origin,
    path: Path,
) -> None:
    """Write the values of one file and table.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view `typed`; the table `value_inventory` is made.
    rule : TableRule
        What the map says about the table.
    header : Header
        Of the file.
    columns : list of Reading
        How the columns are read.
    origin : Origin
        Whose file it is.
    path : Path
        The Parquet file to write.
    """
    queries = [
        _query(rule.table, reading.column.name, reading.header, f"text_{reading.column.name}",
               f"cast({reading.column.name} as varchar)", reading.column.name not in _OWN_WORDS)
        for reading in columns
        if _has_vocabulary(reading, rule)
    ]  # fmt: skip
    if rule.status is not None and header.position(rule.status.source) is not None:
        name = header.names[header.position(rule.status.source)]
        meaning = "status_meaning"
        if rule.status.leaves_others_to_dates:
            meaning = "coalesce(status_meaning, 'by its dates')"
        queries.append(_query(rule.table, "status", name, "status_text", meaning, True))
    nothing = ", ".join(f"cast(null as {type_}) as {name}" for name, type_ in VALUE_COLUMNS.items())
    found = " union all ".join(queries) or f"select {nothing} where false"
    own = ", ".join(name for name in VALUE_COLUMNS if name not in _ORIGIN)
    connection.execute(
        "create or replace temp table value_inventory as "
        f"select {origin_columns(origin)}, {own} from ({found})"
    )
    connection.execute(
        f"copy (from value_inventory order by canonical_column, row_count desc, value) "
        f"to {sql_text(str(path))} (format parquet, compression zstd)"
    )


_ORIGIN = ("company_id", "map", "file", "file_id")


def _has_vocabulary(reading: Reading, rule: TableRule) -> bool:
    column_rule = rule.columns.get(reading.column.name)
    if column_rule is None or not column_rule.sources:
        return False
    return bool(
        reading.column.vocabulary
        or column_rule.values is not None
        or reading.column.name in _OWN_WORDS
    )


def _query(
    table: Table, canonical: str, shown: str, text: str, meaning: str, is_closed: bool
) -> str:
    day = table.covered_by[0]
    return f"""
        select
            {sql_text(table.name)} as table_name,
            {sql_text(canonical)} as canonical_column,
            {sql_text(shown)} as column_name,
            left({text}, 200) as value,
            count(*) as row_count,
            min(cast({day} as date)) as first_seen,
            max({meaning}) as meaning,
            {"max(" + meaning + ") is null" if is_closed else "false"} as is_new
        from typed
        where problem is null and {text} is not null
        group by left({text}, 200)
        qualify count(*) over () <= {MOST_VALUES}
    """
