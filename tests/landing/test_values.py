"""Amounts and dates against Python's own decimals and dates."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gains.landing.decide import values
from gains.landing.decide.date_styles import StatedDates, decide_dates
from gains.landing.decide.number_styles import decide_numbers
from gains.landing.decide.numeric_dates import OrderUnknownError
from gains.landing.decide.shapes import Asked
from gains.landing.problems import LandingError

AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
DATES = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def one(connection, expression: str, text: str):
    return connection.execute(f"select {expression.replace('TEXT', '$1')}", [text]).fetchone()[0]


def column(connection, texts: list[str]) -> None:
    connection.execute("create or replace temp table texts (text varchar)")
    connection.executemany("insert into texts values (?)", [[text] for text in texts])


COLUMN = Asked("texts", "text", "file", "setting")


def amounts(connection, texts: list[str], style: str) -> list[Decimal | None]:
    column(connection, texts)
    decide_numbers(connection, COLUMN, style, "read", "decimal(18, 4)")
    found = dict(connection.execute("select text, amount from read").fetchall())
    return [found[text] for text in texts]


@settings(max_examples=150, deadline=None)
@given(amount=AMOUNTS, style=st.sampled_from(["1,234.56", "1.234,56"]), sign=st.integers(0, 2))
def test_any_amount_is_read_back_from_either_style(connection, amount, style, sign):
    digits = f"{abs(amount):,.2f}"
    if style == "1.234,56":
        digits = digits.translate(str.maketrans(",.", ".,"))
    written = [f"-{digits}", f"({digits})", f"{digits}-"][sign] if amount < 0 else digits
    (found, _) = amounts(connection, [written, "€1" + (".50" if style[1] == "," else ",50")], style)
    assert found == amount


@settings(max_examples=100, deadline=None)
@given(text=st.text("0123456789.,-+()$ eEx", max_size=8))
def test_a_plain_decimal_is_what_python_takes_for_one(connection, text):
    """Unseen, 12abc would become 12, or 1-2 would become 12."""
    found = one(connection, values.plain_number("TEXT", "decimal(18, 4)"), text)
    is_plain = bool(text) and set(text) <= set("0123456789.-+") and text[-1:].strip("+-") != ""
    try:
        expected = round(Decimal(text), 4) if is_plain else None
    except ArithmeticError:
        expected = None
    assert found == expected


@pytest.mark.parametrize(
    "text", ["12abc", "1-2", "--5", "1.2.3", "(5", "$", "-", "", "5 5", "(-)", "5 CRDR", "5 xyz"]
)
def test_what_is_no_amount_is_never_one(connection, text):
    others = ["$1.50", "2.50"]
    assert amounts(connection, [text, *others], "1,234.56")[0] is None


@settings(max_examples=60, deadline=None)
@given(
    days=st.lists(DATES, min_size=1, max_size=12),
    order=st.sampled_from(["day_first", "month_first"]),
    separator=st.sampled_from("/.-"),
    year=st.sampled_from(["%Y", "%y"]),
)
def test_a_column_of_dates_is_read_in_its_order_or_not_at_all(
    connection, days, order, separator, year
):
    parts = ("%d", "%m", year) if order == "day_first" else ("%m", "%d", year)
    if year == "%y":
        days = [day.replace(year=min(day.year, 2040)) if day.year > 2040 else day for day in days]
    written = [day.strftime(separator.join(parts)) for day in days]
    column(connection, written)
    position = 0 if order == "day_first" else 1
    is_decided = any(int(text.split(separator)[position]) > 12 for text in written)
    is_same = all(day.day == day.month for day in days)
    if not is_decided and not is_same:
        with pytest.raises(LandingError, match="cannot be decided"):
            decide_dates(connection, COLUMN, StatedDates(), "read")
        return
    try:
        style = decide_dates(connection, COLUMN, StatedDates(), "read")
    except OrderUnknownError:
        # 13/05/24 may have the year first: only where the years would vary more than the days
        assert year == "%y" and len({day.year for day in days}) > len({day.day for day in days})
        return
    assert style.order == order or is_same
    found = dict(connection.execute("select text, cast(wall as date) from read").fetchall())
    assert [found[text] for text in written] == days


@settings(max_examples=60, deadline=None)
@given(moment=st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
@pytest.mark.parametrize(
    "layout",
    ["%d/%b/%y %I:%M %p", "%B %d, %Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"],
)
def test_a_moment_is_read_back_from_each_layout(connection, moment, layout):
    written = moment.strftime(layout)
    expected = datetime.strptime(written, layout)
    column(connection, [written])
    style = decide_dates(connection, COLUMN, StatedDates(), "read")
    if style.table is None:
        found = one(connection, values.iso_wall_time("TEXT"), written)
    else:
        (found,) = connection.execute("select wall from read").fetchone()
    assert found == expected
