"""The folder of shared snapshots: written whole or not at all, never changed, checked by sums."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.figures import FORMAT_VERSION, Figures, Label, content, digest
from gains.frozen_reports.scope import parse

RECORD = "snapshot.json"
SUMS = "snapshot.sha256"
UNFINISHED = ".unfinished-"
FILE_NAMES = {
    "pdf": "snapshot.pdf",
    "html": "snapshot.html",
    "pptx": "snapshot.pptx",
    "xlsx": "snapshot.xlsx",
}


def snapshot_id(figures: Figures) -> str:
    """Give the id: last day of data, scope, and the first digits of the sum of the figures."""
    through = figures.data_through
    day = through.isoformat() if through else figures.build.built_at[:10]
    return f"{day}-{parse(figures.label.scope).file_name}-{digest(content(figures))[:12]}"


def record(
    figures: Figures, company_ids: list[str], files: dict[str, bytes], words: dict[str, Any]
) -> dict[str, Any]:
    """Give the content of snapshot.json.

    Parameters
    ----------
    figures : Figures
        What was frozen.
    company_ids : list of str
        The companies whose figures are inside; who may not see all of them sees no snapshot.
    files : dict
        Kind (pdf, html, pptx, xlsx) -> the file's bytes.
    words : dict
        answer (headline, detail), changes and stamp, as the files print them.
    """
    return {
        "format_version": FORMAT_VERSION,
        "snapshot_id": snapshot_id(figures),
        "title": figures.label.title,
        "period": figures.label.period,
        "author": figures.label.author,
        "scope": figures.label.scope,
        "company_ids": company_ids,
        "published_at": figures.build.built_at,
        "version": figures.build.version,
        "replaces": figures.label.replaces or None,
        "files": {
            kind: {"name": FILE_NAMES[kind], "sha256": sum_of(data), "bytes": len(data)}
            for kind, data in files.items()
        },
        **words,
        "figures": content(figures),
    }


def sum_of(data: bytes) -> str:
    """Give the sha256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one writer; clear what a killed one left half done.

    Raises
    ------
    SnapshotError
        When another snapshot is being written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SnapshotError(
                f"Another snapshot is being written in {folder}. Wait for it, then try again."
            ) from error
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def write(folder: Path, described: dict[str, Any], files: dict[str, bytes]) -> Path:
    """Write a snapshot whole: into a hidden folder first, which then takes its name.

    Parameters
    ----------
    folder : Path
        Of all shared snapshots; `locked` by the caller.
    described : dict
        As `record` gives it.
    files : dict
        Kind -> bytes.

    Raises
    ------
    SnapshotError
        When the snapshot is there already, or the disk refuses; nothing half done is left.
    """
    home = folder / str(described["snapshot_id"])
    refuse_existing(home)
    draft = folder / f"{UNFINISHED}{described['snapshot_id']}"
    try:
        draft.mkdir()
        lines = {}
        for kind, data in files.items():
            save(draft / FILE_NAMES[kind], data)
            lines[FILE_NAMES[kind]] = sum_of(data)
        packed = json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        save(draft / RECORD, packed.encode())
        lines[RECORD] = sum_of(packed.encode())
        save(draft / SUMS, sums_text(lines).encode())
        draft.rename(home)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise SnapshotError(
            f"The snapshot could not be written to {folder}: {error.strerror or error}. "
            "Nothing was kept of it; free some room or choose another folder, and try again."
        ) from error
    return home


def refuse_existing(home: Path) -> None:
    """Refuse to write over a snapshot."""
    if home.exists():
        refuse(home.name)


def refuse_same(folder: Path, label: Label, version: str) -> None:
    """Refuse to freeze the same build under the same label twice."""
    mine = asdict(label)
    for key, one in records(folder).items():
        if one["figures"]["label"] == mine and one["version"] == version:
            refuse(key)


def refuse(key: str) -> NoReturn:
    """Say that a snapshot exists."""
    raise SnapshotError(
        f"The snapshot {key} exists already: the same build, scope, title, period and author. "
        f"A snapshot is never changed; a correction is a new one, made with --replaces {key}."
    )


def save(path: Path, data: bytes) -> None:
    """Write a file and see it on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """Give the content of every readable snapshot.json, by snapshot_id."""
    found = {}
    for path in sorted(folder.glob(f"*/{RECORD}")):
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(read, dict) and "figures" in read:
                found[path.parent.name] = read
    return found


def last_of(folder: Path, scope: str, replaces: str = "") -> dict[str, Any] | None:
    """Give the snapshot that readers of a scope saw last: the replaced one, else the newest.

    Raises
    ------
    SnapshotError
        When the one to replace is not there, or is of another scope.
    """
    known = records(folder)
    if replaces:
        found = known.get(replaces)
        if found is None or found["scope"] != scope:
            raise SnapshotError(
                f"There is no snapshot {replaces!r} of the scope {scope} in {folder} to replace."
            )
        return found
    gone = {one["replaces"] for one in known.values()}
    mine = [one for key, one in known.items() if one["scope"] == scope and key not in gone]
    return max(mine, key=lambda one: (one["published_at"], one["snapshot_id"]), default=None)


@dataclass(frozen=True)
class Finding:
    """One file that is not as it was written."""

    snapshot_id: str
    sentence: str


def verify(folder: Path, progress: Callable[[str], None] = lambda name: None) -> list[Finding]:
    """Recompute every sum and say which file was touched.

    Parameters
    ----------
    folder : Path
        Of all shared snapshots.
    progress : callable
        Called with each snapshot's id.

    Returns
    -------
    list of Finding
        Empty when every file is as it was written.
    """
    findings = []
    for home in sorted(path for path in folder.glob("[!.]*") if path.is_dir()):
        progress(home.name)
        findings += [Finding(home.name, f"{home.name}/{said}") for said in touched(home)]
    return findings


def touched(home: Path) -> list[str]:
    """Say of one snapshot which files were changed, are missing or were added."""
    try:
        described = json.loads((home / RECORD).read_bytes())
        expected = {one["name"]: one["sha256"] for one in described["files"].values()}
        frozen = digest(described["figures"])[:12]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [f"{RECORD} is missing or cannot be read."]
    said = []
    if not home.name.endswith(frozen) or described.get("snapshot_id") != home.name:
        said.append(f"{RECORD} was changed: its figures are not those that were frozen.")
    for name, sum_written in sorted(expected.items()):
        path = home / name
        if not path.is_file():
            said.append(f"{name} is missing.")
        elif sum_of(path.read_bytes()) != sum_written:
            said.append(f"{name} was changed after it was shared.")
    sums = sums_text({**expected, RECORD: sum_of((home / RECORD).read_bytes())})
    if not said and read_bytes(home / SUMS) != sums.encode():
        said.append(f"{RECORD} or {SUMS} was changed: they do not fit each other.")
    known = {*expected, RECORD, SUMS}
    said += [f"{path.name} was added." for path in sorted(home.iterdir()) if path.name not in known]
    return said


def sums_text(sums: dict[str, str]) -> str:
    """Give the sums by file name in the form that sha256sum --check takes."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def read_bytes(path: Path) -> bytes:
    """Read a file; nothing when it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
