"""What a check of the exports or the register found, in sentences with numbers.

Ids stay as they are here: they are what is to be corrected, in a file or in the register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gains.wording import formats

#: Longer values are cut: a sentence names a value, it does not quote a document.
LONGEST_VALUE = 60
#: An exception's first line tells what went wrong; the rest is for its author.
LONGEST_REASON = 300
MOST_EXAMPLES = 3


def failed_check(
    message: str,
    *,
    things: str,
    column: str | None,
    row_count: int,
    unexpected_count: int | None,
    found: Mapping[str, Any],
    wrong_rows: Sequence[Mapping[str, Any]] | None,
) -> str:
    """Fill the message of a check with what was found.

    Parameters
    ----------
    message : str
        May use {unexpected_count}, {row_count}, {share}, {column}, {things}, {examples},
        {observed_value}, and, where the check is a query, every column of its first row and
        {more}.
    things : str
        What the rows of the table are, such as invoices.
    column : str or None
    row_count : int
        Rows of the table.
    unexpected_count : int or None
        Rows that are not as expected.
    found : Mapping
        Great Expectations' result of the check.
    wrong_rows : sequence of Mapping, or None
        What a query found.

    Returns
    -------
    str
    """
    values: dict[str, Any] = dict(wrong_rows[0]) if wrong_rows else {}
    values |= {
        "row_count": row_count,
        "things": things,
        "column": column,
        "observed_value": found.get("observed_value"),
        "examples": _examples(found.get("partial_unexpected_list") or []),
    }
    if unexpected_count is not None:
        values["share"] = share_of(unexpected_count, row_count)
        # a query that counts groups says its own number in its first row
        values.setdefault("unexpected_count", unexpected_count)
        values["all_unexpected_count"] = unexpected_count
    texts = {name: readable(value) for name, value in values.items()}
    if "sentence" in values:
        # the query says a whole sentence, which is not cut
        texts["sentence"] = str(values["sentence"])
    texts["more"] = _more(len(wrong_rows) - 1) if wrong_rows else ""
    return message.format(**texts)


def check_without_answer(name: str, column: str | None, things: str, reason: str) -> str:
    """Return what is known of a check that did not run, which is not the same as a failed one.

    Parameters
    ----------
    name : str
    column : str or None
    things : str
    reason : str
        The message of the exception; its first line is said.

    Returns
    -------
    str
    """
    first_line = reason.strip().splitlines()[0] if reason.strip() else "no reason was given"
    about = f" of {column}" if column else ""
    return (
        f"The check {name}{about} did not run on {things}, so nothing is known: "
        f"{formats.ended(first_line[:LONGEST_REASON])}"
    )


def readable(value: Any) -> str:
    """Return a value as it stands in a sentence.

    Parameters
    ----------
    value : Any

    Returns
    -------
    str
        Numbers with commas and U+2212, dates as 23 Mar 2026, text on one line and cut.
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return formats.number(value, 0)
    if isinstance(value, Decimal | float):
        return formats.number(float(value), 2)
    if isinstance(value, datetime):
        return f"{formats.day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return formats.day(value)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def share_of(count: int, row_count: int) -> str:
    """Return a share of rows: 12%, or less than 0.1%."""
    part = count / row_count if row_count else 0.0
    return "less than 0.1%" if 0 < part < 0.001 else formats.percent(part)


def _examples(values: list[Any]) -> str:
    shown = list(dict.fromkeys(readable(value) for value in values))[:MOST_EXAMPLES]
    return ", ".join(shown)


def _more(count: int) -> str:
    return f" (and {count:,} more like it)" if count > 0 else ""
