"""A SQLAlchemy dialect on a live DuckDB connection, so that Great Expectations reads the work file.

Great Expectations has no DuckDB engine. It writes PostgreSQL where a dialect calls itself so, and
DuckDB reads that. Three things differ and are bridged here: results are fetched at once, because
returning a pooled connection ends a pending DuckDB result; commit, rollback and close never reach
dbt's connection; a regular expression may match a part of the text.
"""

from __future__ import annotations

import re
from typing import Any

import duckdb
from sqlalchemy import types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect

URL = "gains_duckdb://"

_TYPES = {
    "BIGINT": types.BIGINT,
    "BOOLEAN": types.BOOLEAN,
    "DATE": types.DATE,
    "DECIMAL": types.NUMERIC,
    "DOUBLE": types.FLOAT,
    "HUGEINT": types.NUMERIC,
    "INTEGER": types.INTEGER,
    "TIMESTAMP": types.TIMESTAMP,
    "TIMESTAMP WITH TIME ZONE": types.TIMESTAMP,
    "VARCHAR": types.VARCHAR,
}


class BufferedCursor:
    """A cursor (PEP 249) that holds the whole result of its last statement."""

    arraysize = 1

    def __init__(self, connection: BorrowedConnection) -> None:
        self.connection = connection
        self.description: Any = None
        self.rowcount = -1
        self._cursor = connection.duckdb_connection.cursor()
        self._rows: list[tuple] = []
        self._next = 0

    def execute(self, statement: str, parameters: Any = None) -> BufferedCursor:
        if parameters:
            self._cursor.execute(statement, parameters)
        else:
            self._cursor.execute(statement)
        self.description = self._cursor.description
        self._rows = self._cursor.fetchall() if self.description else []
        self._next = 0
        self.rowcount = len(self._rows)
        return self

    def fetchone(self) -> tuple | None:
        rows = self.fetchmany(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int = 1) -> list[tuple]:
        rows = self._rows[self._next : self._next + size]
        self._next += len(rows)
        return rows

    def fetchall(self) -> list[tuple]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._cursor.close()


class BorrowedConnection:
    """A connection (PEP 249) on a DuckDB connection that belongs to somebody else.

    Parameters
    ----------
    duckdb_connection : duckdb.DuckDBPyConnection
        Stays open and in its own transaction: every cursor here is a connection of its own.
    """

    autocommit = None
    closed = False
    notices: tuple[str, ...] = ()

    def __init__(self, duckdb_connection: duckdb.DuckDBPyConnection) -> None:
        self.duckdb_connection = duckdb_connection

    def cursor(self) -> BufferedCursor:
        return BufferedCursor(self)

    def commit(self) -> None:
        """Do nothing: the transaction is its owner's."""

    def rollback(self) -> None:
        """Do nothing: the transaction is its owner's."""

    def close(self) -> None:
        """Do nothing: the connection is its owner's."""


class DatabaseModule:
    """What SQLAlchemy asks of a driver module (PEP 249)."""

    apilevel = "2.0"
    paramstyle = "numeric_dollar"
    threadsafety = 1
    Error = duckdb.Error


class DuckDBCompiler(PGCompiler):
    """PostgreSQL's SQL, but for regular expressions: there `~` matches a part, here the whole."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **keywords: Any) -> str:
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **keywords)
        text = self.process(element.left, **keywords)
        pattern = self.process(element.right, **keywords)
        negation = "NOT " if operator.opstring == "!~" else ""
        return f"{negation}regexp_matches({text}, {pattern})"


class DuckDBDialect(PGDialect):
    """DuckDB under PostgreSQL's name, which is what Great Expectations goes by."""

    name = "postgresql"
    driver = "gains_duckdb"
    statement_compiler = DuckDBCompiler
    default_paramstyle = "numeric_dollar"
    supports_statement_cache = False

    @classmethod
    def import_dbapi(cls) -> type[DatabaseModule]:
        return DatabaseModule

    def initialize(self, connection: Any) -> None:
        self.server_version_info = (14, 0)
        self.default_schema_name = "main"

    def do_ping(self, dbapi_connection: Any) -> bool:
        return True

    def get_columns(self, connection: Any, table_name: Any, schema: Any = None, **_: Any) -> list:
        rows = connection.exec_driver_sql(
            "select column_name, data_type, is_nullable from duckdb_columns() "
            "where table_name = $1 and schema_name = $2 and database_name = current_database() "
            "order by column_index",
            (str(table_name), schema or "main"),
        ).fetchall()
        return [
            {
                "name": name,
                "type": _TYPES.get(re.sub(r"\(.*", "", data_type), types.NullType)(),
                "nullable": is_nullable,
                "default": None,
            }
            for name, data_type, is_nullable in rows
        ]

    def get_table_names(self, connection: Any, schema: Any = None, **_: Any) -> list[str]:
        rows = connection.exec_driver_sql(
            "select table_name from information_schema.tables "
            "where table_schema = $1 and table_catalog = current_database()",
            (schema or "main",),
        ).fetchall()
        return [name for (name,) in rows]

    def get_schema_names(self, connection: Any, **_: Any) -> list[str]:
        rows = connection.exec_driver_sql(
            "select schema_name from duckdb_schemas() where database_name = current_database()"
        ).fetchall()
        return [name for (name,) in rows]

    def get_view_names(self, connection: Any, schema: Any = None, **_: Any) -> list[str]:
        return []

    def get_pk_constraint(self, connection: Any, table_name: Any, *_: Any, **__: Any) -> dict:
        return {"constrained_columns": [], "name": None}

    def has_table(self, connection: Any, table_name: Any, schema: Any = None, **_: Any) -> bool:
        return table_name in self.get_table_names(connection, schema)


registry.register("gains_duckdb", __name__, "DuckDBDialect")
