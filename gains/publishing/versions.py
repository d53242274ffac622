"""Publish tables as one new version: an immutable DuckDB file, then one pointer to it.

A reader opens what `current.json` names and keeps that file for as long as it likes: it is never
written again, and an open file outlives its name. What was shown stands in the ledger, and only
what the ledger knows is ever removed.
"""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version as release
from pathlib import Path

import duckdb

from gains.files import read_json, sha256_of, sync
from gains.publishing import memory
from gains.publishing.comments import copy_comments
from gains.publishing.ledger import Entry, append, read_ledger
from gains.publishing.pointer import (
    DATABASE,
    POINTER,
    pointer_of,
    version_names,
    write_entry,
    write_pointer,
)
from gains.sql import sql_name, sql_text

#: Versions whose file stays, the current one among them; the ledger and the memory stay for ever.
KEPT_VERSIONS = 5
#: Names the run, not a figure: left out where two versions are compared.
RUN_COLUMNS = ("run_id",)
_DRAFT = ".tmp-"


class NotPublishedError(RuntimeError):
    """The system refused to write the publication; readers keep what they have."""


@dataclass(frozen=True)
class PublishedTable:
    """A table of the work file and the name that readers know it by.

    Parameters
    ----------
    name : str
        In schema `main` of the publication.
    schema : str
        In the work file, where the table has the same name.
    """

    name: str
    schema: str


@dataclass(frozen=True)
class Version:
    """What was published.

    Parameters
    ----------
    version : str
        Time of building (UTC) and a digest of all figures: equal figures end alike.
    path : str
        Of the database, below the published folder.
    built_at : datetime
        UTC. The only clock in the product, and no figure depends on it.
    row_counts : dict
        Rows by table.
    """

    version: str
    path: str
    built_at: datetime
    row_counts: dict[str, int]


def publish(
    connection: duckdb.DuckDBPyConnection,
    tables: list[PublishedTable],
    folder: Path,
    *,
    built_at: datetime,
    as_of: dict[str, date],
    invocation_id: str,
    keep: int = KEPT_VERSIONS,
) -> Version:
    """Copy tables of the work file into a new version and point readers to it.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        On the work file; what it has committed is published.
    tables : list of PublishedTable
        All tables of the version.
    folder : Path
        The published folder.
    built_at : datetime
        With a time zone.
    as_of : dict of str to date
        By process: the last day that its exports cover.
    invocation_id : str
        The dbt run.
    keep : int
        How many versions stay.

    Returns
    -------
    Version

    Raises
    ------
    NotPublishedError
        Where the disk is full or may not be written; the draft is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parent = str(read_json(folder / POINTER).get("version") or "")
    sweep(folder)
    built_at = built_at.astimezone(UTC)
    draft = folder / f"{_DRAFT}{invocation_id}"
    try:
        return _publish(
            connection, tables, folder, draft, parent, built_at, as_of, invocation_id, keep
        )
    except (OSError, duckdb.IOException) as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise NotPublishedError(_refusal(folder, error)) from None


def _publish(
    connection: duckdb.DuckDBPyConnection,
    tables: list[PublishedTable],
    folder: Path,
    draft: Path,
    parent: str,
    built_at: datetime,
    as_of: dict[str, date],
    invocation_id: str,
    keep: int,
) -> Version:
    draft.mkdir()
    digest, row_counts = _copy(connection, tables, draft / DATABASE)
    version = _free_name(folder, f"{built_at:%Y%m%dT%H%M%SZ}-{digest}")
    sync(draft / DATABASE)
    entry = Entry(
        event="published",
        version=version,
        at=built_at.isoformat(timespec="seconds"),
        parent=parent,
        sha256=sha256_of(draft / DATABASE),
        size=(draft / DATABASE).stat().st_size,
        digest=digest,
        row_counts=row_counts,
        as_of={process: day.isoformat() for process, day in sorted(as_of.items())},
        invocation_id=invocation_id,
        code_version=release("gains"),
    )
    write_entry(draft, entry)
    sync(draft)
    with duckdb.connect(str(draft / DATABASE), read_only=True) as publication:
        memory.keep(publication, row_counts, folder, version)
    draft.rename(folder / version)
    sync(folder)
    # a kill between these two is mended by the next build: the pointed version is then entered
    write_pointer(folder, pointer_of(folder, version, read_ledger(folder)))
    append(folder, entry)
    _retire(folder, version, keep, built_at)
    return Version(version, f"{version}/{DATABASE}", built_at, row_counts)


def _refusal(folder: Path, error: Exception) -> str:
    """Say what the system refused, in a sentence with what to do."""
    text = str(error).split("\n")[0]
    is_full = getattr(error, "errno", None) == errno.ENOSPC or "No space left" in text
    is_locked = isinstance(error, PermissionError) or "Permission denied" in text
    what = (
        f"The disk of {folder} is full. Make room, then run again"
        if is_full
        else f"This user may not write to {folder}. Give it the right to, then run again"
        if is_locked
        else f"{folder} could not be written ({text}). Mend that, then run again"
    )
    return f"{what}; readers keep the figures that they have."


def sweep(folder: Path) -> None:
    """Remove the drafts that a killed build left; a version is never removed here.

    Parameters
    ----------
    folder : Path
        The published folder.
    """
    for path in folder.glob(f"{_DRAFT}*"):
        _remove(path)


def _retire(folder: Path, current: str, keep: int, at: datetime) -> None:
    """Remove the files of the oldest versions that the ledger knows, and enter that."""
    known = read_ledger(folder).publications
    there = set(version_names(folder))
    older = [name for name in known if name in there and name != current]
    for name in older[: max(0, len(older) - (keep - 1))]:
        note = f"The files of the last {keep} versions stay."
        append(folder, Entry("retired", name, at.isoformat(timespec="seconds"), note=note))
        _remove(folder / name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _free_name(folder: Path, version: str) -> str:
    """Return the version's name, numbered where the same second already has these figures."""
    name, number = version, 2
    while (folder / name).exists():
        name, number = f"{version}-{number}", number + 1
    return name


def _copy(
    connection: duckdb.DuckDBPyConnection, tables: list[PublishedTable], database: Path
) -> tuple[str, dict[str, int]]:
    """Write the tables in one transaction; return a digest of them and their row counts."""
    cursor = connection.cursor()
    digests: list[int] = []
    row_counts: dict[str, int] = {}
    cursor.execute(f"attach {sql_text(str(database))} as publication")
    try:
        cursor.execute("begin")
        for table in tables:
            source = f"{sql_name(table.schema)}.{sql_name(table.name)}"
            target = f"publication.main.{sql_name(table.name)}"
            cursor.execute(f"create table {target} as select * from {source}")
            copy_comments(cursor, table.schema, table.name, target)
            row_counts[table.name], digest = cursor.execute(
                f"select count(*), coalesce(sum(hash(figures)), 0) % 4294967296 "
                f"from (select {_figures(cursor, table)} from {source}) as figures"
            ).fetchone()
            digests.append(int(digest))
        cursor.execute("commit")
        cursor.execute("checkpoint publication")
    except duckdb.Error:
        with suppress(duckdb.Error):
            cursor.execute("rollback")
        raise
    finally:
        cursor.execute("detach publication")
        cursor.close()
    combined = 0
    for digest in digests:
        # order matters: equal rows in two tables must not cancel out
        combined = (combined * 1_000_003 + digest) % 2**32
    return f"{combined:08x}", row_counts


def _figures(cursor: duckdb.DuckDBPyConnection, table: PublishedTable) -> str:
    names = [
        name
        for (name,) in cursor.execute(
            "select column_name from duckdb_columns() where database_name = current_database() "
            "and schema_name = $1 and table_name = $2 order by column_index",
            [table.schema, table.name],
        ).fetchall()
    ]
    return ", ".join(sql_name(name) for name in names if name not in RUN_COLUMNS)
