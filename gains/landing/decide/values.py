"""SQL that reads a text of an export as a canonical value, or as null when it cannot be read.

Each function takes the SQL of a trimmed text (null where the export has no value) and gives SQL.
Nothing here guesses: the order of dates and the style of numbers are decided before.
"""

from __future__ import annotations

from gains.canonical import Column
from gains.landing.map.rules import NumberStyle, Sign
from gains.landing.read.records import sql_text

TRUE = ("true", "yes", "y", "t", "1")
FALSE = ("false", "no", "n", "f", "0")

#: A document outside these years is a mistyped date, or a stand-in for "never".
FIRST_YEAR, LAST_YEAR = 1900, 2100

CURRENCY_MARKS = "(?:[$€£¥]|[A-Z]{2,3}\\$?)"

#: The commonest way to write a time, which needs no closer look (a LIKE pattern).
ISO_TO_THE_SECOND = "'____-__-_____:__:__'"

#: Digits in each style, for a full match.
DIGITS: dict[NumberStyle, str] = {
    "plain": "(?:\\d+(?:\\.\\d*)?|\\.\\d+)",
    "1,234.56": "(?:\\d{1,3}(?:[, '’\\x{00A0}\\x{202F}]\\d{3})+|\\d+)?(?:\\.\\d*)?",
    "1.234,56": "(?:\\d{1,3}(?:[. '’\\x{00A0}\\x{202F}]\\d{3})+|\\d+)?(?:,\\d*)?",
}


def number(text: str, style: NumberStyle, sql_type: str) -> str:
    """Return SQL of a number in one style; negative in parentheses or with a sign on a side."""
    digits = DIGITS[style]
    if style == "plain":
        return (
            f"case when regexp_full_match({text}, '[+-]?{_literal(digits)}') "
            f"then try_cast({text} as {sql_type}) end"
        )
    # one kind of minus; then the whole text must be a number, so that 12abc or 1-2 is none
    minus = f"replace({text}, chr(8722), '-')"
    bare = f"[+-]?\\s*{CURRENCY_MARKS}?\\s*{digits}\\s*{CURRENCY_MARKS}?"
    behind = f"{CURRENCY_MARKS}?\\s*{digits}\\s*{CURRENCY_MARKS}?\\s*-"
    inside = (
        f"{CURRENCY_MARKS}?\\s*\\(\\s*{CURRENCY_MARKS}?\\s*{digits}\\s*{CURRENCY_MARKS}?\\s*\\)"
    )
    signed = f"{CURRENCY_MARKS}\\s*-\\s*{digits}"
    whole = f"{bare}|{behind}|{inside}|{signed}"
    kept = "0-9." if style == "1,234.56" else "0-9,"
    plain = f"regexp_replace({minus}, '[^{kept}]', '', 'g')"
    if style == "1.234,56":
        plain = f"replace({plain}, ',', '.')"
    sign = f"case when contains({minus}, '-') or contains({text}, '(') then '-' else '' end"
    return (
        f"case when regexp_full_match({minus}, '{_literal(whole)}') "
        f"then try_cast({sign} || {plain} as {sql_type}) end"
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
    """Return SQL of the wall-clock time of an ISO 8601 text without an offset.

    A date is its first moment.
    """
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


def iso_date(text: str) -> str:
    """Return SQL of the date of an ISO 8601 text; no time may stand behind it but midnight."""
    return (
        f"case when {text} like '____-__-__' then try_cast({text} as date) "
        f"when regexp_full_match({text}, '.{{10}}[T ]00:00(:00([.]0*)?)?') "
        f"then try_cast(left({text}, 10) as date) end"
    )


def formatted_time(text: str, formats: tuple[str, ...]) -> str:
    """Return SQL of the wall-clock time of a text in one of several formats of the same order."""
    names = ", ".join(sql_text(name) for name in formats)
    return f"try_strptime({text}, [{names}])"


def in_known_years(value: str, result: str | None = None) -> str:
    """Return SQL of a date or time (or what is made of it), null outside the years meant."""
    first, behind = f"date '{FIRST_YEAR}-01-01'", f"date '{LAST_YEAR + 1}-01-01'"
    return f"case when {value} >= {first} and {value} < {behind} then {result or value} end"


def currency(text: str) -> str:
    """Return SQL of a currency code of three letters, in upper case."""
    return f"case when regexp_full_match(upper({text}), '[A-Z]{{3}}') then upper({text}) end"


def vocabulary(text: str, allowed: tuple[str, ...]) -> str:
    """One of the words of a vocabulary, in lower case."""
    words = ", ".join(sql_text(word) for word in allowed)
    return f"case when lower({text}) in ({words}) then lower({text}) end"


def expectation(column: Column, style: NumberStyle, dates: str) -> str:
    """Return what a value of a column has to look like, as the end of a sentence.

    Parameters
    ----------
    column : Column
        The canonical column.
    style : NumberStyle
        Of its numbers.
    dates : str
        How its dates are written.

    Returns
    -------
    str
        Such as "is not a date like 2024-01-31".
    """
    if column.vocabulary:
        return f"is none of {', '.join(column.vocabulary)}"
    if column.name == "currency":
        return "is not a currency code of three letters, such as USD"
    example = {"plain": "1234.56", "1,234.56": "1,234.56", "1.234,56": "1.234,56"}[style]
    return {
        "text": "cannot be read",
        "timestamp": f"is not a time {dates}",
        "date": f"is not a date {dates}",
        "money": f"is not an amount like {example}",
        "number": f"is not a number like {example}",
        "integer": "is not a whole number",
        "boolean": "is neither true nor false (or yes, no, 1, 0)",
    }[column.type]


def _literal(pattern: str) -> str:
    return pattern.replace("'", "''")
