"""Read a table of the current publication, before this build replaces it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from gains.files import read_json
from gains.publishing.ledger import Entry, read_ledger
from gains.publishing.memory import SCHEMAS, remembered
from gains.publishing.pointer import DATABASE, POINTER, entry_of

#: Tables that only ever grow: after going back they still hold what came since.
CARRIED_ON = ("restatements", "baseline_versions", "verdicts_sealed")


def published_before(table: str, folder: Path) -> pa.Table:
    """Return a table as readers see it now, with the day it was published.

    Parameters
    ----------
    table : str
        A key of `SCHEMAS`.
    folder : Path
        The published folder. Without a publication, or without the table in it, there are no rows.

    Returns
    -------
    pyarrow.Table
        The columns of `SCHEMAS[table]`, then `published_on` (date, UTC) and `published_at`
        (timestamp, UTC).
    """
    schema = SCHEMAS[table]
    publications = read_ledger(folder).publications
    version = _source(table, folder, list(publications))
    built_at, rows = None, schema.empty_table()
    if version:
        built_at = _built_at(publications.get(version) or entry_of(folder, version))
        rows = _read(folder, version, table, schema)
    stamps = {
        "published_on": pa.array([built_at.date() if built_at else None] * len(rows), pa.date32()),
        "published_at": pa.array([built_at] * len(rows), pa.timestamp("us")),
    }
    for name, values in stamps.items():
        rows = rows.append_column(name, values)
    return rows


def _source(table: str, folder: Path, publications: list[str]) -> str | None:
    """Return the version to read: what readers see now; what is carried on, of the newest."""
    if table in CARRIED_ON and publications:
        return publications[-1]
    pointed = str(read_json(folder / POINTER).get("version") or "")
    return pointed or (publications[-1] if publications else None)


def _built_at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.at).astimezone(UTC).replace(tzinfo=None)


def _read(folder: Path, version: str, table: str, schema: pa.Schema) -> pa.Table:
    """Return a table of a version from its memory, else from its database."""
    rows = remembered(folder, version, table)
    if rows is None:
        rows = _of_database(folder / version / DATABASE, table)
    if rows is None:
        return schema.empty_table()
    columns = [
        rows.column(field.name).cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _of_database(database: Path, table: str) -> pa.Table | None:
    if not database.is_file():
        return None
    with duckdb.connect(str(database), read_only=True) as connection:
        known = connection.execute(
            "select count(*) from duckdb_tables() where table_name = $1", [table]
        ).fetchone()
        if not known or not known[0]:
            return None
        return connection.execute(f"select * from main.{table}").to_arrow_table()
