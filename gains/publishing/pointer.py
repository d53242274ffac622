"""Which version readers see: the pointer, checked against the ledger and mended where lost."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from gains.files import read_json, sha256_of, write_whole
from gains.publishing import memory
from gains.publishing.ledger import Entry, Ledger, append, entry_from, read_ledger

DATABASE = "gains.duckdb"
POINTER = "current.json"
#: A version's own copy of its ledger entry, inside its folder.
ENTRY = "entry.json"
VERSION = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(-\d+)?")


@dataclass(frozen=True)
class Mended:
    """What readers see now, and a sentence for each thing that was wrong.

    Attributes
    ----------
    version : str or None
        None while nothing is published.
    sentences : tuple of str
        Empty where all was well.
    """

    version: str | None
    sentences: tuple[str, ...] = ()


def mend(folder: Path) -> Mended:
    """Make the pointer name a whole version, and have the ledger know it.

    Parameters
    ----------
    folder : Path
        The published folder.

    Returns
    -------
    Mended

    Raises
    ------
    NewerLedgerError
        Where a newer release wrote the ledger.
    """
    if not folder.is_dir():
        return Mended(None)
    ledger = read_ledger(folder)
    told = [_damaged_line(folder, number) for number in ledger.damaged_lines]
    told += adopt(folder, ledger)
    ledger = read_ledger(folder)
    pointed = str(read_json(folder / POINTER).get("version") or "")
    if pointed and not (why := what_is_wrong(folder, pointed, ledger)):
        return Mended(pointed, tuple(told))
    candidates = [name for name in reversed(_order_shown(ledger)) if name != pointed]
    whole = next((name for name in candidates if not what_is_wrong(folder, name, ledger)), None)
    if not pointed and not candidates:
        return Mended(None, tuple(told))
    lost = (
        f"The published version {pointed} {why}"
        if pointed
        else f"{folder / POINTER} is missing or unreadable"
    )
    if whole is None:
        return Mended(
            None,
            (
                *told,
                f"{lost}, and no other version is whole. Readers see nothing until this build "
                "publishes; restatements and baselines go on from the ledger.",
            ),
        )
    write_pointer(folder, pointer_of(folder, whole, ledger))
    note = f"{lost}."
    append(folder, _event("recovered", whole, pointed, note))
    return Mended(whole, (*told, f"{lost}; readers are shown the version {whole} again."))


def adopt(folder: Path, ledger: Ledger) -> list[str]:
    """Enter versions that were shown before there was a ledger, or just before a kill.

    Parameters
    ----------
    folder : Path
        The published folder.
    ledger : Ledger
        As read.

    Returns
    -------
    list of str
        A sentence about those that were entered.
    """
    known = ledger.publications
    pointed = str(read_json(folder / POINTER).get("version") or "")
    missing = [name for name in version_names(folder) if name not in known]
    if known and pointed in missing:
        # killed between pointing to it and entering it
        missing = [pointed]
    elif known:
        # whatever else the ledger does not know was never shown: a killed build left it
        missing = []
    entered = [name for name in missing if _opens(folder / name / DATABASE)]
    for name in entered:
        append(folder, entry_of(folder, name))
        if not memory.is_kept(folder, name):
            _remember(folder, name)
    if not entered:
        return []
    noun = "version was" if len(entered) == 1 else "versions were"
    return [
        f"{len(entered)} published {noun} not in the ledger of publications and stand there now: "
        f"{', '.join(entered)}."
    ]


def what_is_wrong(folder: Path, version: str, ledger: Ledger) -> str:
    """Return what is wrong with a version's file, as the end of a sentence; nothing when whole.

    Parameters
    ----------
    folder : Path
        The published folder.
    version : str
        Its name.
    ledger : Ledger
        What the file was when it was published.
    """
    database = folder / version / DATABASE
    if not VERSION.fullmatch(version) or not database.is_file():
        return "is gone"
    entry = ledger.publications.get(version)
    if entry and entry.sha256:
        if sha256_of(database) != entry.sha256:
            return "is damaged (its checksum is not the one that it was published with)"
        return ""
    return "" if _opens(database) else "cannot be opened"


def pointer_of(folder: Path, version: str, ledger: Ledger) -> dict[str, Any]:
    """Return what the pointer says of a version."""
    entry = ledger.publications.get(version) or entry_of(folder, version)
    return {
        "version": version,
        "path": f"{version}/{DATABASE}",
        "built_at": entry.at,
        "as_of": dict(sorted(entry.as_of.items())),
        "invocation_id": entry.invocation_id,
    }


def write_pointer(folder: Path, content: dict[str, Any]) -> None:
    """Point readers to a version, in one step."""
    write_whole(folder / POINTER, content)


def version_names(folder: Path) -> list[str]:
    """Return the version folders that are there, by name."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if VERSION.fullmatch(path.name))


def entry_of(folder: Path, version: str) -> Entry:
    """Return the ledger entry of a version from its folder, as far as it can be told."""
    content = read_json(folder / version / ENTRY)
    if content.get("version") == version:
        return entry_from(content)
    pointer = read_json(folder / POINTER)
    is_pointed = pointer.get("version") == version
    database = folder / version / DATABASE
    built = datetime.strptime(version[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Entry(
        event="published",
        version=version,
        at=str(pointer.get("built_at")) if is_pointed else built.isoformat(timespec="seconds"),
        sha256=sha256_of(database),
        size=database.stat().st_size,
        digest=version.split("-")[1],
        as_of=dict(pointer.get("as_of") or {}) if is_pointed else {},
        invocation_id=str(pointer.get("invocation_id") or "") if is_pointed else "",
        note="Entered from the version's folder.",
    )


def _order_shown(ledger: Ledger) -> list[str]:
    """Return the versions in the order in which readers last saw them, each once."""
    order: dict[str, None] = {}
    for entry in ledger.shown:
        order.pop(entry.version, None)
        order[entry.version] = None
    return list(order)


def _event(event: str, version: str, parent: str, note: str) -> Entry:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Entry(event=event, version=version, at=at, parent=parent, note=note)


def _opens(database: Path) -> bool:
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.Error:
        return False
    return True


def _remember(folder: Path, version: str) -> None:
    with duckdb.connect(str(folder / version / DATABASE), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables()").fetchall()
        memory.keep(connection, [name for (name,) in names], folder, version)


def _damaged_line(folder: Path, number: int) -> str:
    return (
        f"Line {number} of {folder / 'ledger.jsonl'} is damaged and was left out; every other line "
        "counts. `gains doctor` says what is missing."
    )


def go_back(folder: Path, version: str) -> str:
    """Show readers an earlier version again.

    Parameters
    ----------
    folder : Path
        The published folder.
    version : str
        One that was published and is still there.

    Returns
    -------
    str
        A sentence about what readers see now.

    Raises
    ------
    ValueError
        Where the version is not there, or not whole; the text names those that are.
    """
    ledger = read_ledger(folder)
    why = what_is_wrong(folder, version, ledger)
    if why or version not in ledger.publications:
        whole = [
            name
            for name in ledger.publications
            if not what_is_wrong(folder, name, ledger)
        ]  # fmt: skip
        there = ", ".join(whole) or "none"
        raise ValueError(
            f"The version {version} {why or 'was never published'}. Whole versions: {there}."
        )
    before = str(read_json(folder / POINTER).get("version") or "")
    if before == version:
        return f"Readers see the version {version} already."
    write_pointer(folder, pointer_of(folder, version, ledger))
    append(folder, _event("went_back", version, before, "By hand."))
    return (
        f"Readers see the version {version} again, in place of {before}. The next good build "
        "publishes its own figures: take out the export that was wrong before it runs."
    )


def write_entry(home: Path, entry: Entry) -> None:
    """Put a version's own copy of its entry into its folder.

    Parameters
    ----------
    home : Path
        The folder of the version, before it gets its name.
    entry : Entry
        What the ledger will say.
    """
    write_whole(home / ENTRY, asdict(entry))
