"""Whether builds still come through: what readers are told when none does, kept by the builds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gains.files import read_json, write_whole

HEARTBEAT = "heartbeat.json"


def begun(folder: Path, started_at: str, process_id: int) -> None:
    """Write down that a build began.

    Parameters
    ----------
    folder : Path
        The published folder.
    started_at : str
        ISO 8601, UTC.
    process_id : int
        Of the build.
    """
    _change(folder, running_since=started_at, process_id=process_id)


def stopped(folder: Path) -> None:
    """Write down that a run is over which did not mean to publish.

    Parameters
    ----------
    folder : Path
        The published folder.
    """
    if (folder / HEARTBEAT).exists():
        _change(folder, running_since=None)


def killed(folder: Path, started_at: str) -> None:
    """Count a build that ended without a word.

    Parameters
    ----------
    folder : Path
        The published folder.
    started_at : str
        ISO 8601, UTC.
    """
    count = _count(folder, "killed_since") + 1
    _change(folder, killed_since=count, last_killed_at=started_at)


def ended(
    folder: Path, *, is_published: bool, at: datetime, build_every_hours: float | None = None
) -> None:
    """Write down how a build ended that meant to publish.

    Parameters
    ----------
    folder : Path
        The published folder.
    is_published : bool
        Whether readers see it.
    at : datetime
        With a time zone.
    build_every_hours : float, optional
        The stated schedule; without one no build is ever due.
    """
    stamp = at.astimezone(UTC).isoformat(timespec="seconds")
    if not is_published:
        count = _count(folder, "failed_since") + 1
        _change(folder, running_since=None, failed_since=count, last_failed_at=stamp)
        return
    due = at.astimezone(UTC) + timedelta(hours=build_every_hours) if build_every_hours else None
    _change(
        folder,
        running_since=None,
        last_good_at=stamp,
        failed_since=0,
        killed_since=0,
        due_at=due.isoformat(timespec="seconds") if due else None,
    )


def _change(folder: Path, **values: Any) -> None:
    write_whole(folder / HEARTBEAT, {**read_json(folder / HEARTBEAT), **values})


def _count(folder: Path, name: str) -> int:
    found = read_json(folder / HEARTBEAT).get(name)
    return found if isinstance(found, int) else 0
