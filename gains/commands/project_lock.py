"""Hold the project while a command changes its state, so that no build runs at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gains.commands.errors import CommandError
from gains.publishing.build_lock import LOCK, AnotherBuildError, BuildLock
from gains.publishing.run_log import record_killed_run


@contextmanager
def project_lock(project: Path) -> Iterator[None]:
    """Hold the build lock of a project.

    Parameters
    ----------
    project : Path
        The project folder.

    Raises
    ------
    CommandError
        Where a build is at work.
    """
    lock = BuildLock(project / "target" / LOCK)
    try:
        left_behind = lock.take()
    except AnotherBuildError as error:
        raise CommandError(str(error)) from None
    if left_behind:
        record_killed_run(
            left_behind["started_at"],
            left_behind["process_id"],
            project / "published",
            noticed_at=datetime.now(UTC),
        )
    try:
        yield
    finally:
        lock.mark_finished()
        lock.release()
