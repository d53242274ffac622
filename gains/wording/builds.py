"""What readers are told of builds that did not come through."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from gains.wording import formats

#: A build that has run for longer has most likely been ended from outside.
LONGEST_BUILD = timedelta(hours=3)


def no_good_build(heartbeat: Mapping[str, object], now: datetime) -> str:
    """Return what has kept builds from coming through since the last good one.

    Parameters
    ----------
    heartbeat : Mapping
        As `gains.publishing.heartbeat` keeps it.
    now : datetime
        When the reader looks, with a time zone.

    Returns
    -------
    str
        Sentences; empty where the last build came through, none hangs and none is overdue.
    """
    failed, killed = (_count(heartbeat, name) for name in ("failed_since", "killed_since"))
    running = _time(heartbeat, "running_since")
    hangs = running is not None and now - running > LONGEST_BUILD
    due = _time(heartbeat, "due_at")
    is_late = due is not None and now > due
    parts = [
        f"{formats.count(failed, 'build')} failed" if failed else "",
        f"{formats.count(killed, 'build')} {'was' if killed == 1 else 'were'} ended from outside"
        if killed
        else "",
        f"the one that began on {formats.moment(running)} has not ended" if hangs else "",
    ]
    told = formats.join_names([part for part in parts if part])
    if not told and not is_late:
        return ""
    good = _time(heartbeat, "last_good_at")
    since = f"since {formats.moment(good)}" if good else "yet"
    what = f": {told}." if told else "."
    late = f" The next one was due on {formats.moment(due)}." if is_late else ""
    return f"No build has come through {since}{what}{late}"


def _count(heartbeat: Mapping[str, object], name: str) -> int:
    found = heartbeat.get(name)
    return found if isinstance(found, int) else 0


def _time(heartbeat: Mapping[str, object], name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(heartbeat.get(name) or ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
