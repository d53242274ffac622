"""One file that holds all that cannot be made again: exports, register, maps, publications."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

#: What a person put in, what readers were shown, and what was decided; the rest is made again.
KEPT = (
    "exports",
    "export_maps",
    "seeds",
    "expectations",
    "shared_snapshots",
    "access.yml",
    "notifications.yml",
    "snapshot_sharing.yml",
    "history.duckdb",
    "published",
)
LIST = "gains-backup.json"
POINTER = "published/current.json"


class BackupError(RuntimeError):
    """A backup cannot be made or put back; the text is a sentence for the user."""


def back_up(project: Path, archive: Path, at: datetime) -> int:
    """Write a backup.

    Parameters
    ----------
    project : Path
        The project folder; no build may be running.
    archive : Path
        A .tar.gz that does not exist yet.
    at : datetime
        With a time zone; stands in the list of the backup.

    Returns
    -------
    int
        Files in it.

    Raises
    ------
    BackupError
        Where the archive exists already.
    """
    if archive.exists():
        raise BackupError(f"{archive} exists already. Name another file; none is overwritten.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    draft = archive.with_name(f".tmp-{archive.name}")
    sums: dict[str, str] = {}
    with tarfile.open(draft, "w:gz", compresslevel=6) as tar:
        for path in _files(project, archive):
            name = path.relative_to(project).as_posix()
            content = path.read_bytes()
            sums[name] = hashlib.sha256(content).hexdigest()
            _add(tar, name, content)
        listed = {"made_at": at.isoformat(timespec="seconds"), "files": sums}
        _add(tar, LIST, json.dumps(listed, indent=1, ensure_ascii=False).encode())
    draft.replace(archive)
    return len(sums)


def restore(archive: Path, project: Path) -> int:
    """Put a backup back.

    Parameters
    ----------
    archive : Path
        As `back_up` wrote it.
    project : Path
        A project in which nothing of what the backup holds is there in another form: a file that
        differs is never overwritten.

    Returns
    -------
    int
        Files that were written.

    Raises
    ------
    BackupError
        Where the archive is damaged, is none, or differs from files that are there. Nothing is
        written then.
    """
    contents = _contents(archive)
    differing = [
        name
        for name, content in contents.items()
        if (project / name).exists() and (project / name).read_bytes() != content
    ]
    if differing:
        shown = ", ".join(sorted(differing)[:5])
        more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
        raise BackupError(
            f"{len(differing):,} files of the backup differ from files that are there: "
            f"{shown}{more}. Nothing was written. Move those away, or restore into an empty folder."
        )
    written = 0
    # the pointer last: readers see nothing of a backup that is half put back
    for name in sorted(contents, key=lambda one: (one == POINTER, one)):
        path = project / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".tmp-{path.name}")
        draft.write_bytes(contents[name])
        draft.replace(path)
        written += 1
    return written


def _files(project: Path, archive: Path) -> Iterator[Path]:
    for kept in KEPT:
        home = project / kept
        found = sorted(home.rglob("*")) if home.is_dir() else [home]
        for path in found:
            is_draft = any(part.startswith(".tmp-") for part in path.relative_to(project).parts)
            if path.is_file() and not is_draft and path != archive:
                yield path


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o644
    tar.addfile(entry, io.BytesIO(content))


def _contents(archive: Path) -> dict[str, bytes]:
    """Return the files of a backup, every sum checked."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            contents = {
                member.name: file.read()
                for member in tar.getmembers()
                if member.isfile() and (file := tar.extractfile(member)) is not None
            }
        listed = json.loads(contents.pop(LIST))["files"]
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise BackupError(
            f"{archive} is not a whole backup of Gains ({error}). Nothing was written."
        ) from None
    for name, content in contents.items():
        parts = PurePosixPath(name).parts
        is_ours = parts and parts[0] in KEPT and ".." not in parts
        if not is_ours or listed.get(name) != hashlib.sha256(content).hexdigest():
            raise BackupError(f"{name} in {archive} is damaged. Nothing was written.")
    if missing := sorted(set(listed) - set(contents)):
        raise BackupError(f"{archive} lacks {missing[0]}. Nothing was written.")
    return contents
