"""Numbers and dates as words, the same everywhere."""

from __future__ import annotations

from datetime import date


def percent(share: float, signed: bool = False) -> str:
    """Return a share as percent with one decimal, 0.123 as `12.3%`; with a sign if asked."""
    text = f"{100 * share:+.1f}%" if signed else f"{100 * share:.1f}%"
    return text.replace("+0.0%", "0.0%").replace("-0.0%", "0.0%")


def change(share: float) -> str:
    """Return a relative change in words, -0.123 as `12.3% lower`."""
    if abs(share) < 0.0005:
        return "unchanged"
    return f"{percent(abs(share))} {'higher' if share > 0 else 'lower'}"


def span(low: float, high: float) -> str:
    """Return a range of relative changes in words."""
    return f"{percent(low, signed=True)} to {percent(high, signed=True)}"


def day(value: date) -> str:
    """Return a date as `2026-03-09`."""
    return value.isoformat()


def weeks(count: int) -> str:
    """Return `1 week` or `12 weeks`."""
    return f"{count} week" if count == 1 else f"{count} weeks"


def listed(names: tuple[str, ...]) -> str:
    """Return names as `a`, `a and b` or `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def amount(value: float, unit: str) -> str:
    """Return a signed amount in the KPI's unit; shares in points, money as a plain number."""
    if unit == "share":
        return f"{100 * value:+.1f} points"
    if unit == "money":
        return f"{value:+.2f}"
    return f"{value:+.4g} {unit}".strip()


def distance(value: float, unit: str) -> str:
    """Return an amount in words, 0.39 of a share as `39.0 points higher`."""
    return f"{amount(abs(value), unit).lstrip('+')} {'higher' if value > 0 else 'lower'}"


def p_value(value: float) -> str:
    """Return `p = 0.021`, or `p < 0.001`."""
    return f"p = {value:.3f}" if value >= 0.001 else "p < 0.001"
