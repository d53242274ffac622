"""How the dates of a column are written, decided over the whole column, and read so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from gains.landing.decide.languages import Language, languages_of
from gains.landing.decide.numeric_dates import OrderUnknownError, numeric_order
from gains.landing.decide.shapes import (
    FEW,
    FEW_ROWS,
    SHAPES_LOOKED_AT,
    Asked,
    Shape,
    normal,
    shape,
    spread,
)
from gains.landing.decide.written_dates import Written, understand, words_of
from gains.landing.map.rules import DateOrder
from gains.landing.problems import LandingError
from gains.sql import sql_text

#: Formats that strptime does not know; all of them are instants but for the days of Excel.
NUMBERED = {
    "epoch_s": "to_timestamp({number})",
    "epoch_ms": "to_timestamp({number} / 1000)",
    "epoch_us": "to_timestamp({number} / 1000000)",
    "excel": "timestamp '1899-12-30' + to_microseconds(cast({number} * 86400000000 as bigint))",
}

_ISO = r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d(:?\d\d)?)?)?"

_ORDER_WORDS = {
    "day_first": "with the day before the month",
    "month_first": "with the month before the day",
    "year_first": "with the year first",
}

_FIELDS = (
    "year", "month", "day", "hour", "minute", "second", "fraction", "offset_hour", "offset_minute",
    "one", "two", "three",
)  # fmt: skip


@dataclass(frozen=True)
class DateStyle:
    """How the dates of a column are written.

    Parameters
    ----------
    order : str
        'iso', 'year_first', 'day_first', 'month_first', 'month by name', or the stated format.
    example : str
        As the end of the sentence "is not a date ...".
    table : str or None
        A table with the value of each text: text, wall (the time on the clock, null where it
        cannot be read) and instant (UTC, where the text says its offset). None: ISO 8601.
    is_numeric : bool
        Whether the order was decided by the numbers.
    """

    order: str
    example: str
    table: str | None = None
    is_numeric: bool = False


@dataclass(frozen=True)
class StatedDates:
    """What a map states about the dates of a column; None: found out."""

    order: DateOrder | None = None
    format: str | None = None
    language: str | None = None


ISO_STYLE = DateStyle("iso", "like 2024-01-31 (ISO 8601)")


def decide_dates(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    stated: StatedDates,
    table: str,
    evidence: str | None = None,
    allows_months: bool = False,
) -> DateStyle:
    """Decide how the dates of one column are written, and read each of its texts.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the column is.
    asked : Asked
        The column.
    stated : StatedDates
        What the map states; it is checked against the column.
    table : str
        Name of the table to make.
    evidence : str or None
        The order that other files or columns show, where this one fits two.
    allows_months : bool
        Whether a month without a day means its first day.

    Returns
    -------
    DateStyle
        One for the whole column.

    Raises
    ------
    OrderUnknownError
        When the values fit day first and month first alike.
    LandingError
        When no way of writing fits, or values contradict each other or what is stated.
    """
    if stated.order == "iso" and stated.format is None:
        return ISO_STYLE
    if stated.format is not None:
        return _read_stated_format(connection, asked, stated.format, table)
    (is_iso,) = connection.execute(
        f"select coalesce(bool_and(regexp_full_match({asked.text}, {sql_text(_ISO)})), true) "
        f"from {asked.relation}"
    ).fetchone()
    if is_iso:
        return ISO_STYLE
    shapes = _gather(connection, asked, table)
    understood = _understood(shapes, stated.language, asked)
    if not allows_months:
        understood = {text: one for text, one in understood.items() if one.family != "month"}
    family = _family(shapes, understood, asked)
    understood = {text: one for text, one in understood.items() if one.family == family}
    example = next(one.example for one in shapes if one.shape in understood)
    style = DateStyle("year_first", f"like {example}", table)
    if family == "named":
        style = replace(style, order="month by name")
    if family == "numeric":
        _register(connection, table, understood)
        order = numeric_order(connection, f"{table}_laid_out", stated.order, evidence, asked)
        style = DateStyle(order, f"{_ORDER_WORDS[order]}, like {example}", table, is_numeric=True)
        understood = {text: _in_order(one, order) for text, one in understood.items()}
    _register(connection, table, understood)
    _read(connection, table)
    _refuse_unread(connection, asked, shapes, table, 0.5, f"is not written {style.example}")
    return style


def _gather(connection: duckdb.DuckDBPyConnection, asked: Asked, table: str) -> list[Shape]:
    """Make `<table>_texts` (text, plain, shape, row_count) of the column's distinct texts."""
    connection.execute(
        f"""
        create or replace temp table {table}_texts as
        select text, plain, {shape("plain")} as shape, row_count
        from (
            select {asked.text} as text, {normal(asked.text)} as plain, count(*) as row_count
            from {asked.relation} where {asked.text} is not null group by all
        )
        """
    )
    return [
        Shape(*row)
        for row in connection.execute(
            f"""
            select shape, cast(sum(row_count) as bigint) as shape_rows, min(text)
            from {table}_texts group by shape
            order by shape_rows desc, shape limit {SHAPES_LOOKED_AT}
            """
        ).fetchall()
    ]


def _understood(shapes: list[Shape], stated: str | None, asked: Asked) -> dict[str, Written]:
    """Return the shapes that are dates, in the one language that knows the most of them."""
    words = {one.shape: words_of(one.shape) for one in shapes}
    wordless = {
        one.shape: written
        for one in shapes
        if not words[one.shape] and (written := understand(one.shape, None))
    }
    worded = [one for one in shapes if words[one.shape] and "9" in one.shape]
    if not worded:
        return wordless
    languages = _languages(worded, words, stated)
    found: dict[str, Written] = {}
    for language in languages:
        read = {one.shape: understand(one.shape, language) for one in worded}
        dates = {text: written for text, written in read.items() if written is not None}
        if found and any(found[text] != dates[text] for text in found.keys() & dates.keys()):
            codes = ", ".join(one.code for one in languages)
            raise LandingError(
                [
                    f"{asked.shown}: the names of months, such as in '{worded[0].example}', mean "
                    f"different months in different languages ({codes}): write the language of "
                    f"the file, such as language: {languages[0].code}, into {asked.setting}."
                ]
            )
        found |= dates
    return {**wordless, **found}


def _languages(
    worded: list[Shape], words: dict[str, set[str]], stated: str | None
) -> list[Language]:
    if stated is not None:
        return languages_of((), stated)
    every = set().union(*(words[one.shape] for one in worded))
    if found := languages_of(every):
        return found
    # outliers have words of their own: the commonest kinds of words decide, one after the other
    known: set[str] = set()
    rows = Counter()
    for one in worded:
        rows[frozenset(words[one.shape])] += one.rows
    for kind, _ in rows.most_common():
        if languages_of(known | kind):
            known |= kind
    return languages_of(known) if known else []


def _family(shapes: list[Shape], understood: dict[str, Written], asked: Asked) -> str:
    """Return the one way of writing that all but a few values have."""
    rows: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for one in shapes:
        if one.shape in understood:
            family = understood[one.shape].family
            rows[family] += one.rows
            examples.setdefault(family, one.example)
    total = sum(one.rows for one in shapes)
    if sum(rows.values()) * 2 < total or not rows:
        raise LandingError(
            [
                f"{asked.shown}: most values are not written like a date ({spread(shapes)}): map "
                "another column, or write its 'format' into the map (such as '%d.%m.%Y %H:%M')."
            ]
        )
    (family, most), *others = rows.most_common()
    if others and sum(count for _, count in others) > FEW * total:
        raise LandingError(
            [
                f"{asked.shown}: dates are written in two ways, {most:,} like '{examples[family]}' "
                f"and {others[0][1]:,} like '{examples[others[0][0]]}': correct the file so that "
                "all are written alike."
            ]
        )
    if family == "epoch":
        digits = len(examples[family].split(".")[0])
        name = {10: "epoch_s", 13: "epoch_ms", 16: "epoch_us"}[digits]
        raise LandingError(
            [
                f"{asked.shown}: '{examples[family]}' and {most - 1:,} others look like a count "
                f"from 1970 on: if they are, write format: {name} beside the column in the map."
            ]
        )
    return family


def _in_order(written: Written, order: str) -> Written:
    names = {
        "day_first": ("day", "month", "year"),
        "month_first": ("month", "day", "year"),
        "year_first": ("year", "month", "day"),
    }[order]
    fields = dict(written.fields)
    for place, name in zip(("one", "two", "three"), names, strict=True):
        fields[name] = fields.pop(place)
    return replace(written, fields=fields)


def _register(
    connection: duckdb.DuckDBPyConnection, table: str, understood: dict[str, Written]
) -> None:
    """Make `<table>_laid_out`: each text with the digits of each of its parts."""
    rows = [
        {
            "shape": text,
            "named_month": one.month,
            "half": one.half,
            "said_offset": one.offset,
            "offset_sign": one.sign,
            "zone": one.zone,
            **{f"{name}_at": one.fields.get(name, (None, None))[0] for name in _FIELDS},
            **{f"{name}_length": one.fields.get(name, (None, None))[1] for name in _FIELDS},
        }
        for text, one in understood.items()
    ]
    types = {"shape": pa.string(), "half": pa.string(), "zone": pa.string()}
    schema = pa.schema([(name, types.get(name, pa.int32())) for name in rows[0]])
    layouts = pa.Table.from_pylist(rows, schema=schema)
    parts = ", ".join(f"substr(plain, {name}_at, {name}_length) as {name}" for name in _FIELDS)
    connection.register("layouts", layouts)
    connection.execute(
        f"""
        create or replace temp table {table}_laid_out as
        select text, row_count, named_month, half, said_offset, offset_sign, zone, {parts}
        from {table}_texts left join layouts using (shape)
        """
    )
    connection.unregister("layouts")


def _read(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make the table of values: text, wall, instant, row_count."""
    year = (
        "case when length(year) = 2 "
        "then cast(cast(year as integer) + if(year < '69', 2000, 1900) as varchar) else year end"
    )
    clock = "cast(hour as integer)"
    hour = (
        f"case when half = 'pm' and {clock} < 12 then {clock} + 12 "
        f"when half = 'am' and {clock} = 12 then 0 when half = 'am' and {clock} > 12 then 99 "
        f"else coalesce({clock}, 0) end"
    )
    wall = (
        f"({year}) || '-' || lpad(coalesce(cast(named_month as varchar), month, '1'), 2, '0') "
        f"|| '-' || lpad(coalesce(day, '1'), 2, '0') || ' ' || lpad(cast(({hour}) as varchar), 2, "
        "'0') || ':' || coalesce(minute, '00') || ':' || coalesce(second, '00') || '.' "
        "|| rpad(coalesce(substr(fraction, 1, 6), ''), 6, '0')"
    )
    offset = (
        "case when offset_sign <> 0 then offset_sign * (cast(offset_hour as integer) * 3600 "
        "+ coalesce(cast(offset_minute as integer), 0) * 60) else said_offset end"
    )
    connection.execute(
        f"""
        create or replace temp table {table} as
        select
            text,
            wall,
            case
                when zone is not null then timezone('UTC', timezone(zone, wall))
                else wall - to_seconds(cast(({offset}) as bigint))
            end as instant,
            row_count
        from (select *, try_cast({wall} as timestamp) as wall from {table}_laid_out)
        """
    )


def _read_stated_format(
    connection: duckdb.DuckDBPyConnection, asked: Asked, format_: str, table: str
) -> DateStyle:
    shapes = _gather(connection, asked, table)
    instant = "cast(null as timestamp)"
    if format_ in NUMBERED:
        wall = NUMBERED[format_].format(number="try_cast(plain as double)")
        if format_ != "excel":
            wall = f"timezone('UTC', {wall})"
            instant = "wall"
    else:
        wall = f"try_strptime(plain, {sql_text(format_)})"
    connection.execute(
        f"""
        create or replace temp table {table} as
        select text, wall, {instant} as instant, row_count
        from (select text, row_count, {wall} as wall from {table}_texts)
        """
    )
    words = f"is not written {format_}, as the map states"
    _refuse_unread(connection, asked, shapes, table, FEW, words)
    return DateStyle(format_, f"written {format_}", table)


def _refuse_unread(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    shapes: list[Shape],
    table: str,
    limit: float,
    words: str,
) -> None:
    total, unread, example = connection.execute(
        f"""
        select sum(row_count), coalesce(sum(row_count) filter (where wall is null), 0),
            min(text) filter (where wall is null)
        from {table}
        """
    ).fetchone()
    if unread >= FEW_ROWS and unread > limit * total:
        raise LandingError(
            [
                f"{asked.shown}: {unread:,} of {total:,} values are no dates, for instance "
                f"'{example}' {words}. The column has {spread(shapes)}: correct the file, map "
                f"another column, or write its 'format' into the map."
            ]
        )


__all__ = ["ISO_STYLE", "DateStyle", "OrderUnknownError", "StatedDates", "decide_dates"]
