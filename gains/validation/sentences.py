"""What a check says: one sentence with numbers, for somebody who has never seen the suite."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gains.validation.suites import Check, Suite

#: Longer values are cut: a sentence names a value, it does not quote a document.
LONGEST_VALUE = 60
#: An exception's first line tells what went wrong; the rest is for its author.
LONGEST_REASON = 300


def sentence(
    suite: Suite,
    check: Check,
    row_count: int,
    unexpected_count: int | None,
    found: Mapping[str, Any],
    wrong_rows: list[dict[str, Any]] | None,
) -> str:
    """Fill a check's message with what was found.

    Parameters
    ----------
    suite : Suite
    check : Check
        Its message may use {unexpected_count}, {row_count}, {share}, {column}, {things},
        {examples}, {observed_value}, and, where it is a query, every column of its first row
        and {more}.
    row_count : int
        Rows of the table.
    unexpected_count : int or None
        Rows that are not as expected.
    found : Mapping
        Great Expectations' result of the check.
    wrong_rows : list of dict or None
        What a query found.

    Returns
    -------
    str
    """
    values: dict[str, Any] = dict(wrong_rows[0]) if wrong_rows else {}
    values |= {
        "row_count": row_count,
        "things": suite.things,
        "column": check.column,
        "observed_value": found.get("observed_value"),
        "examples": _examples(found.get("partial_unexpected_list") or []),
    }
    if unexpected_count is not None:
        values["share"] = _share(unexpected_count, row_count)
        # a query that counts groups says its own number in its first row
        values.setdefault("unexpected_count", unexpected_count)
        values["all_unexpected_count"] = unexpected_count
    texts = {name: readable(value) for name, value in values.items()}
    texts["more"] = _more(len(wrong_rows) - 1) if wrong_rows else ""
    return check.message.format(**texts)


def did_not_run(suite: Suite, check: Check, reason: str) -> str:
    """Say that a check came to no answer, which is not the same as a failed check."""
    first_line = reason.strip().splitlines()[0] if reason.strip() else "no reason given"
    about = f" of {check.column}" if check.column else ""
    return (
        f"The check {check.name}{about} did not run on {suite.things}, so nothing is known: "
        f"{first_line[:LONGEST_REASON]}"
    )


def readable(value: Any) -> str:
    """Write a value as it stands in a sentence: thousands with commas, dates in ISO, text cut."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal | float):
        return f"{value:,.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _share(count: int, row_count: int) -> str:
    if not row_count:
        return "0 %"
    percent = 100 * count / row_count
    if 0 < percent < 0.1:
        return "under 0.1 %"
    return f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


def _examples(values: list[Any]) -> str:
    shown = list(dict.fromkeys(readable(value) for value in values))[:3]
    return ", ".join(shown)


def _more(count: int) -> str:
    return f" (and {count:,} more like it)" if count > 0 else ""
