"""The one way to published rows: every table is cut to the reader's companies before any query."""

import threading
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

import duckdb

from gains.published.access import Scope
from gains.published.rows import TABLES

#: Tables about no company, which everybody who sees anything may see.
SHARED = {"kpis", "rules", "evidence_grades"}
#: How a table without company_id finds its company: column -> table and column that lead there.
OWNED_BY = {
    "company_id": "select unnest($companies)",
    "process_id": "select process_id from main.processes "
    "where company_id in (select unnest($companies))",
    "initiative_id": "select initiatives.initiative_id from main.initiatives as initiatives "
    "inner join main.processes as processes using (process_id) "
    "where processes.company_id in (select unnest($companies))",
}
_lock = threading.Lock()
Row = TypeVar("Row", bound=Mapping[str, Any])


class Reader:
    """Reads one published version within one scope.

    Parameters
    ----------
    database : Path
        The version's DuckDB file; opened read-only and locked down.
    scope : Scope
        Rows of other companies do not exist for any query.
    """

    def __init__(self, database: Path, scope: Scope) -> None:
        self.scope = scope
        with _lock:
            self._connection, self._tables = connect(database, database.stat().st_mtime_ns)
        self._prefix = ",\n".join(self._cut(table) for table in sorted(self._tables))

    def lacks(self) -> list[str]:
        """Return the tables and columns of the contracts that this version does not have.

        Empty unless an older release published it.
        """
        missing = []
        for table, row in TABLES.items():
            known = self._tables.get(table)
            if known is None:
                missing.append(table)
                continue
            missing += [f"{table}.{name}" for name in get_type_hints(row) if name not in known]
        return missing

    def select(self, shape: type[Row], sql: str, **parameters: object) -> list[Row]:
        """Run a query over the cut tables and return its rows, decimals as floats.

        Parameters
        ----------
        shape : type
            TypedDict of the rows.
        sql : str
            A select, or CTEs and a select; names tables without schema.
        **parameters
            Values of $name in the query.

        Raises
        ------
        TypeError
            When the query does not give a column that the type has.
        """
        names, rows = self._run(sql, parameters)
        if missing := columns_of(shape) - set(names):
            raise TypeError(f"A query for {shape.__name__} does not give {sorted(missing)}")
        return [cast(Row, dict(zip(names, row, strict=True))) for row in rows]

    def rows(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a query of whatever columns; for tests and tools."""
        names, rows = self._run(sql, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _run(self, sql: str, parameters: dict[str, object]) -> tuple[list[str], list[list[Any]]]:
        """Run a query: names of its columns, and its rows."""
        body = sql.strip()
        body = "," + body[4:] if body[:5].lower().split() == ["with"] else body
        named = {"companies": list(self.scope.company_ids), **parameters}
        used = {name: value for name, value in named.items() if f"${name}" in self._prefix + body}
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"with\n{self._prefix}\n{body}", used)
            names = [column[0] for column in cursor.description or ()]
            return names, [[plain(value) for value in row] for row in cursor.fetchall()]
        finally:
            cursor.close()

    def _cut(self, table: str) -> str:
        """Return the CTE that stands before a table's name and keeps the allowed rows only."""
        if self.scope.everything or table in SHARED:
            return f"{table} as (select * from main.{table})"
        for column, allowed in OWNED_BY.items():
            if column in self._tables[table]:
                return f"{table} as (select * from main.{table} where {column} in ({allowed}))"
        return f"{table} as (select * from main.{table} where false)"


@lru_cache(maxsize=64)
def columns_of(shape: type) -> frozenset[str]:
    """Return the names of a TypedDict's columns, those that it inherits too."""
    return frozenset(get_type_hints(shape))


@lru_cache(maxsize=3)
def connect(
    database: Path, _changed: int
) -> tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]]:
    """Open a version for reading only: no files, no network, no settings, no writing."""
    connection = duckdb.connect(
        str(database),
        read_only=True,
        config={
            "threads": 1,
            "memory_limit": "512MB",
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("set lock_configuration = true")
    tables: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from information_schema.columns where table_schema = 'main'"
    ).fetchall():
        tables.setdefault(table, []).append(column)
    return connection, tables


def plain(value: object) -> object:
    """Turn a decimal into a float; not-a-number into nothing."""
    if isinstance(value, Decimal):
        return float(value)
    return None if isinstance(value, float) and value != value else value
