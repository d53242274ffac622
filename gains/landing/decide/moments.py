"""Dates, times and due dates as UTC: in which zone, and whether an instant is only a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import duckdb

from gains.landing.decide import values
from gains.landing.decide.time_zones import offsets, to_utc
from gains.landing.problems import LandingError
from gains.sql import sql_text

#: So many values that all are midnight are dates, whatever clock stands behind them.
ENOUGH = 20


@dataclass(frozen=True)
class Written:
    """SQL of what a column's texts say.

    Parameters
    ----------
    wall : str
        The clock on the wall, null where it cannot be read.
    instant : str
        The UTC time, null where the text says no offset.
    """

    wall: str
    instant: str


@dataclass(frozen=True)
class Span:
    """What is found over a column.

    Parameters
    ----------
    first, last : datetime or None
        Of the wall-clock times within the years that can be meant.
    rows : int
        Values that can be read.
    is_every_midnight : bool
        Whether each of them is a midnight.
    has_offsets : bool
        Whether any of them says its offset.
    """

    first: datetime | None
    last: datetime | None
    rows: int
    is_every_midnight: bool
    has_offsets: bool


@dataclass(frozen=True)
class Zone:
    """The time zone of texts without an offset, whether a map states it, and of which column."""

    name: str
    is_stated: bool
    place: str


def zone_in_header(header: str) -> str | None:
    """Return the time zone that a header says in brackets, such as 'Created (UTC)'."""
    found = re.search(r"[(\[]([A-Za-z/_]+)[)\]]\s*$", header)
    if found is None:
        return None
    if found[1].upper() in ("UTC", "GMT", "Z"):
        return "UTC"
    return found[1] if "/" in found[1] and found[1] in available_timezones() else None


def spans(connection: duckdb.DuckDBPyConnection, columns: dict[str, Written]) -> dict[str, Span]:
    """Return what is found over each column of the view `parsed`."""
    if not columns:
        return {}
    found = connection.execute(
        "select "
        + ", ".join(
            f"min({values.in_known_years(one.wall)}), max({values.in_known_years(one.wall)}), "
            f"count({one.wall}), coalesce(bool_and({one.wall} = date_trunc('day', {one.wall})), "
            f"false), count({one.instant}) > 0"
            for one in columns.values()
        )
        + " from parsed where problem is null"
    ).fetchone()
    found_spans = {}
    for n, name in enumerate(columns):
        first, last, *others = found[5 * n : 5 * n + 5]
        found_spans[name] = Span(_moment(first), _moment(last), *others)
    return found_spans


def _moment(value) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day)


def day(written: Written, span: Span, zone: Zone) -> str:
    """Return SQL of the day of a date; an instant has the day of the zone, a midnight its own."""
    own = values.in_known_years(f"cast({written.wall} as date)")
    if not span.has_offsets or span.is_every_midnight:
        return own
    _changes(span, zone)
    # 23:30 in UTC is the next day in Rome
    local = f"timezone({sql_text(zone.name)}, timezone('UTC', {written.instant}))"
    there = values.in_known_years(f"cast({local} as date)")
    return f"case when {written.instant} is not null then {there} else {own} end"


def utc(written: Written, span: Span, zone: Zone, is_dates: bool) -> str:
    """Return SQL of the UTC time of a moment.

    Parameters
    ----------
    written : Written
        The column.
    span : Span
        What was found over it.
    zone : Zone
        Of texts without an offset.
    is_dates : bool
        Whether all values are dates in the clothes of instants, so that offsets mean nothing.

    Returns
    -------
    str
        A timestamp, null outside the years that can be meant.
    """
    local = _local_to_utc(written.wall, span, zone)
    if not span.has_offsets or is_dates:
        return local
    instant = values.in_known_years(written.instant)
    return f"case when {written.instant} is not null then {instant} else {local} end"


def end_of_day_where_it_is_a_day(written: Written, span: Span, zone: Zone, is_dates: bool) -> str:
    """Return SQL of the moment until which a thing is in time; a date lasts to its last moment.

    Parameters
    ----------
    written, span, zone, is_dates
        As for `utc`.

    Returns
    -------
    str
        A timestamp; of a date the last microsecond of the day in the zone.
    """
    end = (
        f"{_local_to_utc(f'({written.wall} + interval 1 day)', span, zone, margin=1)} "
        "- interval 1 microsecond"
    )
    is_midnight = f"{written.wall} = date_trunc('day', {written.wall})"
    is_day = is_midnight if is_dates else f"{is_midnight} and {written.instant} is null"
    moment = utc(written, span, zone, is_dates)
    return f"case when {is_day} then {end} else {moment} end"


def _local_to_utc(wall: str, span: Span, zone: Zone, margin: int = 0) -> str:
    if span.first is None or span.last is None:
        return values.in_known_years(wall)
    changes = _changes(span, zone, margin)
    # outside the known years the value is null, whatever the offset
    return values.in_known_years(wall, to_utc(wall, changes))


def _changes(span: Span, zone: Zone, margin: int = 0) -> list[tuple[datetime | None, int]]:
    try:
        return offsets(
            zone.name,
            span.first or datetime(2000, 1, 1),
            (span.last or datetime(2000, 1, 2)) + timedelta(days=margin),
        )
    except ValueError as error:
        raise LandingError([f"{zone.place}: {error}: write a name such as Europe/Rome."]) from None


def refuse_times_that_never_were(
    connection: duckdb.DuckDBPyConnection, written: Written, span: Span, zone: Zone
) -> None:
    """Stop where a stated zone has no such hours: clocks skip one in spring.

    Raises
    ------
    LandingError
        With the counts of both sides.
    """
    if not zone.is_stated or span.first is None or span.is_every_midnight:
        return
    gaps = [
        (until - timedelta(seconds=seconds - before), until)
        for (_, before), (until, seconds) in pairwise(_changes(span, zone))
        if until is not None and seconds > before
    ]
    if not gaps:
        return
    within = " or ".join(
        f"({written.wall} >= timestamp '{start}' and {written.wall} < timestamp '{end}')"
        for start, end in gaps
    )
    count, example, total = connection.execute(
        f"""
        select count(*) filter (where {within}), min({written.wall}) filter (where {within}),
            count({written.wall})
        from parsed where problem is null and {written.instant} is null
        """
    ).fetchone()
    if count:
        raise LandingError(
            [
                f"{zone.place}: the time zone {zone.name} has no {example:%Y-%m-%d %H:%M} (its "
                f"clocks skip that hour), nor {count - 1:,} others of {total:,} times: correct "
                "time_zone in the map or in _settings.yml."
            ]
        )
