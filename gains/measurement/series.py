"""From a panel to one series: standardized for mix, on the KPI's scale, less the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from gains.measurement.panel import Group, Panel, has_rare_side

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """How a KPI's value becomes the series, and back.

    Parameters
    ----------
    name : {"log", "logit", "points", "difference"}
        Means, ratios, durations and counts are compared as percentages (log), shares as odds
        (logit, so that neither range nor expectation leaves 0 to 1) or, where one side has next
        to no events, in points, and a figure that is zero or negative in some period as
        differences in units of its level before.
    base : float
        The level before, for differences.
    """

    name: Literal["log", "logit", "points", "difference"]
    base: float = 1.0

    def without(self, value: float, change: Array | float) -> Array:
        """Return what `value` would have been without a `change` on this scale."""
        change = np.asarray(change, dtype=np.float64)
        if self.name == "log":
            return value * np.exp(-change)
        if self.name == "logit":
            return expit(logit(value) - change)
        return value - change * self.base

    def possible(self, value: float) -> float:
        """Return an expectation inside what the KPI can be: a share lies between 0 and 1."""
        return float(np.clip(value, 0.0, 1.0)) if self.name == "points" else value


@dataclass(frozen=True)
class Series:
    """The series that everything is estimated from.

    Parameters
    ----------
    times : ndarray, shape (periods,)
        Whole period numbers from 0, gaps kept; before and after only.
    values : ndarray, shape (periods,)
        On the scale; treated less comparison, or treated.
    after : ndarray of bool, shape (periods,)
    scale : Scale
    has_comparison : bool
    all_times, all_values : ndarray, shape (all periods,)
        The same with the ramp in it, for the chart; NaN where it cannot be standardized.
    actual, anchor : ndarray, shape (all periods,)
        The automated process's own figure, in the KPI's unit; and the same kept inside the range
        of the scale (half an event away from 0 and 1), from which expectations are counted.
    period_weeks : int
    """

    times: Array
    values: Array
    after: NDArray[np.bool_]
    scale: Scale
    has_comparison: bool
    all_times: Array
    all_values: Array
    actual: Array
    anchor: Array
    period_weeks: int


def build_series(panel: Panel, kind: str) -> Series | None:
    """Make the series of a panel.

    Parameters
    ----------
    panel : Panel
    kind : str

    Returns
    -------
    Series or None
        None if the figure before was zero or negative and others are too, so that neither a
        percentage nor a difference in units of the level before has a meaning.
    """
    before = panel.treated.periods(panel.before)
    weights = before.denominator.sum(axis=0) / before.denominator.sum()
    counted = panel.before | panel.after
    groups = [g for g in (panel.treated, panel.comparison) if g is not None]
    levels = [_standardize(group, weights) for group in groups]
    scales: list[Scale]
    if kind == "proportion" and has_rare_side(panel):
        scales, parts = [Scale("points")] * len(groups), levels
    elif kind == "proportion":
        scales = [Scale("logit")] * len(groups)
        parts = [_log_odds(level, g) for level, g in zip(levels, groups, strict=True)]
    elif all(np.all(level[counted] > 0) for level in levels):
        scales = [Scale("log")] * len(groups)
        parts = [np.log(np.where(level > 0, level, np.nan)) for level in levels]
    else:
        bases = [float(np.mean(level[panel.before])) for level in levels]
        if min(bases) <= 0:
            return None
        scales = [Scale("difference", base) for base in bases]
        parts = [level / base for level, base in zip(levels, bases, strict=True)]
    values = parts[0] - parts[1] if len(parts) == 2 else parts[0]
    times = _period_numbers(panel)
    sums = panel.treated.numerator.sum(axis=1)
    totals = panel.treated.denominator.sum(axis=1)
    return Series(
        times=times[counted],
        values=values[counted],
        after=panel.after[counted],
        scale=scales[0],
        has_comparison=len(groups) == 2,
        all_times=times,
        all_values=values,
        actual=sums / totals,
        anchor=half_event_inside(sums, totals) if scales[0].name == "logit" else sums / totals,
        period_weeks=panel.period_weeks,
    )


def half_event_inside(events: Array | float, total: Array | float) -> Array:
    """Return (events + 0.5) / (total + 1), a share that is never 0 or 1."""
    return (np.asarray(events) + 0.5) / (np.asarray(total) + 1)


def _standardize(group: Group, weights: Array) -> Array:
    """Return sum of baseline share x the kind's own value, shape (periods,); NaN where unknown."""
    known = group.denominator > 0
    values = group.numerator / np.where(known, group.denominator, np.nan)
    return np.where(
        np.all(known | (weights == 0), axis=1),
        np.sum(np.where(weights == 0, 0.0, values) * weights, axis=1),
        np.nan,
    )


def _log_odds(level: Array, group: Group) -> Array:
    # half an event is added on either side, so that a week without one stays finite
    total = group.denominator.sum(axis=1)
    events = level * total
    return np.log((events + 0.5) / (total - events + 0.5))


def _period_numbers(panel: Panel) -> Array:
    weeks = panel.weeks - panel.weeks[0]
    if panel.period_weeks == 1:
        return weeks.astype(np.float64)
    # periods are counted away from go-live, so the gap may not be whole: it is rounded up
    return np.ceil(weeks / panel.period_weeks).astype(np.float64)
