"""SQL that reads a text of an export as a canonical value, or as null when it cannot be read.

Each function takes the SQL of a trimmed text (null where the export has no value) and gives SQL.
Nothing here guesses: the order of dates and the style of numbers are decided before.
"""

from __future__ import annotations

from gains.canonical import Column
from gains.landing.map.rules import NumberStyle, Sign
from gains.sql import sql_text

#: Also as the spreadsheets of other languages write them.
TRUE = (
    "true",
    "yes",
    "y",
    "t",
    "1",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "waar",
    "ja",
    "oui",
    "sí",
    "si",
    "sim",
    "sì",
)
FALSE = (
    "false",
    "no",
    "n",
    "f",
    "0",
    "falsch",
    "faux",
    "falso",
    "onwaar",
    "nein",
    "non",
    "não",
    "nao",
    "nee",
    "nej",
    "nei",
)

#: A document outside these years is a mistyped date, or a stand-in for "never".
FIRST_YEAR, LAST_YEAR = 1900, 2100

#: The commonest way to write a time, which needs no closer look (a LIKE pattern).
ISO_TO_THE_SECOND = "'____-__-_____:__:__'"


def plain_number(text: str, sql_type: str) -> str:
    """Return SQL of a number of digits with a decimal point and a minus, as programs write them."""
    return (
        f"case when regexp_full_match({text}, '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)') "
        f"then try_cast({text} as {sql_type}) end"
    )


def hours_and_minutes(text: str) -> str:
    """Return SQL of the minutes of a duration written 1:30 or 1:30:00."""
    parts = [f"try_cast(split_part({text}, ':', {part}) as double)" for part in (1, 2, 3)]
    return (
        f"case when regexp_full_match({text}, '\\d+:[0-5]\\d(:[0-5]\\d)?') then "
        f"{parts[0]} * 60 + {parts[1]} + coalesce({parts[2]}, 0) / 60 end"
    )


def signed(value: str, sign: Sign) -> str:
    """Return SQL of an amount with the sign that the canonical table wants."""
    return {
        "as_is": value,
        "reversed": f"-({value})",
        "positive": f"abs({value})",
        "negative": f"-abs({value})",
    }[sign]


def boolean(text: str) -> str:
    """Return SQL of a boolean of true/false, yes/no or 1/0."""
    lowered = f"lower({text})"
    true = ", ".join(sql_text(value) for value in TRUE)
    false = ", ".join(sql_text(value) for value in FALSE)
    return f"case when {lowered} in ({true}) then true when {lowered} in ({false}) then false end"


def iso_wall_time(text: str) -> str:
    """Return SQL of the wall-clock time of an ISO 8601 text without an offset."""
    return (
        f"case when {text} like {ISO_TO_THE_SECOND} then try_cast({text} as timestamp) "
        f"when {text} like '____-__-__%' and right({text}, 1) between '0' and '9' "
        f"then try_cast({text} as timestamp) end"
    )


def iso_has_offset(text: str) -> str:
    """Whether an ISO 8601 text says its offset."""
    return (
        f"case when {text} like {ISO_TO_THE_SECOND} then false "
        f"else right({text}, 1) in ('Z', 'z') or contains(substr({text}, 12), '+') "
        f"or contains(substr({text}, 12), '-') end"
    )


def iso_instant(text: str) -> str:
    """Return SQL of the UTC time of an ISO 8601 text with an offset."""
    # DuckDB reads an offset behind seconds only
    whole = f"regexp_replace({text}, '^(.{{10}}[T ]\\d\\d:\\d\\d)([Zz+-].*)$', '\\1:00\\2')"
    upper = f"replace({whole}, 'z', 'Z')"
    return (
        f"case when {text} like '____-__-__%' "
        f"then timezone('UTC', try_cast({upper} as timestamptz)) end"
    )


def iso_clock(text: str) -> str:
    """Return SQL of the wall-clock time that an ISO 8601 text writes before its offset."""
    bare = f"regexp_replace({text}, '([Zz]|[+-]\\d\\d(:?\\d\\d)?)$', '')"
    return (
        f"case when {text} like '____-__-__%' and length({text}) > 10 "
        f"then try_cast({bare} as timestamp) end"
    )


def iso_date(text: str) -> str:
    """Return SQL of the date of an ISO 8601 text, behind which only midnight may stand."""
    return (
        f"case when {text} like '____-__-__' then try_cast({text} as date) "
        f"when regexp_full_match({text}, '.{{10}}[T ]00:00(:00([.]0*)?)?') "
        f"then try_cast(left({text}, 10) as date) end"
    )


def in_known_years(value: str, result: str | None = None) -> str:
    """Return SQL of a date or timestamp, or of `result`, null outside the known years."""
    first, behind = f"date '{FIRST_YEAR}-01-01'", f"date '{LAST_YEAR + 1}-01-01'"
    return f"case when {value} >= {first} and {value} < {behind} then {result or value} end"


def identity(text: str) -> str:
    """Return SQL of an id, null where a spreadsheet has made it 1.03E+13."""
    damaged = f"regexp_full_match({text}, '\\d([.,]\\d+)?[eE]\\+\\d+')"
    return f"case when not {damaged} then {text} end"


def currency(text: str) -> str:
    """Return SQL of a currency code of three letters, in upper case."""
    return f"case when regexp_full_match(upper({text}), '[A-Z]{{3}}') then upper({text}) end"


def vocabulary(text: str, allowed: tuple[str, ...]) -> str:
    """One of the words of a vocabulary, in lower case."""
    words = ", ".join(sql_text(word) for word in allowed)
    return f"case when lower({text}) in ({words}) then lower({text}) end"


def expectation(column: Column, style: NumberStyle = "plain") -> str:
    """Return SQL of what a value of a column has to look like, as the end of a sentence.

    Parameters
    ----------
    column : Column
        The canonical column.
    style : NumberStyle
        Of its numbers.

    Returns
    -------
    str
        Such as "is not an amount like 1,234.56".
    """
    if column.vocabulary:
        return f"is none of {', '.join(column.vocabulary)}"
    if column.name == "currency":
        return "is not a currency code of three letters, such as USD"
    example = {"plain": "1234.56", "1,234.56": "1,234.56", "1.234,56": "1.234,56"}[style]
    return {
        "text": "cannot be read",
        "timestamp": "is not a time",
        "date": "is not a date",
        "money": f"is not an amount like {example}",
        "number": f"is not a number like {example}",
        "integer": "is not a whole number",
        "boolean": "is neither true nor false (or yes, no, 1, 0)",
    }[column.type]
