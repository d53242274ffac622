"""How the dates and numbers of a column are written, decided over the whole column.

DuckDB reduces each value to its shape ('25/10/2024' to '99/99/9999') and counts the shapes; Python
looks at these few shapes and decides. What cannot be decided stops with two examples and the
setting to write: one value is never read differently from the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from gains.landing.problems import LandingError
from gains.landing.rules import DateOrder, NumberStyle

#: More shapes than these are free text; the rest of them is left to be rejected.
SHAPES_LOOKED_AT = 500


@dataclass(frozen=True)
class Shape:
    """A way in which values of a column are written, with an example."""

    shape: str
    example: str


def shapes_of(connection: duckdb.DuckDBPyConnection, relation: str, text: str) -> list[Shape]:
    """The shapes of a column's values, the commonest first.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the relation is.
    relation : str
        Name of a table or view.
    text : str
        SQL of the column's texts.

    Returns
    -------
    list of Shape
        Digits as 9; other characters as they are.
    """
    return [
        Shape(*row)
        for row in connection.execute(
            f"""
            select regexp_replace({text}, '\\d', '9', 'g') as shape, min({text}) as example
            from {relation} where {text} is not null
            group by shape order by count(*) desc, shape limit {SHAPES_LOOKED_AT}
            """
        ).fetchall()
    ]


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


def decide_numbers(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    text: str,
    shown: str,
    setting: str,
) -> NumberStyle:
    """Decide whether the numbers of one column have a decimal point or a decimal comma.

    Parameters
    ----------
    connection, relation, text, shown, setting
        As for `decide_dates`.

    Returns
    -------
    NumberStyle
        '1,234.56' or '1.234,56'.

    Raises
    ------
    LandingError
        When values contradict each other, or fit both styles.
    """
    point: str | None = None
    comma: str | None = None
    either: list[str] = []
    for shape in shapes_of(connection, relation, text):
        marks = re.sub(r"[^.,]", "", shape.shape)
        if not marks or "9" not in shape.shape:
            continue
        tail = re.search(r"[.,](9*)[^9.,]*$", shape.shape)
        if len(set(marks)) == 2:
            is_point = marks[-1] == "."
        elif len(marks) > 1:
            is_point = marks[0] == ","
        elif tail and len(tail[1]) == 3 and re.search(r"(?<!9)9{1,3}[.,]", shape.shape):
            either.append(shape.example)
            continue
        else:
            is_point = marks == "."
        if is_point:
            point = point or shape.example
        else:
            comma = comma or shape.example
    if point is not None and comma is not None:
        raise LandingError(
            [
                f"{shown}: '{point}' has a decimal point and '{comma}' a decimal comma: one column "
                "cannot be read both ways. Correct the file, or deliver the two parts as two files."
            ]
        )
    if point is None and comma is None and either:
        raise LandingError(
            [
                f"{shown}: it cannot be decided whether '{either[0]}' and '{either[-1]}' are "
                f"thousands or decimals: write number_style: '1,234.56' (or '1.234,56') "
                f"into {setting}, or beside the column in the map."
            ]
        )
    return "1.234,56" if comma is not None else "1,234.56"
