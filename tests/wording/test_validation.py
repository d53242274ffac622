"""A check's sentence is read by whoever mends the export: its numbers must be those of the file."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gains.wording.validation import check_without_answer, failed_check, readable, share_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "yes"),
        (1234567, "1,234,567"),
        (-3, "−3"),
        (Decimal("-1000"), "−1,000.00"),
        (0.125, "0.12"),
        (date(2026, 3, 23), "23 Mar 2026"),
        (datetime(2026, 3, 23, 8, 5), "23 Mar 2026 08:05"),
        ("two\n lines ", "two lines"),
        ("x" * 80, "x" * 59 + "…"),
    ],
)
def test_a_value_in_a_sentence(value, text):
    assert readable(value) == text


@pytest.mark.parametrize(
    ("count", "rows", "text"),
    [(0, 0, "0%"), (1, 1600, "less than 0.1%"), (8, 1000, "0.8%"), (200, 1600, "12%")],
)
def test_a_share_of_rows(count, rows, text):
    assert share_of(count, rows) == text


def test_a_message_says_what_a_query_found_and_how_much_more():
    said = failed_check(
        "{unexpected_count} of {row_count} {things} begin on {first_date}{more}.",
        things="cases",
        column=None,
        row_count=1600,
        unexpected_count=7,
        found={},
        # a query that counts groups says its own number in its first row
        wrong_rows=[{"unexpected_count": 4, "first_date": date(2026, 1, 5)}, {}, {}],
    )
    assert said == "4 of 1,600 cases begin on 5 Jan 2026 (and 2 more like it)."


def test_a_check_that_did_not_run_is_not_said_to_have_passed():
    said = check_without_answer("key_unique", "case_id", "cases", "no such column\nTraceback")
    assert said == (
        "The check key_unique of case_id did not run on cases, so nothing is known: no such column."
    )
