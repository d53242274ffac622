"""One build at a time: a lock that the kernel frees when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

LOCK = "build.lock"


class AnotherBuildError(RuntimeError):
    """Two builds of one project at once: the second ends here, before it has touched anything."""


class BuildLock:
    """The lock of one project folder, held until this process ends.

    Parameters
    ----------
    path : Path
        The lock file. It stays; only the lock on it comes and goes. While a build runs it holds
        its process id and start, so that the next one can tell a killed build.
    """

    #: One process may connect several times; the lock is the process's.
    _held: ClassVar[dict[Path, int]] = {}

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def take(self) -> dict[str, Any] | None:
        """Take the lock, or keep it where this process has it already.

        Returns
        -------
        dict or None
            `process_id` and `started_at` of a build that never finished, None where there is none.

        Raises
        ------
        AnotherBuildError
            Where another process holds it; the text names that process.
        """
        if self.path in self._held:
            return None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.is_dir():
            raise AnotherBuildError(
                f"{self.path} is a folder where the lock file belongs. Remove it, then run again."
            )
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(descriptor)
            os.close(descriptor)
            raise AnotherBuildError(_sentence(holder)) from None
        left_behind = _read(descriptor)
        self._held[self.path] = descriptor
        self._write(
            {
                "process_id": os.getpid(),
                "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
        )
        return left_behind or None

    def mark_finished(self) -> None:
        """Say that the work is done; the lock itself is held until the process ends."""
        if self.path in self._held:
            self._write({})

    def release(self) -> None:
        """Give the lock back before the process ends."""
        descriptor = self._held.pop(self.path, None)
        if descriptor is not None:
            os.close(descriptor)

    def _write(self, content: dict[str, Any]) -> None:
        descriptor = self._held[self.path]
        os.ftruncate(descriptor, 0)
        if content:
            os.pwrite(descriptor, json.dumps(content).encode(), 0)


def _read(descriptor: int) -> dict[str, Any]:
    try:
        content = json.loads(os.pread(descriptor, 4096, 0))
    except ValueError:
        return {}
    is_whole = isinstance(content, dict) and {"process_id", "started_at"} <= set(content)
    return content if is_whole else {}


def _sentence(holder: dict[str, Any]) -> str:
    if not holder:
        return "Another dbt command works in this project. Wait until it has ended, then run again."
    return (
        f"Another dbt command works in this project since {holder['started_at']} "
        f"(process {holder['process_id']}). Nothing was changed; wait until it has ended, then "
        "run again."
    )
