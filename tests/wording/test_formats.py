"""A wrong sign or unit on a board page is believed; the expected texts were written by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gains.wording import formats


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (2_140_000, "USD", "$2.14M"),
        (12_340_000, "USD", "$12.3M"),
        (712_400, "USD", "$712k"),
        (999_499, "USD", "$999k"),
        (999_600, "USD", "$1.00M"),
        (9_480, "EUR", "€9.5k"),
        (-25_572, "USD", "−$26k"),
        (840, "GBP", "£840"),
        (-0.3, "USD", "$0"),
        (1500, "CHF", "CHF 1.5k"),
        (None, "USD", "–"),
        (float("nan"), "USD", "–"),
    ],
)
def test_money_has_its_sign_before_the_symbol(amount, currency, text):
    assert formats.money(amount, currency) == text


def test_exact_money_is_to_the_cent():
    assert formats.exact_money(-25572.1, "USD") == "−$25,572.10"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (48.42, "days", "48.4 days"),
        (7.84, "money", "$7.84"),
        (0.617, "share", "61.7%"),
        (88.1, "percent", "88.1%"),
        (31.5, "hours", "31.5 hours"),
        (0.45, "hours", "0.45 hours"),
        (1240, "cases per week", "1,240 cases per week"),
        (None, "hours", "–"),
    ],
)
def test_a_kpi_value_has_its_unit(value, unit, text):
    assert formats.kpi_value(value, unit, "USD") == text


def test_shares_differ_by_points_not_percent():
    assert formats.kpi_change(0.012, "share") == "+1.2 points"
    assert formats.kpi_change(-1.58, "money", "USD") == "−$1.58"


def test_a_small_share_keeps_a_decimal():
    assert [formats.percent(part) for part in (0.032, 0.41, -0.005, 0.0)] == [
        "3.2%",
        "41%",
        "−0.5%",
        "0%",
    ]


def test_dates_are_read_without_a_locale():
    assert formats.day(date(2026, 11, 9)) == "9 Nov 2026"
    assert formats.moment("2026-11-09T06:12:33+00:00") == "9 Nov 2026 06:12 UTC"
    assert formats.moment("yesterday") == "yesterday"


UNITS = ["hours", "minutes", "days", "share", "percent", "money", "cases per week"]
SIZES = st.floats(-1e7, 1e7) | st.floats(-1, 1) | st.floats(-1e-3, 1e-3)


@pytest.mark.parametrize(
    "say",
    [
        lambda size, unit: formats.number(size, plus=True),
        lambda size, unit: formats.money(size, "USD", plus=True),
        lambda size, unit: formats.exact_money(size, "EUR"),
        lambda size, unit: formats.percent(size, plus=True),
        lambda size, unit: formats.kpi_value(size, unit, "USD"),
        lambda size, unit: formats.kpi_value(size, unit, "USD", short=True),
        lambda size, unit: formats.kpi_change(size, unit, "USD"),
    ],
)
@given(size=SIZES, unit=st.sampled_from(UNITS))
@settings(max_examples=100, deadline=None)
def test_no_figure_has_a_hyphen_or_a_signed_zero(say, size, unit):
    text = say(size, unit)
    assert "-" not in text
    digits = [one for one in text if one.isdigit()]
    if set(digits) == {"0"}:
        assert text[0] not in "−+", text
    elif text[0] == "−":
        assert size < 0, text
    assert " %" not in text and "  " not in text
