"""Read a table of the current publication, before this build replaces it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

#: Columns that the next build needs, by table. A column that an older publication lacks is empty.
SCHEMAS: dict[str, pa.Schema] = {
    "published_figures": pa.schema(
        [
            ("figure_id", pa.string()),
            ("company_id", pa.string()),
            ("process_id", pa.string()),
            ("initiative_id", pa.string()),
            ("kpi_id", pa.string()),
            ("measure", pa.string()),
            ("value", pa.float64()),
            ("evidence", pa.string()),
            ("definition", pa.string()),
            ("as_of_date", pa.date32()),
        ]
    ),
    "document_fingerprints": pa.schema(
        [
            ("process_id", pa.string()),
            ("table_name", pa.string()),
            ("fact_date", pa.date32()),
            ("document_count", pa.int64()),
            ("checksum", pa.decimal128(38, 4)),
        ]
    ),
    "register_lines": pa.schema(
        [
            ("line_id", pa.string()),
            ("scope", pa.string()),
            ("owner_id", pa.string()),
            ("line_date", pa.date32()),
            ("content", pa.string()),
        ]
    ),
    "baseline_versions": pa.schema(
        [
            ("initiative_id", pa.string()),
            ("kpi_id", pa.string()),
            ("process_id", pa.string()),
            ("version", pa.int64()),
            ("definition", pa.string()),
            ("before_from", pa.date32()),
            ("before_to", pa.date32()),
            ("cap", pa.float64()),
            ("frozen_value", pa.float64()),
            ("frozen_on", pa.date32()),
        ]
    ),
    "restatements": pa.schema(
        [
            ("as_published_on", pa.date32()),
            ("restated_as_of", pa.date32()),
            ("company_id", pa.string()),
            ("process_id", pa.string()),
            ("initiative_id", pa.string()),
            ("kpi_id", pa.string()),
            ("measure", pa.string()),
            ("was", pa.float64()),
            ("is", pa.float64()),
            ("cause", pa.string()),
            ("sentence", pa.string()),
        ]
    ),
}


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
    rows, built_at = _read(table, schema, folder)
    stamps = {
        "published_on": pa.array([built_at.date() if built_at else None] * len(rows), pa.date32()),
        "published_at": pa.array([built_at] * len(rows), pa.timestamp("us")),
    }
    for name, values in stamps.items():
        rows = rows.append_column(name, values)
    return rows


def _read(table: str, schema: pa.Schema, folder: Path) -> tuple[pa.Table, datetime | None]:
    pointer = folder / "current.json"
    if not pointer.exists():
        return schema.empty_table(), None
    current = json.loads(pointer.read_text())
    built_at = datetime.fromisoformat(current["built_at"]).replace(tzinfo=None)
    with duckdb.connect(str(folder / current["path"]), read_only=True) as connection:
        known = {
            name
            for (name,) in connection.execute(
                "select column_name from duckdb_columns() where table_name = $1", [table]
            ).fetchall()
        }
        if not known:
            return schema.empty_table(), built_at
        columns = ", ".join(
            f'"{name}"' if name in known else f'null as "{name}"' for name in schema.names
        )
        rows = connection.execute(f"select {columns} from main.{table}").to_arrow_table()
    return rows.cast(schema), built_at
