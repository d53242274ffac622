"""Figures and dates as text, for every page and report: money, percentages, durations.

A missing figure is an en dash, never 0. The minus sign is U+2212, so that figures line up.
"""

import math
from datetime import date, datetime

MISSING = "–"
MINUS = "−"
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
#: unit in the KPI catalogue -> (unit in a sentence, unit in a tile)
UNITS = {
    "hours": (" hours", " h"),
    "minutes": (" minutes", " min"),
    "days": (" days", " days"),
    "cases per week": (" cases per week", "/week"),
    "share": ("%", "%"),
    "percent": ("%", "%"),
}


def is_missing(figure: object) -> bool:
    """Whether there is no figure: None, NaN or a missing date."""
    return figure is None or figure != figure


def signed(text: str, figure: float, plus: bool = False) -> str:
    """Put the sign before the whole figure, before a currency symbol too."""
    if figure < 0:
        return MINUS + text
    return "+" + text if plus and figure > 0 else text


def number(figure: float | None, decimals: int | None = None, plus: bool = False) -> str:
    """Format a plain number with thousands commas; three figures that matter by default."""
    if is_missing(figure):
        return MISSING
    size = abs(float(figure))
    if decimals is None:
        decimals = 0 if size >= 100 or size == int(size) else 1 if size >= 10 else 2
    text = f"{size:,.{decimals}f}"
    return signed(text, 0 if float(text.replace(",", "")) == 0 else figure, plus)


def money(amount: float | None, currency: str, plus: bool = False) -> str:
    """Format an amount for reading: $2.14M, $712k, −€9.5k, $840."""
    if is_missing(amount):
        return MISSING
    size = abs(float(amount))
    if size >= 999_500:
        text = f"{size / 1e6:.2f}M" if size < 9.995e6 else f"{size / 1e6:,.1f}M"
    elif size >= 9_950:
        text = f"{size / 1e3:.0f}k"
    elif size >= 999.5:
        text = f"{size / 1e3:.1f}k"
    else:
        text = f"{size:.0f}"
    return signed(with_currency(text, currency), 0 if text == "0" else amount, plus)


def exact_money(amount: float | None, currency: str) -> str:
    """Format an amount to the cent, as finance reconciles it: −$25,572.10."""
    if is_missing(amount):
        return MISSING
    return signed(with_currency(f"{abs(float(amount)):,.2f}", currency), round(float(amount), 2))


def with_currency(text: str, currency: str) -> str:
    """Put the currency's symbol, or its code and a space, before a figure."""
    return SYMBOLS.get(currency, f"{currency} " if currency else "") + text


def percent(figure: float | None, decimals: int | None = None, plus: bool = False) -> str:
    """Format a share (0 to 1) as a percentage; below 10 % with one decimal."""
    if is_missing(figure):
        return MISSING
    percentage = abs(float(figure)) * 100
    if decimals is None:
        decimals = 0 if percentage >= 9.95 or percentage == 0 else 1
    text = f"{percentage:,.{decimals}f}"
    return signed(text + "%", 0 if float(text.replace(",", "")) == 0 else figure, plus)


def kpi_value(figure: float | None, unit: str, currency: str = "", short: bool = False) -> str:
    """Format a KPI's value with its unit: 48.4 days, $7.84, 61.7%.

    Parameters
    ----------
    figure : float or None
        In the KPI's unit; a share is 0 to 1, a percent 0 to 100.
    unit : str
        As in the KPI catalogue.
    currency : str
        ISO code of the company's currency; used by KPIs in money.
    short : bool
        For a tile, which holds ten characters.
    """
    if is_missing(figure):
        return MISSING
    if unit == "money":
        if abs(float(figure)) >= 1000:
            return money(figure, currency)
        return signed(with_currency(f"{abs(float(figure)):,.2f}", currency), round(figure, 2))
    scaled = float(figure) * 100 if unit == "share" else float(figure)
    wide, narrow = UNITS.get(unit, (f" {unit}", f" {unit}"))
    size = abs(scaled)
    decimals = 0 if size >= 1000 else 1
    if 0 < size < 1 and unit not in ("share", "percent"):
        decimals = 2
    return number(scaled, decimals) + (narrow if short else wide)


def kpi_change(figure: float | None, unit: str, currency: str = "") -> str:
    """Format a difference of two KPI values with its sign; shares differ by points."""
    if is_missing(figure):
        return MISSING
    if unit in ("share", "percent"):
        return number(float(figure) * (100 if unit == "share" else 1), 1, plus=True) + " points"
    text = kpi_value(abs(figure), unit, currency, short=True)
    is_zero = not any(digit in text for digit in "123456789")
    return signed(text, 0 if is_zero else figure, plus=True)


def day(when: object) -> str:
    """Format a date: 9 Nov 2026."""
    if is_missing(when):
        return MISSING
    return f"{when.day} {when:%b %Y}"


def month(when: object) -> str:
    """Format a month: Nov 2026."""
    return MISSING if is_missing(when) else f"{when:%b %Y}"


def moment(when: datetime | str | None) -> str:
    """Format a time in UTC: 9 Nov 2026 06:12 UTC."""
    if is_missing(when):
        return MISSING
    if isinstance(when, str):
        try:
            when = datetime.fromisoformat(when)
        except ValueError:
            return when
    return f"{day(when)} {when:%H:%M} UTC"


def count(number_of: int | float, singular: str, plural: str = "") -> str:
    """Format a count with its noun: 1 initiative, 1,204 rows."""
    noun = singular if number_of == 1 else plural or singular + "s"
    return f"{int(number_of):,} {noun}"


def join_names(names: list[str]) -> str:
    """Join names as a sentence does: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def ended(text: str | None) -> str:
    """Return a text that ends in a full stop, unless it ends already; nothing for no text."""
    text = "" if is_missing(text) else str(text).strip()
    return text if not text or text[-1] in ".!?" else text + "."


def days_between(earlier: date, later: date) -> int:
    """Count calendar days from one date to another."""
    return math.floor((later - earlier).days)
