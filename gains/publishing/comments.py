"""What dbt's descriptions say about tables and columns, carried along into a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gains.sql import sql_name, sql_text

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
        cursor.execute(f"comment on table {target} is {sql_text(comment)}")
    for column, comment in cursor.execute(
        f"select column_name, comment from duckdb_columns() {place} and comment <> ''",
        [schema, table],
    ).fetchall():
        cursor.execute(f"comment on column {target}.{sql_name(column)} is {sql_text(comment)}")
