"""Wall-clock times as UTC, against Python's own time-zone rules."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gains.landing.decide.time_zones import offsets, to_utc

ZONES = ["UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]


def read(time_zone: str, wall_times: list[datetime]) -> list[datetime]:
    changes = offsets(time_zone, min(wall_times), max(wall_times))
    with duckdb.connect() as connection:
        return [
            connection.execute(f"select {to_utc('$1', changes)}", [wall_time]).fetchone()[0]
            for wall_time in wall_times
        ]


def by_python(time_zone: str, wall_time: datetime) -> datetime:
    local = wall_time.replace(tzinfo=ZoneInfo(time_zone), fold=0)
    return local.astimezone(UTC).replace(tzinfo=None)


@settings(max_examples=60, deadline=None)
@given(
    time_zone=st.sampled_from(ZONES),
    wall_times=st.lists(
        st.datetimes(datetime(1975, 1, 1), datetime(2036, 1, 1)), min_size=1, max_size=5
    ),
)
def test_any_wall_time_is_read_as_python_reads_it(time_zone, wall_times):
    wall_times = [wall_time.replace(microsecond=0) for wall_time in wall_times]
    expected = [by_python(time_zone, wall_time) for wall_time in wall_times]
    assert read(time_zone, wall_times) == expected


@pytest.mark.parametrize("time_zone", ZONES)
def test_every_quarter_hour_around_the_changes_of_a_year(time_zone):
    """An autumn hour that happens twice is the first; a spring hour left out keeps its offset."""
    quarters = [
        datetime(2024, month, day) + timedelta(minutes=15 * step)
        for month, day in [(3, 10), (3, 31), (4, 7), (10, 6), (10, 27), (11, 3)]
        for step in range(5 * 4)
    ]
    assert read(time_zone, quarters) == [by_python(time_zone, one) for one in quarters]


def test_a_time_zone_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="'Mars/Olympus' is no time zone"):
        offsets("Mars/Olympus", datetime(2024, 1, 1), datetime(2024, 1, 2))
