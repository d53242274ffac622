"""The ledger of publications: what was ever shown, appended to and never rewritten.

Versions come and go with retention; the ledger and the memory beside it stay. From them the
pointer, the history of figures and the restatements can be rebuilt, so that nothing published is
ever deleted because a file went missing.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gains.files import sync

LEDGER = "ledger.jsonl"
#: Of the ledger's lines and of the memory beside it; raised with a migration only.
SCHEMA_VERSION = 1
#: A version was shown to readers: by a build, by hand, or because its successor was damaged.
SHOWN = ("published", "went_back", "recovered")
_SUM = "line_sha256"


class NewerLedgerError(RuntimeError):
    """The published folder was written by a newer release of this product."""


@dataclass(frozen=True)
class Entry:
    """One event in the life of a published version.

    Attributes
    ----------
    event : str
        published, went_back, recovered (a reader's pointer was mended) or retired (retention
        removed the version's file).
    version : str
        The version that it is about.
    at : str
        ISO 8601, UTC.
    parent : str
        The version that readers saw before; empty for the first.
    sha256, size : str, int
        Of the version's database file, in bytes.
    digest : str
        Of all published figures: equal figures give equal texts.
    row_counts : dict
        Rows by table.
    as_of : dict
        process_id -> last day that its exports cover, ISO 8601.
    invocation_id, code_version : str
        The dbt run, and the release of this product that made it.
    schema_version : int
        Of this line.
    note : str
        Why, where the event does not say it.
    """

    event: str
    version: str
    at: str
    parent: str = ""
    sha256: str = ""
    size: int = 0
    digest: str = ""
    row_counts: dict[str, int] = field(default_factory=dict)
    as_of: dict[str, str] = field(default_factory=dict)
    invocation_id: str = ""
    code_version: str = ""
    schema_version: int = SCHEMA_VERSION
    note: str = ""


@dataclass(frozen=True)
class Ledger:
    """All readable entries, oldest first, and the numbers of the lines that are damaged."""

    entries: tuple[Entry, ...]
    damaged_lines: tuple[int, ...] = ()

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that put a version before readers, oldest first."""
        return tuple(entry for entry in self.entries if entry.event in SHOWN)

    @property
    def publications(self) -> dict[str, Entry]:
        """The entry of each version that a build published, oldest first."""
        return {entry.version: entry for entry in self.entries if entry.event == "published"}

    @property
    def retired(self) -> set[str]:
        """The versions whose files retention removed."""
        return {entry.version for entry in self.entries if entry.event == "retired"}


def read_ledger(folder: Path) -> Ledger:
    """Return the ledger of a published folder.

    Parameters
    ----------
    folder : Path
        The published folder; without a ledger there are no entries.

    Returns
    -------
    Ledger
        A line that was cut off or altered is left out, and its number told.

    Raises
    ------
    NewerLedgerError
        Where a newer release wrote a line that this one may not understand.
    """
    path = folder / LEDGER
    if not path.exists():
        return Ledger(())
    entries: list[Entry] = []
    damaged: list[int] = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        content = _checked(line)
        if content is None:
            damaged.append(number)
            continue
        if content.get("schema_version", 0) > SCHEMA_VERSION:
            raise NewerLedgerError(
                f"{path}, line {number} was written by a newer release of Gains "
                f"({content.get('code_version') or 'unknown'}). This release cannot carry its "
                "history on. Install that release again, or restore a backup from before it."
            )
        entries.append(entry_from(content))
    return Ledger(tuple(entries), tuple(damaged))


def entry_from(content: dict[str, Any]) -> Entry:
    """Return the entry that a JSON object holds; what it does not know is left out."""
    return Entry(**{name: content[name] for name in Entry.__dataclass_fields__ if name in content})


def append(folder: Path, entry: Entry) -> None:
    """Add one entry at the end and have the disk hold it.

    Parameters
    ----------
    folder : Path
        The published folder; made where it is absent.
    entry : Entry
        What happened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps(_with_sum(asdict(entry)), ensure_ascii=False, sort_keys=True)
    path = folder / LEDGER
    is_new = not path.exists()
    with path.open("ab") as file:
        # a line that a power cut left half written must not swallow this one
        file.write(b"" if is_new or _ends_whole(path) else b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync(folder)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _with_sum(content: dict[str, Any]) -> dict[str, Any]:
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return {**content, _SUM: hashlib.sha256(packed.encode()).hexdigest()}


def _checked(line: bytes) -> dict[str, Any] | None:
    """Return a line's content; None where it is not what was written."""
    try:
        content = json.loads(line)
    except ValueError:
        return None
    if not isinstance(content, dict):
        return None
    stated = content.pop(_SUM, None)
    return content if _with_sum(content)[_SUM] == stated else None
