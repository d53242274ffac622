"""For one file and one canonical table: how the text of every column becomes its value.

In three steps, each a view, so that no text is read twice: `texts` (what the export says), `parsed`
(numbers, and dates as a clock on the wall shows them), and the values themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from gains.canonical import SQL_TYPES, Column
from gains.landing.decide import date_styles, number_styles, values
from gains.landing.decide.time_zones import offsets, to_utc
from gains.landing.find.export_files import SETTINGS_FILE, Company
from gains.landing.map.rules import ColumnRule, ExportMap, NumberStyle, TableRule
from gains.landing.problems import LandingError
from gains.landing.read.columns import text_of
from gains.landing.read.headers import Header
from gains.landing.read.records import sql_text

MINUTES_IN = {"minutes": 1.0, "hours": 60.0, "seconds": 1 / 60.0}


@dataclass(frozen=True)
class Reading:
    """How one canonical column is read from one file.

    Parameters
    ----------
    column : Column
        The canonical column.
    header : str
        What the column is called in the file; the canonical name where it has none.
    value : str
        SQL of the value over `parsed`, where the text is `text_<column>`.
    expectation : str
        What is wrong with a text whose value is null, as the end of a sentence.
    note : str
        What was decided about the column, for the reconciliation; may be empty.
    """

    column: Column
    header: str
    value: str
    expectation: str
    note: str = ""


@dataclass(frozen=True)
class _Decided:
    """A column after the first step: how its text is parsed."""

    column: Column
    rule: ColumnRule
    header: str
    known: str
    parsed: str
    expectation: str
    note: str
    has_offset: str = "false"


def readings(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    company: Company,
    shown: str,
) -> list[Reading]:
    """Decide how each column of a table is read, and make the view `parsed`.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view `texts` (line_number, problem, text_<column>).
    rule : TableRule
        What the map says about the table.
    header : Header
        Of the file.
    export_map : ExportMap
        The map.
    company : Company
        Whose time zone holds where the map says none.
    shown : str
        The file as a person sees it.

    Returns
    -------
    list of Reading
        One for each column of the canonical table.

    Raises
    ------
    LandingError
        All that cannot be decided, a sentence each.
    """
    decided: list[_Decided] = []
    problems: list[str] = []
    for column in rule.table.columns:
        column_rule = rule.columns.get(column.name)
        name = text_of(column, column_rule, header, export_map, company)[1]
        try:
            decided.append(
                _decide(
                    connection,
                    column,
                    column_rule or ColumnRule(),
                    name,
                    export_map,
                    f"{shown}, column '{name}'",
                    f"{'/'.join(shown.split('/')[:3])}/{SETTINGS_FILE}",
                )
            )
        except LandingError as error:
            problems.extend(error.sentences)
    if problems:
        raise LandingError(problems)
    parsed = ", ".join(f"{one.parsed} as parsed_{one.column.name}" for one in decided)
    connection.execute(f"create or replace temp view parsed as select texts.*, {parsed} from texts")
    spans = _spans(connection, [one for one in decided if one.column.type == "timestamp"])
    return [
        Reading(
            one.column,
            one.header,
            _value(one, spans, export_map, company, shown),
            one.expectation,
            one.note,
        )
        for one in decided
    ]


def _decide(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    rule: ColumnRule,
    header: str,
    export_map: ExportMap,
    place: str,
    setting: str,
) -> _Decided:
    text = f"text_{column.name}"
    known = _known(column, rule, text)
    style = rule.number_style or export_map.number_style
    dates, note, has_offset = date_styles.ISO_STYLE.example, "", "false"
    if column.vocabulary:
        parsed = values.vocabulary(known, column.vocabulary)
    elif column.name == "currency":
        parsed = values.currency(known)
    elif column.type == "text":
        parsed = known
    elif column.type == "boolean":
        parsed = values.boolean(known)
    elif column.type in ("timestamp", "date"):
        if rule.format is not None:
            found = date_styles.DateStyle("stated", (rule.format,), f"written {rule.format}")
        else:
            order = rule.date_order or export_map.date_order
            found = date_styles.decide_dates(connection, "texts", text, order, place, setting)
        dates = found.example
        if found.order != "iso":
            note = f"{header}: {found.order.replace('_', ' ')}"
        if column.type == "date" and rule.date_order == "iso":
            parsed = values.iso_date(known)
        else:
            parsed, is_iso = _wall_time(known, found)
            if column.type == "date":
                parsed = f"cast({parsed} as date)"
            if is_iso:
                has_offset = values.iso_has_offset(known)
    else:
        if style is None and rule.unit != "hours:minutes":
            style = number_styles.decide_numbers(connection, "texts", text, place, setting)
        if style == "1.234,56":
            note = f"{header}: decimal comma"
        parsed = _number(column, rule, known, style or "plain")
    if rule.values is not None and rule.otherwise is None:
        expectation = "is none of the values that the map knows"
    elif rule.unit == "hours:minutes":
        expectation = "is not a duration like 1:30 or 1:30:00"
    else:
        expectation = values.expectation(column, style or "plain", dates)
    return _Decided(column, rule, header, known, parsed, expectation, note, has_offset)


def _known(column: Column, rule: ColumnRule, text: str) -> str:
    known = text
    if rule.values is not None:
        branches = " ".join(
            f"when {sql_text(old)} then {sql_text(new)}" for old, new in rule.values.items()
        )
        other = "null" if rule.otherwise is None else sql_text(rule.otherwise)
        found = f"case lower({text}) {branches or 'when null then null'} else {other} end"
        known = f"case when {text} is not null then {found} end"
    default = rule.default if rule.default is not None else column.default
    if default is not None:
        known = f"case when {text} is null then {sql_text(default)} else {known} end"
    return known


def _wall_time(text: str, style: date_styles.DateStyle) -> tuple[str, bool]:
    formats = tuple(name for name in style.formats if name != "iso")
    is_iso = not formats or "iso" in style.formats
    ways = [values.iso_wall_time(text)] if is_iso else []
    if formats:
        ways.append(values.formatted_time(text, formats))
    return ways[0] if len(ways) == 1 else f"coalesce({', '.join(ways)})", is_iso


def _spans(connection: duckdb.DuckDBPyConnection, timestamps: list[_Decided]) -> dict[str, tuple]:
    """First and last wall-clock time of each column, and whether any value says its offset."""
    if not timestamps:
        return {}
    found = connection.execute(
        "select "
        + ", ".join(
            f"min({values.in_known_years(f'parsed_{one.column.name}')}), "
            f"max({values.in_known_years(f'parsed_{one.column.name}')}), "
            f"coalesce(bool_or({one.has_offset}), false)"
            for one in timestamps
        )
        + " from parsed where problem is null"
    ).fetchone()
    return {one.column.name: found[3 * n : 3 * n + 3] for n, one in enumerate(timestamps)}


def _value(
    one: _Decided,
    spans: dict[str, tuple],
    export_map: ExportMap,
    company: Company,
    shown: str,
) -> str:
    parsed = f"parsed_{one.column.name}"
    time_zone = one.rule.time_zone or export_map.time_zone or company.time_zone
    if one.column.type == "date":
        written = values.in_known_years(parsed)
        if one.has_offset == "false":
            return written
        # 23:30 in UTC is the next day in Rome
        local = f"timezone({sql_text(time_zone)}, timezone('UTC', {values.iso_instant(one.known)}))"
        day = values.in_known_years(f"cast({local} as date)")
        return f"case when {one.has_offset} then {day} else {written} end"
    if one.column.type != "timestamp":
        return parsed
    first, last, any_offset = spans[one.column.name]
    wall_time = values.in_known_years(parsed)
    utc = wall_time
    if first is not None:
        try:
            changes = offsets(time_zone, first, last)
        except ValueError as error:
            raise LandingError(
                [f"{shown}, column '{one.header}': {error}: write a name such as Europe/Rome."]
            ) from None
        # outside the known years the value is null, whatever the offset
        utc = values.in_known_years(parsed, to_utc(parsed, changes))
    if not any_offset:
        return utc
    instant = values.in_known_years(values.iso_instant(one.known))
    return f"case when {one.has_offset} then {instant} else {utc} end"


def _number(column: Column, rule: ColumnRule, text: str, style: NumberStyle) -> str:
    sql_type = SQL_TYPES[column.type]
    if rule.unit == "hours:minutes":
        parts = [f"try_cast(split_part({text}, ':', {part}) as double)" for part in (1, 2, 3)]
        value = (
            f"case when regexp_full_match({text}, '\\d+:[0-5]\\d(:[0-5]\\d)?') then "
            f"{parts[0]} * 60 + {parts[1]} + coalesce({parts[2]}, 0) / 60 end"
        )
    elif column.type == "integer":
        whole = values.number(text, style, "decimal(18, 4)")
        value = f"case when {whole} = floor({whole}) then cast({whole} as bigint) end"
    else:
        value = values.number(text, style, sql_type)
        if rule.unit != "minutes":
            value = f"{value} * {MINUTES_IN[rule.unit]!r}"
    return f"cast({values.signed(value, rule.sign)} as {sql_type})"
