"""Decimal point or decimal comma, decided over the whole column, and the amounts read so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from gains.landing.decide.currency_signs import meaning
from gains.landing.decide.shapes import FEW_ROWS, Asked, Shape, normal, shapes_of, spread
from gains.landing.map.rules import NumberStyle
from gains.landing.problems import LandingError

#: Digits of one number, with whatever divides them.
_DIGITS = r"\d[\d., ''’`´]*|[.,]\d+"

#: What divides thousands, by style; India divides lakhs and crores into groups of two.
_GROUPED = {
    "1,234.56": r"(\d{1,3}([, ''’`´]\d{3})+|\d{1,3}([, ]\d{2})+[, ]\d{3}|\d+)?(\.\d*)?",
    "1.234,56": r"(\d{1,3}([. ''’`´]\d{3})+|\d+)?(,\d*)?",
}

_WORDS = {"plain": "plain decimals", "1,234.56": "a decimal point", "1.234,56": "a decimal comma"}


@dataclass(frozen=True)
class NumbersRead:
    """How the numbers of a column are written.

    Parameters
    ----------
    style : NumberStyle
        One for the whole column.
    table : str or None
        A table with the value of each text: text, amount (null where it cannot be read) and
        currencies (ISO codes that its sign can mean, null where it has none). None: the texts are
        plain decimals.
    is_decided : bool
        Whether any value shows the style.
    """

    style: NumberStyle
    table: str | None
    is_decided: bool = False


class StyleUnknownError(LandingError):
    """The values fit decimal point and decimal comma alike."""


def decide_numbers(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    stated: NumberStyle | None,
    table: str,
    sql_type: str,
    evidence: NumberStyle | None = None,
) -> NumbersRead:
    """Decide how the numbers of one column are written, and read each of its texts.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the column is.
    asked : Asked
        The column.
    stated : NumberStyle or None
        What the map states; it is checked against the column. 'plain' is never asked further.
    table : str
        Name of the table to make.
    sql_type : str
        Of the values.
    evidence : NumberStyle or None
        What other files or columns show, where this one fits both.

    Returns
    -------
    NumbersRead
        One style for the whole column.

    Raises
    ------
    StyleUnknownError
        When the values fit both styles.
    LandingError
        When values contradict each other or what is stated, or most are no numbers.
    """
    if stated == "plain":
        return NumbersRead("plain", None)
    shapes = shapes_of(connection, asked.relation, asked.text)
    style, is_decided = _style(shapes, stated, evidence, asked)
    if style == "1,234.56" and all(re.fullmatch(r"[+-]?9*(\.9*)?", one.shape) for one in shapes):
        return NumbersRead("plain", None, is_decided)
    _read(connection, asked, style, table, sql_type)
    total, unread, example = connection.execute(
        f"""
        select coalesce(sum(row_count), 0),
            coalesce(sum(row_count) filter (where amount is null), 0),
            min(text) filter (where amount is null)
        from {table}
        """
    ).fetchone()
    if unread >= FEW_ROWS and unread * 2 > total:
        raise LandingError(
            [
                f"{asked.shown}: {unread:,} of {total:,} values are no numbers with "
                f"{_WORDS[style]}, for instance '{example}'. The column has {spread(shapes)}: "
                "correct the file, or map another column."
            ]
        )
    return NumbersRead(style, table, is_decided)


def _style(
    shapes: list[Shape], stated: NumberStyle | None, evidence: NumberStyle | None, asked: Asked
) -> tuple[NumberStyle, bool]:
    rows: Counter[str] = Counter()
    examples: dict[str, str] = {}
    either: list[str] = []
    for one in shapes:
        kind = _shows(one.shape)
        if kind == "either":
            either.append(one.example)
        elif kind:
            rows[kind] += one.rows
            examples.setdefault(kind, one.example)
    point, comma = rows["1,234.56"], rows["1.234,56"]
    if stated is not None:
        other = "1.234,56" if stated == "1,234.56" else "1,234.56"
        if rows[other]:
            raise LandingError(
                [
                    f"{asked.shown}: the map says number_style: '{stated}', but "
                    f"'{examples[other]}' and {rows[other] - 1:,} others have {_WORDS[other]} "
                    f"({rows[stated]:,} have {_WORDS[stated]}): write number_style: '{other}' into "
                    f"{asked.setting}, or correct the file."
                ]
            )
        return stated, bool(rows[stated])
    if point and comma:
        raise LandingError(
            [
                f"{asked.shown}: '{examples['1,234.56']}' has a decimal point and "
                f"'{examples['1.234,56']}' a decimal comma ({point:,} and {comma:,} values): one "
                "column cannot be read both ways. Correct the file, or deliver the two parts as "
                "two files."
            ]
        )
    if not point and not comma and either:
        if evidence is not None:
            return evidence, False
        raise StyleUnknownError(
            [
                f"{asked.shown}: it cannot be decided whether '{either[0]}' and '{either[-1]}' are "
                f"thousands or decimals: write number_style: '1,234.56' (or '1.234,56') "
                f"into {asked.setting}, or beside the column in the map."
            ]
        )
    return ("1.234,56" if comma else "1,234.56"), bool(point or comma)


def _shows(shape: str) -> str | None:
    """Which style the shape of a number shows: a style, 'either', or None for none."""
    found = re.search(_DIGITS.replace(r"\d", "9"), shape)
    digits = found[0].strip() if found else ""
    # 1.03E+13 and 12/5 are no numbers, and show nothing
    if not set(digits) & set(".,") or "9" in shape.replace(digits, "", 1):
        return None
    fits = [
        style
        for style, pattern in _GROUPED.items()
        if re.fullmatch(pattern.replace(r"\d", "9"), digits)
    ]
    if len(fits) == 2:
        # 1,234 is a thousand and more, or one and a bit
        return "either"
    return fits[0] if fits else None


def _read(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    style: NumberStyle,
    table: str,
    sql_type: str,
) -> None:
    """Make the table of values: text, amount, currencies, row_count."""
    digits = _DIGITS.replace("'", "''")
    grouped = _GROUPED[style].replace("'", "''")
    decimals = "." if style == "1,234.56" else ","
    # '5,-' and '5.--' are five with nothing behind the comma
    whole = f"regexp_replace({normal(asked.text)}, '[.,]-+( |$)', '\\1')"
    connection.execute(
        f"""
        create or replace temp table {table}_parts as
        select
            text, row_count, digits, rest,
            regexp_replace(rest, '[-+() ]', '', 'g') as mark,
            length(regexp_replace(rest, '[^-+]', '', 'g')) as signs,
            regexp_replace(rest, '[^()]', '', 'g') as brackets
        from (
            select *, trim(regexp_extract(whole, '{digits}')) as digits,
                regexp_replace(whole, '{digits}', '') as rest
            from (
                select {asked.text} as text, {whole} as whole, count(*) as row_count
                from {asked.relation} where {asked.text} is not null group by all
            )
        )
        """
    )
    marks = connection.execute(f"select distinct mark from {table}_parts limit 5000").fetchall()
    known = [(mark, found) for (mark,) in marks if (found := meaning(mark)) is not None]
    connection.register(
        "marks",
        pa.table(
            {
                "mark": pa.array([mark for mark, _ in known], pa.string()),
                "currencies": pa.array(
                    [list(found.currencies) or None for _, found in known], pa.list_(pa.string())
                ),
                "is_credit": pa.array([found.is_credit for _, found in known], pa.bool_()),
            }
        ),
    )
    connection.execute(
        f"""
        create or replace temp table {table} as
        select
            text,
            row_count,
            currencies,
            case
                when not (signs <= 1 and brackets in ('', '()') and signs * length(brackets) = 0)
                    or not regexp_full_match(digits, '{grouped}')
                    or not regexp_matches(digits, '\\d')
                    then null
                else try_cast(
                    case when (contains(rest, '-') or brackets <> '') <> is_credit
                        then '-' else '' end
                    || replace(regexp_replace(digits, '[^0-9{decimals}]', '', 'g'), ',', '.')
                    as {sql_type}
                )
            end as amount
        from {table}_parts inner join marks using (mark)
        union all
        select text, row_count, null, null
        from {table}_parts anti join marks using (mark)
        """
    )
    connection.unregister("marks")
