"""What each publication leaves to the next: small tables that stay when its version is retired.

A build compares its figures with those that readers saw, carries restatements and baselines on, and
keeps sealed verdicts. All of that stands here, a folder of Parquet per publication.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from gains.files import read_json, sha256_of, sync, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

MEMORY = "memory"
SUMS = "sums.json"
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
#: Published tables that a memory holds; those that a publication lacks are not kept.
TABLES = (*SCHEMAS, "verdicts_sealed")


def keep(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[str], folder: Path, version: str
) -> None:
    """Write the memory of a version, whole or not at all.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        On the version's database, or with its tables in schema `main`.
    tables : iterable of str
        The tables that the version has.
    folder : Path
        The published folder.
    version : str
        Its name.
    """
    home = folder / MEMORY
    draft = home / f".tmp-{version}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for table in sorted(set(tables) & set(TABLES)):
        rows = connection.execute(f"select * from main.{table}").to_arrow_table()
        pq.write_table(rows, draft / f"{table}.parquet", compression="zstd")
        sync(draft / f"{table}.parquet")
    sums = {path.name: sha256_of(path) for path in draft.glob("*.parquet")}
    write_whole(draft / SUMS, sums)
    shutil.rmtree(home / version, ignore_errors=True)
    draft.replace(home / version)
    sync(home)


def remembered(folder: Path, version: str, table: str) -> pa.Table | None:
    """Return a table as a version left it.

    Parameters
    ----------
    folder : Path
        The published folder.
    version : str
        Its name.
    table : str
        One of `TABLES`.

    Returns
    -------
    pyarrow.Table or None
        None where the version left no such table, or where the file is damaged.
    """
    home = folder / MEMORY / version
    path = home / f"{table}.parquet"
    try:
        if read_json(home / SUMS).get(path.name) != sha256_of(path):
            return None
        return pq.read_table(path)
    except (OSError, pa.ArrowInvalid):
        return None


def is_kept(folder: Path, version: str) -> bool:
    """Whether a version left a memory."""
    return (folder / MEMORY / version).is_dir()


def is_whole(folder: Path, version: str) -> bool:
    """Whether every table that a version left is there as it was written."""
    home = folder / MEMORY / version
    sums = read_json(home / SUMS)
    return (home / SUMS).is_file() and all(
        (home / name).is_file() and sha256_of(home / name) == stated
        for name, stated in sums.items()
    )
