"""Effects turned so that more is better, and how their sizes and ranges are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gains.wording import formats


@dataclass(frozen=True)
class Improvement:
    """An effect turned so that more is better: shares of what was expected (0.14 = 14 %).

    Attributes
    ----------
    middle, low, high : float or None
        Estimate and ends of the 99 % range.
    inner_low, inner_high : float or None
        Ends of the 95 % range.
    is_points : bool
        Whether they are amounts in the KPI's unit instead, where next to nothing was expected;
        shares differ by points.
    unit, currency : str
        Of the KPI and the company; only amounts are said with them.
    """

    middle: float | None
    low: float | None
    high: float | None
    inner_low: float | None = None
    inner_high: float | None = None
    is_points: bool = False
    unit: str = "share"
    currency: str = ""

    def said(self, part: float) -> str:
        """Say the size of one part: 14%, 39.9 points, or $1.20."""
        if self.is_points and self.unit in ("share", "percent"):
            scale = 100 if self.unit == "share" else 1
            return f"{formats.number(abs(part) * scale, 1)} points"
        if self.is_points:
            return formats.kpi_value(abs(part), self.unit, self.currency)
        if abs(part) > MOST:
            return f"more than {formats.percent(MOST)}"
        return formats.percent(abs(part))

    def said_range(self, one: float, other: float) -> str:
        """Say two sizes: 10% to 17%, or 36.2 to 43.8 points."""
        first, second = self.said(one), self.said(other)
        if first.endswith(" points"):
            first = first.removesuffix(" points")
        return f"{first} to {second}"


#: A larger share says no more than that nothing is known.
MOST = 10.0


def improvement(row: Mapping[str, Any], unit: str = "share", currency: str = "") -> Improvement:
    """Return the published improvement of an initiative or a KPI, ready to be said.

    Parameters
    ----------
    row : Mapping
        With `improvement`, its ends and `improvement_unit`, as `kpi_effects` and
        `initiative_scorecard` have them: turned so that more is better.
    unit, currency : str
        Of the KPI and the company.
    """
    return Improvement(
        row["improvement"],
        row["improvement_low"],
        row["improvement_high"],
        row["improvement_low_95"],
        row["improvement_high_95"],
        is_points=row["improvement_unit"] == "points",
        unit=unit,
        currency=currency,
    )


def better_or_worse(turned: Improvement) -> str:
    """Say a turned effect: 14% better, 3.2% worse."""
    if turned.middle is None:
        return "not measured"
    size = turned.said(turned.middle)
    if size in ("0%", "0.0%", "0 points"):
        return "unchanged"
    return f"{size} {'better' if turned.middle > 0 else 'worse'}"


def range_in_words(turned: Improvement) -> str:
    """Say a turned range: 10% to 17% better; from 12% worse to 4% better."""
    low, high = turned.low, turned.high
    if low is None or high is None:
        return "no range"
    if low >= 0:
        return f"{turned.said_range(low, high)} better"
    if high <= 0:
        return f"{turned.said_range(high, low)} worse"
    return f"from {turned.said(low)} worse to {turned.said(high)} better"
