"""The raw change in four parts: volume, mix, season and trend, and the initiative."""

from __future__ import annotations

import numpy as np

from gains.measurement.mix import MixSplit, kitagawa
from gains.measurement.panel import MIXED_KINDS, Group, Panel
from gains.measurement.results import BridgePart

#: A fixed part of a cost counts only if it is this many standard errors from nothing.
CLEAR_FIXED_PART = 3.0


def mix_split(panel: Panel, kind: str) -> MixSplit | None:
    """Return the Kitagawa split of the automated process's change, in the KPI's unit.

    Parameters
    ----------
    panel : Panel
    kind : str

    Returns
    -------
    MixSplit or None
        None for a KPI that is not split by kind of case.
    """
    if kind not in MIXED_KINDS:
        return None
    before, after = (panel.treated.periods(side) for side in (panel.before, panel.after))
    sides = [group.denominator.sum(axis=0) for group in (before, after)]
    if min(side.min() for side in sides) <= 0:
        return None
    return kitagawa(before.numerator.sum(axis=0), sides[0], after.numerator.sum(axis=0), sides[1])


def bridge(
    raw_change: float, effect: float, mix: float, panel: Panel, kind: str
) -> tuple[BridgePart, ...]:
    """Split a raw change so that the parts add up to it.

    Parameters
    ----------
    raw_change : float
        Value after less value before, in the KPI's unit.
    effect : float
        After less expected: the initiative's part.
    mix : float
        What the changed shares of the kinds of cases did.
    panel : Panel
    kind : str

    Returns
    -------
    tuple of BridgePart
        Season and trend is what is left: how the comparison moved, or the process's own trend.
    """
    volume = volume_part(panel) if kind == "ratio" else 0.0
    rest = raw_change - effect - mix - volume
    return (
        BridgePart("volume", volume),
        BridgePart("mix", mix),
        BridgePart("season_trend", rest),
        BridgePart("initiative", effect),
    )


def volume_part(panel: Panel) -> float:
    """Return what the change of volume alone does to a ratio whose numerator is partly fixed.

    A license over more invoices is cheaper an invoice, and nobody worked better. The fixed part
    is the intercept of numerator on denominator over the weeks before; where it is not clearly
    above zero the part is 0.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    float
        In the KPI's unit.
    """
    before, after = (panel.treated.periods(side) for side in (panel.before, panel.after))
    fixed = _fixed_part(before)
    return fixed * (1 / _volume(after) - 1 / _volume(before))


def _volume(group: Group) -> float:
    return float(group.denominator.sum(axis=1).mean())


def _fixed_part(group: Group) -> float:
    sums, units = group.numerator.sum(axis=1), group.denominator.sum(axis=1)
    centred = units - units.mean()
    spread = float(centred @ centred)
    if len(units) < 8 or spread <= 1e-12 * float(units @ units):
        return 0.0
    slope = float(centred @ sums) / spread
    fixed = float(sums.mean() - slope * units.mean())
    residual = sums - fixed - slope * units
    variance = float(residual @ residual) / (len(units) - 2)
    error = (variance * (1 / len(units) + units.mean() ** 2 / spread)) ** 0.5
    if fixed <= CLEAR_FIXED_PART * error or slope < 0:
        return 0.0
    return float(np.clip(fixed, 0.0, max(sums.mean(), 0.0)))
