"""Wall-clock times of a time zone as UTC, fast enough for ten million rows.

The offsets come from the time-zone database in DuckDB. An hour that happens twice in autumn is the
first of the two; an hour that spring leaves out is read with the offset that held before it. That
is Python's rule for `fold=0`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import duckdb

# days on which the offset differs from the day before, then the quarter of an hour on each
_CHANGES = """
with

days as (
    select unnest(
        generate_series(timestamp '1899-12-30', timestamp '2101-01-03', interval 1 day)
    ) as utc
),

offsets_of_days as (
    select
        utc,
        date_diff('second', utc, timezone($zone, timezone('UTC', utc))) as seconds
    from days
),

days_compared as (
    select utc, seconds, lag(seconds) over (order by utc) as seconds_before
    from offsets_of_days
),

quarters_of_days_with_a_change as (
    select unnest(generate_series(utc - interval 1 day, utc, interval 15 minute)) as utc
    from days_compared
    where seconds <> seconds_before
),

offsets_of_quarters as (
    select
        utc,
        date_diff('second', utc, timezone($zone, timezone('UTC', utc))) as seconds
    from quarters_of_days_with_a_change
),

quarters_compared as (
    select utc, seconds, lag(seconds) over (order by utc) as seconds_before
    from offsets_of_quarters
)

select utc, seconds, seconds_before from days_compared where seconds_before is null
union all
select utc, seconds, seconds_before from quarters_compared where seconds <> seconds_before
order by utc
"""


@cache
def _all_offsets(time_zone: str) -> list[tuple[datetime | None, int]]:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        try:
            changes = connection.execute(_CHANGES, {"zone": time_zone}).fetchall()
        except duckdb.Error as error:
            raise ValueError(f"'{time_zone}' is no time zone") from error
    return [
        (None, seconds)
        if before is None
        # an hour that happens twice belongs to the old offset until it is over
        else (at_utc + timedelta(seconds=max(seconds, before)), seconds)
        for at_utc, seconds, before in changes
    ]


def offsets(time_zone: str, first: datetime, last: datetime) -> list[tuple[datetime | None, int]]:
    """Return the offsets of a time zone between two wall-clock times.

    Parameters
    ----------
    time_zone : str
        IANA name.
    first, last : datetime
        Wall-clock times, 1900 to 2100.

    Returns
    -------
    list of (datetime or None, int)
        Wall-clock time from which an offset (seconds east of UTC) holds; None for the first.

    Raises
    ------
    ValueError
        When the time zone does not exist.
    """
    changes = _all_offsets(time_zone)
    before = [change for change in changes if change[0] is None or change[0] <= first]
    within = [change for change in changes[len(before) :] if change[0] <= last]
    return [(None, before[-1][1]), *within]


def to_utc(wall_time: str, changes: list[tuple[datetime | None, int]]) -> str:
    """Return SQL of the UTC time of a wall-clock time.

    Parameters
    ----------
    wall_time : str
        SQL of a timestamp.
    changes : list of (datetime or None, int)
        From `offsets`.

    Returns
    -------
    str
        SQL of a timestamp.
    """
    if len(changes) == 1:
        return f"{wall_time} - interval '{changes[0][1]} seconds'"
    branches = " ".join(
        f"when {wall_time} < timestamp '{until}' then interval '{seconds} seconds'"
        for (_, seconds), (until, _) in pairwise(changes)
    )
    return f"{wall_time} - case {branches} else interval '{changes[-1][1]} seconds' end"
