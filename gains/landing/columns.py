"""For one file and one canonical table: the SQL of every column, its text and its value."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from gains.canonical import SQL_TYPES, Column
from gains.landing import shapes, values
from gains.landing.export_files import Company
from gains.landing.headers import Header
from gains.landing.problems import LandingError, listed
from gains.landing.records import sql_text
from gains.landing.rules import ColumnRule, ExportMap, RowTest, TableRule
from gains.landing.time_zones import offsets, to_utc

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
    text : str
        SQL of the text over `records`, null where the file has no value.
    value : str
        SQL of the value over `texts`, where the text is `text_<column>`.
    expectation : str
        What is wrong with a text whose value is null, as the end of a sentence.
    note : str
        What was decided about the column, for the reconciliation; may be empty.
    """

    column: Column
    header: str
    text: str
    value: str
    expectation: str
    note: str = ""


def source_text(header: Header, synonyms: tuple[str, ...], nulls: tuple[str, ...]) -> str | None:
    """SQL of the cleaned text of a header's column, None when the file has no such column."""
    position = header.position(synonyms)
    return None if position is None else values.cleaned(f"c{position}", nulls)


def wanted_positions(header: Header, export_map: ExportMap, rules: list[TableRule]) -> list[int]:
    """Positions of the columns that any rule reads; the first column is always among them."""
    synonyms = [test.column for test in export_map.ignored_rows if test.column]
    for rule in rules:
        synonyms += [test.column for test in rule.only if test.column]
        for column_rule in rule.columns.values():
            synonyms += column_rule.headers()
    found = {header.position(names) for names in synonyms} - {None}
    return sorted(found | {0})


def row_test(test: RowTest, header: Header, nulls: tuple[str, ...], shown: str) -> str:
    """SQL of a question about a row.

    Parameters
    ----------
    test : RowTest
        The question.
    header : Header
        Of the file.
    nulls : tuple of str
        Values that mean empty.
    shown : str
        The file as a person sees it.

    Returns
    -------
    str
        SQL of a boolean that is never null.

    Raises
    ------
    LandingError
        When the file does not have the column.
    """
    text = source_text(header, test.column, nulls) if test.column else values.cleaned("c0", nulls)
    if text is None:
        raise LandingError(
            [
                f"{shown}: the map chooses rows by the column '{test.column[0]}', which the file "
                f"does not have. It has {listed(header.names)}."
            ]
        )
    questions = []
    if test.is_empty is not None:
        questions.append(f"({text} is null) = {str(test.is_empty).lower()}")
    if test.is_in:
        allowed = ", ".join(sql_text(value.strip().lower()) for value in test.is_in)
        questions.append(f"coalesce(lower({text}) in ({allowed}), false)")
    if test.matches:
        pattern = sql_text(test.matches)
        questions.append(f"coalesce(regexp_matches({text}, {pattern}, 'i'), false)")
    answer = " and ".join(questions)
    return f"not ({answer})" if test.negated else f"({answer})"


def text_of(
    column: Column,
    rule: ColumnRule | None,
    header: Header,
    export_map: ExportMap,
    company: Company,
) -> tuple[str, str]:
    """SQL of a column's text over `records`, and what the column is called in the file."""
    nothing = "cast(null as varchar)"
    if rule is None:
        return nothing, column.name
    nulls = export_map.nulls + rule.nulls
    if rule.constant is not None:
        return sql_text(rule.constant), column.name
    if rule.of_company is not None:
        return sql_text(company.currency), column.name
    if rule.made_of:
        parts = [source_text(header, names, nulls) for names in rule.made_of]
        joined = " || chr(31) || ".join(f"coalesce({part or nothing}, '')" for part in parts)
        # the same values twice are two documents: the second is told apart by its position
        twin = f"row_number() over (partition by {joined} order by line_number)"
        return f"left(md5({joined}), 16) || '-' || {twin}", column.name
    parts = [source_text(header, names, nulls) for names in rule.sources]
    names = [
        header.names[header.position(names)]
        for names in rule.sources
        if header.position(names) is not None
    ]
    shown = " + ".join(names) or column.name
    if len(parts) == 1:
        return parts[0] or nothing, shown
    # a time without its date is nothing; a date without its time is a date
    joined = f" || {sql_text('')} || ".join(
        (part or nothing)
        if index == 0
        else f"coalesce({sql_text(rule.separator)} || ({part or nothing}), '')"
        for index, part in enumerate(parts)
    )
    return joined, shown


def readings(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    export_map: ExportMap,
    company: Company,
    shown: str,
) -> list[Reading]:
    """Decide how each column of a table is read; `texts` must be there.

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
    found: list[Reading] = []
    problems: list[str] = []
    for column in rule.table.columns:
        column_rule = rule.columns.get(column.name)
        text, name = text_of(column, column_rule, header, export_map, company)
        try:
            found.append(
                _reading(
                    connection,
                    column,
                    column_rule or ColumnRule(),
                    text,
                    name,
                    export_map,
                    company,
                    shown,
                    rule.table.name,
                )
            )
        except LandingError as error:
            problems.extend(error.sentences)
    if problems:
        raise LandingError(problems)
    return found


def _reading(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    rule: ColumnRule,
    text: str,
    header: str,
    export_map: ExportMap,
    company: Company,
    shown: str,
    table: str,
) -> Reading:
    given = f"text_{column.name}"
    known = given
    if rule.values is not None:
        branches = " ".join(
            f"when {sql_text(old)} then {sql_text(new)}" for old, new in rule.values.items()
        )
        other = "null" if rule.otherwise is None else sql_text(rule.otherwise)
        found = f"case lower({given}) {branches or 'when null then null'} else {other} end"
        known = f"case when {given} is not null then {found} end"
    default = rule.default if rule.default is not None else column.default
    if default is not None:
        known = f"coalesce({known}, case when {given} is null then {sql_text(default)} end)"

    place = f"{shown}, column '{header}'"
    setting = f"tables.{table}.columns.{column.name}"
    style = rule.number_style or export_map.number_style
    dates, note = shapes.ISO_STYLE.example, ""
    if column.vocabulary:
        value = values.vocabulary(known, column.vocabulary)
    elif column.name == "currency":
        value = values.currency(known)
    elif column.type == "text":
        value = known
    elif column.type == "boolean":
        value = values.boolean(known)
    elif column.type in ("timestamp", "date"):
        if rule.format is not None:
            decided = shapes.DateStyle("stated", (rule.format,), f"written {rule.format}")
        else:
            stated = rule.date_order or export_map.date_order
            decided = shapes.decide_dates(
                connection, "texts", given, stated, place, f"{setting}.date_order"
            )
        dates = decided.example
        if decided.order != "iso":
            note = f"{header}: {decided.order.replace('_', ' ')}"
        if column.type == "date":
            value = _date(known, decided, is_strict=rule.date_order == "iso")
        else:
            zone = rule.time_zone or export_map.time_zone or company.time_zone
            value = _timestamp(connection, known, decided, zone, place)
    else:
        if style is None:
            style = shapes.decide_numbers(
                connection, "texts", given, place, f"{setting}.number_style"
            )
        if style == "1.234,56":
            note = f"{header}: decimal comma"
        value = _number(column, rule, known, style)
    if rule.values is not None and rule.otherwise is None:
        expectation = "is none of the values that the map knows"
    else:
        expectation = values.expectation(column, style or "plain", dates)
    return Reading(column, header, text, value, expectation, note)


def _date(text: str, style: shapes.DateStyle, is_strict: bool) -> str:
    if is_strict:
        return values.in_known_years(values.iso_date(text))
    return values.in_known_years(f"cast({_wall_time(text, style)} as date)")


def _wall_time(text: str, style: shapes.DateStyle) -> str:
    formats = tuple(name for name in style.formats if name != "iso")
    ways = []
    if "iso" in style.formats or not style.formats:
        ways.append(values.iso_wall_time(text))
    if formats:
        ways.append(values.formatted_time(text, formats))
    return ways[0] if len(ways) == 1 else f"coalesce({', '.join(ways)})"


def _timestamp(
    connection: duckdb.DuckDBPyConnection,
    text: str,
    style: shapes.DateStyle,
    time_zone: str,
    place: str,
) -> str:
    # a date before 1900 or after 2100 is refused anyway, and would need offsets of its own
    wall_time = values.in_known_years(_wall_time(text, style))
    has_offset = (
        values.iso_has_offset(text) if "iso" in style.formats or not style.formats else "false"
    )
    first, last, with_offset = connection.execute(
        f"""
        select
            min({wall_time}) filter (where not {has_offset}),
            max({wall_time}) filter (where not {has_offset}),
            count(*) filter (where {has_offset})
        from texts where problem is null and {text} is not null
        """
    ).fetchone()
    instant = values.in_known_years(values.iso_instant(text))
    if first is None:
        return instant if with_offset else f"cast({wall_time} as timestamp)"
    try:
        changes = offsets(connection, time_zone, first, last)
    except ValueError as error:
        raise LandingError([f"{place}: {error}: write an IANA name such as Europe/Rome."]) from None
    utc = to_utc(wall_time, changes)
    return f"case when {has_offset} then {instant} else {utc} end" if with_offset else utc


def _number(column: Column, rule: ColumnRule, text: str, style) -> str:
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
