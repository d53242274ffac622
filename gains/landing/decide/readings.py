"""For one file and one canonical table: how the text of every column becomes its value.

In three steps, so that no text is read twice: `texts` (what the export says), `parsed` (numbers,
and dates as a clock on the wall shows them), and the values themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import duckdb

from gains.canonical import SQL_TYPES, Column
from gains.landing.decide import moments, values
from gains.landing.decide.date_styles import ISO_STYLE, DateStyle, StatedDates, decide_dates
from gains.landing.decide.number_styles import (
    NumbersRead,
    StyleUnknownError,
    decide_numbers,
)
from gains.landing.decide.numeric_dates import OrderUnknownError
from gains.landing.decide.shapes import FEW_ROWS, Asked
from gains.landing.find.export_files import SETTINGS_FILE, Company
from gains.landing.map.rules import ColumnRule, ExportMap, TableRule
from gains.landing.problems import LandingError
from gains.landing.read.columns import folded, text_of
from gains.landing.read.headers import Header
from gains.sql import sql_text

#: Kinds of things that are decided for a column and may be evidence for another one.
StyleKind = Literal["dates", "numbers"]

MINUTES_IN = {"minutes": 1.0, "hours": 60.0, "seconds": 1 / 60.0}

#: What is decided over a column; a line that has lost its shape has no say in it.
SOUND = "(select * from texts where problem is null)"


class UndecidedError(LandingError):
    """Nothing is wrong but that a column fits two ways of writing."""


@dataclass(frozen=True)
class Evidence:
    """How other columns of the file, and other files of the folder, are written.

    Parameters
    ----------
    dates, numbers : dict of str to str
        Order of dates and style of numbers by header; under '' what all of them share.
    """

    dates: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def of(self, kind: StyleKind, header: str) -> str | None:
        """Return what is known for a column, by its own header or by all others."""
        known = self.dates if kind == "dates" else self.numbers
        return known.get(header) or known.get("")


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
    style : (StyleKind, str) or None
        What the values themselves showed, as evidence for other files.
    cause : str
        The expectation as a group of causes: 'not a date', 'unknown value'.
    contradiction : str or None
        SQL of what the row says elsewhere against the text, null where it says nothing.
    """

    column: Column
    header: str
    value: str
    expectation: str
    note: str = ""
    style: tuple[StyleKind, str] | None = None
    cause: str = "unreadable value"
    contradiction: str | None = None


@dataclass(frozen=True)
class _Decided:
    """A column after the first step: how its text is parsed."""

    column: Column
    rule: ColumnRule
    header: str
    known: str
    parsed: str
    expectation: str
    note: str = ""
    cause: str = "unreadable value"
    table: str | None = None
    dates: DateStyle | None = None
    numbers: NumbersRead | None = None

    @property
    def style(self) -> tuple[StyleKind, str] | None:
        if self.dates is not None and self.dates.is_numeric:
            return "dates", self.dates.order
        if self.numbers is not None and self.numbers.is_decided:
            style = "1,234.56" if self.numbers.style == "plain" else self.numbers.style
            return "numbers", style
        return None


def readings(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    company: Company,
    shown: str,
    evidence: Evidence | None = None,
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
    evidence : Evidence
        How other files are written, for a column that fits two ways.

    Returns
    -------
    list of Reading
        One for each column of the canonical table.

    Raises
    ------
    LandingError
        All that cannot be decided, a sentence each.
    """
    evidence = evidence or Evidence()
    deciding = _Deciding(connection, rule, header, export_map, company, shown)
    decided, undecided, problems = deciding.decide_all(rule.table.columns, evidence)
    if undecided and not problems:
        # columns that show how they are written are evidence for those that fit two ways
        shared = _shared([one for one in decided.values() if one.style], evidence)
        again, still, problems = deciding.decide_all(undecided, shared)
        decided |= again
        if still and not problems:
            raise UndecidedError(one for error in still.values() for one in error.sentences)
        problems += [sentence for error in still.values() for sentence in error.sentences]
    else:
        problems += [sentence for error in undecided.values() for sentence in error.sentences]
    if problems:
        raise LandingError(problems)
    in_order = [decided[column.name] for column in rule.table.columns]
    _make_parsed(connection, in_order)
    _refuse_unread_iso(connection, in_order, export_map, shown)
    spans = moments.spans(
        connection,
        {
            one.column.name: _written_at(one)
            for one in in_order
            if one.column.type in ("timestamp", "date")
        },
    )
    return [
        Reading(
            one.column,
            one.header,
            _value(connection, one, in_order, spans, export_map, company, shown),
            one.expectation,
            one.note,
            one.style,
            one.cause,
            _contradiction(one, in_order),
        )
        for one in in_order
    ]


def _shared(decided: list[_Decided], evidence: Evidence) -> Evidence:
    """Return the evidence, and the order of dates that all columns of the file have in common.

    Of numbers no column says anything about another: 60.000 beside 1500.5 may be sixty thousand.
    """
    orders = {one.style[1] for one in decided if one.style and one.style[0] == "dates"}
    if len(orders) != 1:
        return evidence
    return replace(evidence, dates={**evidence.dates, "": orders.pop()})


class _Deciding:
    """The decisions about the columns of one table."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        rule: TableRule,
        header: Header,
        export_map: ExportMap,
        company: Company,
        shown: str,
    ) -> None:
        self.connection = connection
        self.rule = rule
        self.header = header
        self.export_map = export_map
        self.company = company
        self.shown = shown
        self.setting = f"{'/'.join(shown.split('/')[:3])}/{SETTINGS_FILE}"

    def decide_all(
        self, columns, evidence: Evidence
    ) -> tuple[dict[str, _Decided], dict[Column, LandingError], list[str]]:
        """Decided columns by name, columns that fit two ways, and what is wrong."""
        decided: dict[str, _Decided] = {}
        undecided: dict[Column, LandingError] = {}
        problems: list[str] = []
        for column in columns:
            try:
                decided[column.name] = self._decide(column, evidence)
            except (OrderUnknownError, StyleUnknownError) as error:
                undecided[column] = error
            except LandingError as error:
                problems.extend(error.sentences)
        return decided, undecided, problems

    def _decide(self, column: Column, evidence: Evidence) -> _Decided:
        rule = self.rule.columns.get(column.name)
        name = text_of(column, rule, self.header, self.export_map, self.company)[1]
        rule = rule or ColumnRule()
        known = _known(column, rule, f"text_{column.name}")
        expectation = values.expectation(column)
        decided = _Decided(column, rule, name, known, known, expectation)
        asked = Asked(SOUND, known, f"{self.shown}, column '{name}'", self.setting)
        if column.type in ("timestamp", "date"):
            return self._decide_dates(decided, asked, evidence)
        if column.type in ("money", "number", "integer"):
            return self._decide_numbers(decided, asked, evidence)
        if column.vocabulary:
            decided = replace(decided, parsed=values.vocabulary(known, column.vocabulary))
        elif column.name == "currency":
            decided = replace(decided, parsed=values.currency(known))
        elif column.type == "boolean":
            decided = replace(decided, parsed=values.boolean(known))
        elif column.name.endswith("_id"):
            decided = replace(
                decided,
                parsed=values.identity(known),
                expectation="was damaged by a spreadsheet, which keeps 15 digits of a number: "
                "export the column as text",
                cause="damaged id",
            )
        if rule.values is not None and rule.otherwise is None:
            decided = replace(
                decided,
                expectation="is none of the values that the map knows",
                cause="unknown value",
            )
        elif column.vocabulary:
            decided = replace(decided, cause="unknown value")
        return decided

    def _decide_dates(self, decided: _Decided, asked: Asked, evidence: Evidence) -> _Decided:
        column, rule = decided.column, decided.rule
        stated = StatedDates(
            rule.date_order or self.export_map.date_order, rule.format, self.export_map.language
        )
        table = f"dates_{column.name}"
        style = decide_dates(
            self.connection,
            asked,
            stated,
            table,
            evidence.of("dates", decided.header),
            allows_months=column.name == "cost_month",
        )
        words = "date" if column.type == "date" else "time"
        note = "" if style.order == "iso" else f"{decided.header}: {style.order.replace('_', ' ')}"
        if style.table is not None:
            parsed = f"{table}.wall"
        elif column.type == "date" and rule.date_order == "iso":
            parsed = values.iso_date(decided.known)
        else:
            parsed = values.iso_wall_time(decided.known)
        return replace(
            decided,
            parsed=parsed,
            expectation=f"is not a {words} {style.example}",
            cause=f"not a {words}",
            note=note,
            table=style.table,
            dates=style,
        )

    def _decide_numbers(self, decided: _Decided, asked: Asked, evidence: Evidence) -> _Decided:
        column, rule = decided.column, decided.rule
        sql_type = SQL_TYPES[column.type]
        if rule.unit == "hours:minutes":
            return replace(
                decided,
                parsed=f"cast({values.hours_and_minutes(decided.known)} as {sql_type})",
                expectation="is not a duration like 1:30 or 1:30:00",
                cause="not a number",
            )
        table = f"numbers_{column.name}"
        read = decide_numbers(
            self.connection,
            asked,
            rule.number_style or self.export_map.number_style,
            table,
            "decimal(18, 4)" if column.type == "integer" else sql_type,
            evidence.of("numbers", decided.header),
        )
        value = (
            f"{table}.amount"
            if read.table
            else values.plain_number(
                decided.known, "decimal(18, 4)" if column.type == "integer" else sql_type
            )
        )
        if column.type == "integer":
            value = f"case when {value} = floor({value}) then cast({value} as bigint) end"
        elif rule.unit != "minutes":
            value = f"{value} * {MINUTES_IN[rule.unit]!r}"
        return replace(
            decided,
            parsed=f"cast({values.signed(value, rule.sign)} as {sql_type})",
            expectation=values.expectation(column, read.style),
            cause="not a number",
            note=f"{decided.header}: decimal comma" if read.style == "1.234,56" else "",
            table=read.table,
            numbers=read,
        )


def _make_parsed(connection: duckdb.DuckDBPyConnection, decided: list[_Decided]) -> None:
    columns = [f"{one.parsed} as parsed_{one.column.name}" for one in decided]
    for one in decided:
        if one.dates is not None and one.table is not None:
            columns.append(f"{one.table}.instant as instant_{one.column.name}")
        if one.numbers is not None and one.table is not None:
            columns.append(f"{one.table}.currencies as currencies_{one.column.name}")
    joins = " ".join(
        f"left join {one.table} on {one.table}.text = {one.known}" for one in decided if one.table
    )
    connection.execute(
        "create or replace temp view parsed as "
        f"select texts.*, {', '.join(columns)} from texts {joins}"
    )


def _refuse_unread_iso(
    connection: duckdb.DuckDBPyConnection,
    decided: list[_Decided],
    export_map: ExportMap,
    shown: str,
) -> None:
    """Stop where the map states ISO dates and most of a column are none."""
    stated = [one for one in decided if one.dates is ISO_STYLE]
    if export_map.is_canonical or not stated:
        return
    counts = ", ".join(
        f"count({one.known}), "
        f"count({one.known}) filter (where coalesce({_written_at(one).wall}) is null), "
        f"min({one.known}) filter (where {_written_at(one).wall} is null)"
        for one in stated
    )
    found = connection.execute(f"select {counts} from parsed where problem is null").fetchone()
    problems = [
        f"{shown}, column '{one.header}': {unread:,} of {total:,} values are no dates like "
        f"2024-01-31 (ISO 8601), for instance '{example}': correct the file, or 'date_order' in "
        "the map."
        for one, total, unread, example in zip(
            stated, found[::3], found[1::3], found[2::3], strict=True
        )
        if unread * 2 > total and unread >= FEW_ROWS
    ]
    if problems:
        raise LandingError(problems)


def _written_at(one: _Decided) -> moments.Written:
    """Return the clock and the offset that a column's texts say, as SQL over `parsed`."""
    name = one.column.name
    if one.table is not None:
        return moments.Written(f"parsed_{name}", f"instant_{name}")
    if one.column.type == "date" and one.rule.date_order == "iso":
        return moments.Written(f"parsed_{name}", "cast(null as timestamp)")
    has_offset = values.iso_has_offset(one.known)
    return moments.Written(
        f"coalesce(parsed_{name}, {values.iso_clock(one.known)})",
        f"case when {has_offset} then {values.iso_instant(one.known)} end",
    )


def _value(
    connection: duckdb.DuckDBPyConnection,
    one: _Decided,
    decided: list[_Decided],
    spans: dict[str, moments.Span],
    export_map: ExportMap,
    company: Company,
    shown: str,
) -> str:
    name = one.column.name
    if one.column.name == "currency":
        return _currency(decided, company)
    if one.column.type not in ("timestamp", "date"):
        return f"parsed_{name}"
    place = f"{shown}, column '{one.header}'"
    stated = one.rule.time_zone or moments.zone_in_header(one.header) or export_map.time_zone
    zone = moments.Zone(stated or company.time_zone, stated is not None, place)
    written, span = _written_at(one), spans[name]
    if one.column.type == "date":
        days = "" if one.rule.plus_days is None else f" + cast(days_{name} as integer)"
        return f"{moments.day(written, span, zone)}{days}"
    is_dates = span.is_every_midnight and (
        name == "due_at" or (not export_map.is_canonical and span.rows >= moments.ENOUGH)
    )
    if name == "due_at":
        return moments.end_of_day_where_it_is_a_day(written, span, zone, is_dates)
    moments.refuse_times_that_never_were(connection, written, span, zone)
    return moments.utc(written, span, zone, is_dates)


def _signs(decided: list[_Decided]) -> str | None:
    """Return SQL of the currencies that the sign of the row's amount can mean."""
    for one in decided:
        if one.numbers is not None and one.table and one.column.type == "money":
            return f"currencies_{one.column.name}"
    return None


def _currency(decided: list[_Decided], company: Company) -> str:
    """Return SQL of the currency of the row, which the sign beside its digits may contradict."""
    signs, own = _signs(decided), f"coalesce(parsed_currency, {sql_text(company.currency)})"
    if signs is None:
        return "parsed_currency"
    return (
        f"case when {signs} is null then parsed_currency "
        f"when list_contains({signs}, {own}) then {own} "
        f"when own_currency is null and len({signs}) = 1 then {signs}[1] end"
    )


def _contradiction(one: _Decided, decided: list[_Decided]) -> str | None:
    signs = _signs(decided)
    if one.rule.plus_days is not None:
        return (
            f"case when days_{one.column.name} is null then 'has terms that say no number of days: "
            "write what they mean under plus_days, values' end"
        )
    if one.column.name != "currency" or signs is None:
        return None
    listed = f"array_to_string({signs}[:-2], ', ') || ' or ' || {signs}[-1]"
    said = f"case when len({signs}) = 1 then {signs}[1] else {listed} end"
    return (
        f"case when {signs} is not null and parsed_currency is not null "
        f"then 'is not what the amount says: the amount says ' || {said} end"
    )


def _known(column: Column, rule: ColumnRule, text: str) -> str:
    known = text
    if rule.values is not None:
        branches = " ".join(
            f"when {sql_text(old)} then {sql_text(new)}" for old, new in rule.values.items()
        )
        other = "null" if rule.otherwise is None else sql_text(rule.otherwise)
        found = f"case {folded(text)} {branches or 'when null then null'} else {other} end"
        known = f"case when {text} is not null then {found} end"
    default = rule.default if rule.default is not None else column.default
    if default is not None:
        known = f"case when {text} is null then {sql_text(default)} else {known} end"
    return known
