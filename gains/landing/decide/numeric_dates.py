"""Day first or month first: the order of dates in numbers, decided by all values of a column."""

from __future__ import annotations

from typing import Any

import duckdb

from gains.landing.decide.shapes import Asked
from gains.landing.problems import LandingError

_WORDS = {"day_first": "day first", "month_first": "month first", "year_first": "year first"}

_COUNTS = """
with numbers as (
    select
        text, row_count,
        cast(one as integer) as one, cast(two as integer) as two, cast(three as integer) as three,
        length(three) = 2 as is_short
    from {relation}
    where one is not null
)

select
    -- 31/31 is no date in any order
    coalesce(sum(row_count) filter (where one between 13 and 31 and two <= 12), 0) as day_first,
    min(text) filter (where one between 13 and 31 and two <= 12) as day_first_example,
    coalesce(sum(row_count) filter (where two between 13 and 31 and one <= 12), 0) as month_first,
    min(text) filter (where two between 13 and 31 and one <= 12) as month_first_example,
    coalesce(sum(row_count) filter (where is_short and one > 31 and two <= 12), 0) as year_first,
    coalesce(bool_and(one = two), true) as is_same_either_way,
    count(distinct one) as ones,
    count(distinct three) as threes,
    coalesce(bool_and(is_short and two <= 12 and three between 1 and 31), false)
        as may_be_year_first,
    min(text) as smallest,
    max(text) filter (where one <> two) as other
from numbers
"""


class OrderUnknownError(LandingError):
    """The values fit day first and month first alike."""


def numeric_order(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    stated: str | None,
    evidence: str | None,
    asked: Asked,
) -> str:
    """Decide whether day, month or year comes first.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the relation is.
    relation : str
        With text, row_count and the digits one, two, three of each date.
    stated : str or None
        What the map states; it is checked against the values.
    evidence : str or None
        What other files or columns show.
    asked : Asked
        The column.

    Returns
    -------
    str
        'day_first', 'month_first' or 'year_first'.

    Raises
    ------
    LandingError
        When values contradict each other or what is stated.
    OrderUnknownError
        When the values fit two orders.
    """
    found = connection.execute(_COUNTS.format(relation=relation))
    names = [column[0] for column in found.description]
    counts: dict[str, Any] = dict(zip(names, found.fetchone(), strict=True))
    if stated in ("day_first", "month_first"):
        return _checked(stated, counts, asked)
    if stated == "year_first" and counts["may_be_year_first"]:
        return "year_first"
    day, month = counts["day_first"], counts["month_first"]
    if day and month:
        counted = f" ({day:,} and {month:,} values)" if day + month > 2 else ""
        raise LandingError(
            [
                f"{asked.shown}: '{counts['day_first_example']}' has the day first and "
                f"'{counts['month_first_example']}' the month{counted}: one column cannot be read "
                "both ways. Correct the file, or deliver the two parts as two files."
            ]
        )
    if counts["year_first"] and not month and counts["may_be_year_first"]:
        return "year_first"
    if day:
        # days of a month vary more than years do
        if counts["may_be_year_first"] and counts["threes"] >= max(2 * counts["ones"], 6):
            raise OrderUnknownError(
                [_undecided(asked, counts, "the year or the day", "year_first")]
            )
        return "day_first"
    if month:
        return "month_first"
    if counts["is_same_either_way"]:
        return "day_first"
    if evidence is not None:
        return evidence
    raise OrderUnknownError([_undecided(asked, counts, "day or month", "month_first")])


def _undecided(asked: Asked, counts: dict[str, Any], words: str, other: str) -> str:
    return (
        f"{asked.shown}: it cannot be decided whether {words} comes first, for instance in "
        f"'{counts['smallest']}' and '{counts['other'] or counts['smallest']}': write date_order: "
        f"day_first (or {other}) into {asked.setting}, or beside the column in the map."
    )


def _checked(stated: str, counts: dict[str, Any], asked: Asked) -> str:
    other = "month_first" if stated == "day_first" else "day_first"
    against, for_it = counts[other], counts[stated]
    if against:
        more = f" and {against - 1:,} others" if against > 1 else ""
        proved = f"{for_it:,} can only be {_WORDS[stated]}"
        advice = (
            f"write date_order: {other} into {asked.setting}"
            if not for_it
            else "the file mixes both: correct it"
        )
        raise LandingError(
            [
                f"{asked.shown}: the map says {_WORDS[stated]}, but "
                f"'{counts[f'{other}_example']}'{more} can only be {_WORDS[other]} ({proved}): "
                f"{advice}."
            ]
        )
    return stated
