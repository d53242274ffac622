"""The build's own databases: told apart whether one is held, newer, locked away or broken."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

#: Beside a database that a build found damaged in the middle of its work.
MARK = ".damaged"


class WorkFileHeldError(RuntimeError):
    """Another program has the work file open."""


class UnreadableFileError(RuntimeError):
    """A database that must not be thrown aside cannot be read by this user or this release."""


def set_aside_if_unreadable(database: Path, *, is_cache: bool = True) -> str:
    """Move a broken database out of the way.

    Parameters
    ----------
    database : Path
        May not exist yet.
    is_cache : bool
        Whether the next build makes all of it anew. What is no cache is set aside only where its
        content is damaged, never because this user or this DuckDB cannot read it.

    Returns
    -------
    str
        A sentence where a file was set aside; empty where there was nothing to do.

    Raises
    ------
    WorkFileHeldError
        Where another program has it open; it is then left alone.
    UnreadableFileError
        Where the file may be whole, but cannot be read here.
    """
    mark = database.with_name(database.name + MARK)
    if not database.exists():
        mark.unlink(missing_ok=True)
        return ""
    if not os.access(database, os.R_OK | os.W_OK):
        raise UnreadableFileError(
            f"{database} belongs to another user and cannot be read and written by this one. "
            "Nothing was changed. Give it back (`chown`), then run again."
        )
    if database.is_dir():
        raise UnreadableFileError(
            f"{database} is a folder where a database file belongs. Remove or rename it, then run "
            "again."
        )
    why = "a build found it damaged" if mark.exists() else _why_not_open(database, is_cache)
    if not why:
        return ""
    mark.unlink(missing_ok=True)
    place = _free_place(database)
    for path in (database, database.with_name(f"{database.name}.wal")):
        if path.exists():
            path.replace(place if path == database else place.with_name(f"{place.name}.wal"))
    return f"{database} could not be read ({why}) and was set aside as {place}."


def mark_damaged(database: Path) -> None:
    """Have the next build set a database aside: this one found it damaged."""
    database.with_name(database.name + MARK).touch()


def _why_not_open(database: Path, is_cache: bool) -> str:
    """Return why a database does not open; empty where it does."""
    try:
        duckdb.connect(str(database)).close()
    except duckdb.Error as error:
        text = str(error)
        if "Could not set lock on file" in text or "Conflicting lock" in text:
            raise WorkFileHeldError(
                f"Another program has {database} open. Close it and run again; to look at the "
                "figures, open the file that published/current.json names."
            ) from None
        if not is_cache and re.search(r"version number|newer version|storage version", text):
            raise UnreadableFileError(
                f"{database} was written by a newer DuckDB than this one ({duckdb.__version__}). "
                "Nothing was changed. Install the release of Gains that wrote it, or restore a "
                "backup from before the upgrade."
            ) from None
        return text.split("\n")[0].removeprefix("IO Error: ").rstrip(".")
    return ""


def _free_place(database: Path) -> Path:
    """Return a name that no earlier broken file has."""
    place, number = database.with_name(f"{database.name}.unreadable"), 2
    while place.exists():
        place = database.with_name(f"{database.name}.unreadable-{number}")
        number += 1
    return place
