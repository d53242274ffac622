"""How the dates of a column are written, decided over the whole column."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from gains.landing.decide.shapes import shapes_of
from gains.landing.map.rules import DateOrder
from gains.landing.problems import LandingError

_DATE = re.compile(
    r"(?P<first>9{1,4})(?P<separator>[-/.])(?P<second>9{1,2})(?P=separator)(?P<third>9{1,4})"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_NAMED_DATE = re.compile(
    r"(?P<day>9{1,2})(?P<separator>[-/. ])(?P<month>[A-Za-z]{3,9})(?P=separator)(?P<year>9{2}|9{4})"
    r"(?P<rest>\D.*)?"
)
_NAMED_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9}) (?P<day>9{1,2}), (?P<year>9{4})(?P<rest>\D.*)?"
)
_TIME = re.compile(
    r"(?P<gap>,? |T|)9{1,2}:99(?P<seconds>:99)?(?P<fraction>\.9+)?(?P<half> ?[AaPp]\.?[Mm]\.?)?"
)


@dataclass(frozen=True)
class DateStyle:
    """How the dates of a column are written.

    Parameters
    ----------
    order : str
        'iso', or a word for the order, or the format itself.
    formats : tuple of str
        strptime formats, all of the one order; empty: ISO 8601.
    example : str
        As the end of the sentence "is not a date ...".
    """

    order: str
    formats: tuple[str, ...]
    example: str


ISO_STYLE = DateStyle("iso", (), "like 2024-01-31 (ISO 8601)")


def decide_dates(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    text: str,
    stated: DateOrder | None,
    shown: str,
    setting: str,
) -> DateStyle:
    """Decide how the dates of one column are written.

    Parameters
    ----------
    connection, relation, text
        As for `shapes_of`.
    stated : DateOrder or None
        What the map states.
    shown : str
        File and column, as a person sees them.
    setting : str
        The file in which the order can be written.

    Returns
    -------
    DateStyle
        One order for the whole column.

    Raises
    ------
    LandingError
        When values contradict each other, or fit two orders.
    """
    if stated == "iso":
        return ISO_STYLE
    shapes = shapes_of(connection, relation, text)
    year_first = [shape for shape in shapes if re.match(r"9{4}[-/.]9|9{8}", shape.shape)]
    others = [shape for shape in shapes if shape not in year_first]
    named = [shape for shape in others if _formats(shape.shape, "")]
    numeric = [
        shape for shape in others if shape not in named and _formats(shape.shape, "day_first")
    ]
    if (year_first and (numeric or named)) or (numeric and named):
        one, other = [kind[0] for kind in (year_first, numeric, named) if kind][:2]
        raise LandingError(
            [
                f"{shown}: dates are written in two ways, '{one.example}' and '{other.example}': "
                "correct the file so that all are written alike."
            ]
        )
    if year_first:
        formats = tuple(
            dict.fromkeys(name for shape in year_first for name in _formats(shape.shape, "iso"))
        )
        return DateStyle("year_first", formats, f"like {year_first[0].example}")
    if named:
        formats = tuple(
            dict.fromkeys(name for shape in named for name in _formats(shape.shape, ""))
        )
        return DateStyle("month by name", formats, f"like {named[0].example}")
    if not numeric:
        if shapes:
            raise LandingError(
                [
                    f"{shown}: '{shapes[0].example}' is not written like a date: map another "
                    "column, or write its 'format' into the map (such as '%d.%m.%Y %H:%M')."
                ]
            )
        return ISO_STYLE
    order = _numeric_order(connection, relation, text, stated, shown, setting)
    formats = tuple(
        dict.fromkeys(name for shape in numeric for name in _formats(shape.shape, order))
    )
    words = "day before month" if order == "day_first" else "month before day"
    return DateStyle(order, formats, f"with the {words}, like {numeric[0].example}")


def _numeric_order(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    text: str,
    stated: DateOrder | None,
    shown: str,
    setting: str,
) -> str:
    if stated in ("day_first", "month_first"):
        return stated
    start = "'^(\\d{1,2})[-/.](\\d{1,2})[-/.]'"
    first, second = (f"try_cast(regexp_extract({text}, {start}, {n}) as integer)" for n in (1, 2))
    day_first, month_first, one, other = connection.execute(
        f"""
        select
            max({text}) filter (where {first} > 12),
            max({text}) filter (where {second} > 12),
            min({text}),
            max({text}) filter (where {first} <> {second})
        from {relation}
        where regexp_matches({text}, {start})
        """
    ).fetchone()
    if day_first is not None and month_first is not None:
        raise LandingError(
            [
                f"{shown}: '{day_first}' has the day first and '{month_first}' the month: one "
                "column cannot be read both ways. Correct the file, or deliver the two parts as "
                "two files."
            ]
        )
    if day_first is not None:
        return "day_first"
    if month_first is not None:
        return "month_first"
    raise LandingError(
        [
            f"{shown}: it cannot be decided whether day or month comes first, for instance in "
            f"'{one}' and '{other or one}': write date_order: day_first (or month_first) "
            f"into {setting}, or beside the column in the map."
        ]
    )


def _formats(shape: str, order: str) -> tuple[str, ...]:
    named = _NAMED_DATE.fullmatch(shape)
    if named:
        year = "%y" if len(named["year"]) == 2 else "%Y"
        month = "%b" if len(named["month"]) == 3 else "%B"
        start = named["separator"].join(("%d", month, year))
        return _with_time(start, named["rest"] or "")
    named = _NAMED_MONTH_FIRST.fullmatch(shape)
    if named:
        month = "%b" if len(named["month"]) == 3 else "%B"
        return _with_time(f"{month} %d, %Y", named["rest"] or "")
    if order == "":
        return ()
    if re.match(r"9{8}(\D|$)", shape):
        return _with_time("%Y%m%d", shape[8:]) if order == "iso" else ()
    date = _DATE.fullmatch(shape)
    if not date:
        return ()
    separator = date["separator"]
    if len(date["first"]) == 4:
        if order != "iso" or len(date["third"]) > 2:
            return ()
        if separator == "-" and len(shape) >= 10:
            return (
                ("iso",)
                if not re.search("[AaPp][Mm]", shape)
                else _with_time("%Y-%m-%d", date["rest"])
            )
        return _with_time(separator.join(("%Y", "%m", "%d")), date["rest"])
    if len(date["first"]) > 2 or len(date["third"]) not in (2, 4):
        return ()
    year = "%y" if len(date["third"]) == 2 else "%Y"
    parts = ("%d", "%m", year) if order == "day_first" else ("%m", "%d", year)
    return _with_time(separator.join(parts), date["rest"])


def _with_time(start: str, rest: str) -> tuple[str, ...]:
    if not rest:
        return (start,)
    time = _TIME.fullmatch(rest)
    if not time:
        return ()
    clock = "%I:%M" if time["half"] else "%H:%M"
    if time["seconds"]:
        clock += ":%S"
    if time["fraction"]:
        clock += ".%f"
    if time["half"]:
        clock += " %p" if " " in time["half"] else "%p"
    return (start + time["gap"] + clock,)
