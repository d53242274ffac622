"""What dbt's descriptions say about tables and columns, carried along into a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def copy_comments(cursor: duckdb.DuckDBPyConnection, schema: str, table: str, target: str) -> None:
    """Give a copied table and its columns the comments of the original.

    Parameters
    ----------
    cursor : duckdb.DuckDBPyConnection
        On the work file.
    schema, table : str
        The original, in the current database.
    target : str
        The copy, as SQL.
    """
    place = "where database_name = current_database() and schema_name = $1 and table_name = $2"
    for (comment,) in cursor.execute(
        f"select comment from duckdb_tables() {place} and comment <> ''", [schema, table]
    ).fetchall():
        cursor.execute(f"comment on table {target} is {_literal(comment)}")
    for column, comment in cursor.execute(
        f"select column_name, comment from duckdb_columns() {place} and comment <> ''",
        [schema, table],
    ).fetchall():
        quoted = '"' + column.replace('"', '""') + '"'
        cursor.execute(f"comment on column {target}.{quoted} is {_literal(comment)}")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
