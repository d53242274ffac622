"""Where the texts of one file are: columns of the export, chosen and joined as the map says."""

from __future__ import annotations

from gains.canonical import Column
from gains.landing.find.export_files import Company
from gains.landing.map.rules import ColumnRule, ExportMap, PlusDays, RowTest, StatusRule, TableRule
from gains.landing.problems import LandingError, listed
from gains.landing.read.headers import Header
from gains.sql import sql_text


def cleaned(expression: str, nulls: tuple[str, ...]) -> str:
    """Return SQL of a trimmed text, null where it is empty or one of the values that mean empty."""
    for null in ("", *(null for null in nulls if null)):
        expression = f"nullif({expression}, {sql_text(null)})"
    return expression


def source_text(header: Header, synonyms: tuple[str, ...], nulls: tuple[str, ...]) -> str | None:
    """Return SQL of the cleaned text of a header's column, None when the file lacks it."""
    position = header.position(synonyms)
    return None if position is None else cleaned(f"c{position}", nulls)


def wanted_positions(header: Header, export_map: ExportMap, rules: list[TableRule]) -> list[int]:
    """Positions of the columns that any rule reads; the first column is always among them."""
    synonyms = [test.column for test in export_map.ignored_rows if test.column]
    synonyms += [names for test in export_map.ignored_rows for names in test.and_empty]
    for rule in rules:
        synonyms += rule.headers()
    found = {header.position(names) for names in synonyms} - {None}
    return sorted(found | {0})


def row_test(test: RowTest, header: Header, nulls: tuple[str, ...], shown: str) -> str | None:
    """Return SQL of a question about a row.

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
    str or None
        SQL of a boolean that is never null; None for an optional column that the file lacks.

    Raises
    ------
    LandingError
        When the file does not have the column.
    """
    text = source_text(header, test.column, nulls) if test.column else cleaned("c0", nulls)
    if text is None and test.is_optional:
        return None
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
    for names in test.and_empty:
        other = source_text(header, names, nulls)
        if other is not None:
            questions.append(f"{other} is null")
    answer = " and ".join(questions)
    return f"not ({answer})" if test.negated else f"({answer})"


def text_of(
    column: Column,
    rule: ColumnRule | None,
    header: Header,
    export_map: ExportMap,
    company: Company,
) -> tuple[str, str]:
    """Return SQL of a column's text over `records`, and what the column is called in the file."""
    nothing = "cast(null as varchar)"
    if rule is None:
        return nothing, column.name
    nulls = export_map.nulls + rule.nulls
    if rule.constant is not None:
        return sql_text(rule.constant), column.name
    positions = [header.position(synonyms) for synonyms in rule.sources]
    shown = " + ".join(header.names[found] for found in positions if found is not None)
    parts = [source_text(header, names, nulls) or nothing for names in rule.sources]
    # a time without its date is nothing; a date without its time is a date
    behind = [f"coalesce({sql_text(rule.separator)} || {part}, '')" for part in parts[1:]]
    text = " || ".join([*parts[:1], *behind]) or nothing
    text += "".join(_qualifiers(rule, header, nulls))
    if rule.first_of is not None:
        text = f"nullif(trim(split_part({text}, {sql_text(rule.first_of)}, 1)), '')"
    if rule.else_source:
        second = source_text(header, rule.else_source, nulls)
        if second is not None:
            text = second if text == nothing else f"coalesce({text}, {second})"
            found = header.names[header.position(rule.else_source)]
            shown = f"{shown}, else {found}" if shown else found
    fallback = nothing
    if rule.of_company is not None:
        fallback = sql_text(company.currency)
    elif rule.made_of:
        parts = [source_text(header, names, nulls) or nothing for names in rule.made_of]
        joined = " || chr(31) || ".join(f"coalesce({part}, '')" for part in parts)
        # the same values twice are two documents: the second is told apart by its position
        twin = f"row_number() over (partition by {joined} order by line_number)"
        fallback = f"left(md5({joined}), 16) || '-' || {twin}"
    if fallback != nothing:
        text = fallback if text == nothing else f"coalesce({text}, {fallback})"
    return text, shown or column.name


def own_text(rule: ColumnRule | None, header: Header, export_map: ExportMap) -> str:
    """Return SQL of what the export itself says in a column, without any fallback."""
    if rule is None or not rule.sources:
        return "cast(null as varchar)"
    found = source_text(header, rule.sources[0], export_map.nulls + rule.nulls)
    return found or "cast(null as varchar)"


def _qualifiers(rule: ColumnRule, header: Header, nulls: tuple[str, ...]) -> list[str]:
    """Return SQL of what stands behind a number to make it an identity: '/RV', '/2025'."""
    found = [source_text(header, names, nulls) for names in rule.qualified_by]
    dated = source_text(header, rule.year_of, nulls) if rule.year_of else None
    if dated is not None:
        year = f"nullif(regexp_extract({dated}, '(?:19|20)\\d\\d'), '')"
        short = f"'20' || nullif(regexp_extract({dated}, '\\d\\d$'), '')"
        found.append(f"coalesce({year}, {short})")
    return [f" || coalesce('/' || {part}, '')" for part in found if part is not None]


def folded(text: str) -> str:
    """Return SQL of a text as values of a map are compared: what `rules.fold_value` does."""
    plain = f"replace(replace({text}, '’', chr(39)), chr(160), ' ')"
    return f"lower(trim(regexp_replace({plain}, '\\s+', ' ', 'g')))"


def status_of(rule: StatusRule | None, header: Header, export_map: ExportMap) -> tuple[str, str]:
    """Return SQL of the status as written, and of what it means, null where no map knows it."""
    nothing = "cast(null as varchar)"
    if rule is None:
        return nothing, nothing
    text = source_text(header, rule.source, export_map.nulls)
    if text is None:
        return nothing, nothing
    branches = " ".join(
        f"when {sql_text(value)} then {sql_text(meaning)}"
        for value, meaning in rule.meanings.items()
    )
    return text, f"case {folded(text)} {branches} end" if branches else nothing


def days_to_add(rule: PlusDays | None, header: Header, export_map: ExportMap) -> str:
    """Return SQL of the days that are added to a date, null where the terms do not say them."""
    if rule is None:
        return "0"
    if rule.constant is not None:
        return str(rule.constant)
    text = source_text(header, rule.source, export_map.nulls)
    if text is None:
        return "cast(null as integer)"
    branches = " ".join(f"when {sql_text(term)} then {days}" for term, days in rule.values.items())
    # of 'Net 30' the one number; '2/10 net 30' has three and is asked for
    only = f"try_cast(regexp_extract({text}, '^[^0-9]*([0-9]{{1,3}})[^0-9]*$', 1) as integer)"
    return f"case {folded(text)} {branches} else {only} end" if branches else only
