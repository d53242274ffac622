"""From a panel to one series: standardized for mix, on the KPI's scale, less the comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from gains.measurement.panel import Group, Panel, has_rare_side
from gains.measurement.sampling_noise import limited, noise_of_level

Array = NDArray[np.float64]


#: Below this share of the level before, or above its inverse, percentages mean little.
LOG_RANGE = 0.05


@dataclass(frozen=True)
class Scale:
    """How a KPI's value becomes the series, and back.

    Parameters
    ----------
    name : {"log", "logit", "points", "difference"}
        Means, ratios, durations and counts are compared as percentages (log), shares as odds
        (logit, so that neither range nor expectation leaves 0 to 1) or, where one side has next
        to no events, in points, and a figure that all but vanishes as differences in units of its
        level before.
    base : float
        The level before, for differences.
    is_positive : bool
        Whether the figure cannot be negative.
    """

    name: Literal["log", "logit", "points", "difference"]
    base: float = 1.0
    is_positive: bool = False

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
        if self.name == "points":
            return float(np.clip(value, 0.0, 1.0))
        return max(value, 0.0) if self.is_positive else value


@dataclass(frozen=True)
class Series:
    """The series that everything is estimated from.

    Parameters
    ----------
    times : ndarray, shape (periods,)
        Whole period numbers from 0, gaps kept; before and after only.
    values : ndarray, shape (periods,)
        On the scale; treated less comparison, or treated. On a log scale, the logarithm of the
        mean of the side of go-live plus the period's share above it, so that a side's mean is the
        logarithm of its mean and no single period near zero decides.
    after : ndarray of bool, shape (periods,)
    scale : Scale
    has_comparison : bool
    noise : ndarray, shape (periods,)
        Variance of the values from sampling alone; 0 where it is not known.
    weights : ndarray, shape (periods,)
        How much a period counts on its side of go-live; those of a side add up to 1.
    all_times, all_values : ndarray, shape (all periods,)
        The same with the ramp in it, for the chart; NaN where it cannot be standardized.
    moved : ndarray, shape (all periods,)
        How the comparison stands in each period, on the scale; 0 without one.
    actual, anchor : ndarray, shape (all periods,)
        The automated process's own figure, in the KPI's unit; and the same kept inside the range
        of the scale (half an event away from 0 and 1), from which expectations are counted.
    mix : ndarray, shape (all periods,)
        That figure over the standardized one.
    period_weeks : int
    """

    times: Array
    values: Array
    after: NDArray[np.bool_]
    scale: Scale
    has_comparison: bool
    noise: Array
    weights: Array
    all_times: Array
    all_values: Array
    moved: Array
    actual: Array
    anchor: Array
    mix: Array
    period_weeks: int

    @property
    def drift_unit(self) -> float:
        """Return what a drift of 1% of the figure is on the scale, over 1%."""
        return max(float(np.mean(self.actual)), 0.01) if self.scale.name == "points" else 1.0

    def part(self, kept: NDArray[np.bool_]) -> Series:
        """Return the series of some of its periods, their weights adding up to 1 again."""
        weights = self.weights[kept]
        after = self.after[kept]
        for side in (after, ~after):
            total = float(weights[side].sum())
            weights[side] = weights[side] / total if total > 0 else 1 / max(int(side.sum()), 1)
        return replace(
            self,
            times=self.times[kept],
            values=self.values[kept],
            after=after,
            noise=self.noise[kept],
            weights=weights,
        )

    @property
    def contrast(self) -> Array:
        """Return the weights of mean after minus mean before, shape (periods,)."""
        return np.where(self.after, self.weights, -self.weights)


def has_level(group: Group, panel: Panel) -> bool:
    """Return whether a process's figure was positive on average before go-live."""
    before = group.periods(panel.before)
    return bool(before.numerator.sum() > 0 and before.denominator.sum() > 0)


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
    shares = before.denominator.sum(axis=0) / before.denominator.sum()
    groups = [g for g in (panel.treated, panel.comparison) if g is not None]
    levels = [_standardize(group, shares) for group in groups]
    known = np.all([np.isfinite(level) for level in levels], axis=0)
    sides = (panel.before & known, panel.after & known)
    counted = sides[0] | sides[1]
    if not sides[0].any() or not sides[1].any():
        return None
    variances = [noise_of_level(group, shares, sides, kind) for group in groups]
    weights = _weights(levels, variances, sides)
    means = [[float(weights[side] @ level[side]) for side in sides] for level in levels]
    if kind == "proportion" and has_rare_side(panel):
        scales, parts, noises = [Scale("points")] * len(groups), levels, variances
    elif kind == "proportion":
        scales = [Scale("logit")] * len(groups)
        parts = [_log_odds(level, g) for level, g in zip(levels, groups, strict=True)]
        noises = [
            variance / _odds_slope(mean, group, sides)
            for variance, mean, group in zip(variances, means, groups, strict=True)
        ]
    elif all(min(pair) > 0 and min(pair) > LOG_RANGE * max(pair) for pair in means):
        scales = [Scale("log", is_positive=True)] * len(groups)
        parts = [
            _around_means(level, pair, sides) for level, pair in zip(levels, means, strict=True)
        ]
        noises = [
            variance / _by_side(pair, sides) ** 2
            for variance, pair in zip(variances, means, strict=True)
        ]
    else:
        bases = [pair[0] for pair in means]
        if min(bases) <= 0:
            return None
        scales = [
            Scale("difference", base, bool(np.all(level[known] >= 0)))
            for base, level in zip(bases, levels, strict=True)
        ]
        parts = [level / base for level, base in zip(levels, bases, strict=True)]
        noises = [v / base**2 for v, base in zip(variances, bases, strict=True)]
    values = parts[0] - parts[1] if len(parts) == 2 else parts[0]
    noise = np.sum(noises, axis=0)[counted]
    times = _period_numbers(panel)
    sums = panel.treated.numerator.sum(axis=1)
    totals = panel.treated.denominator.sum(axis=1)
    actual = sums / totals
    return Series(
        times=times[counted],
        values=values[counted],
        after=panel.after[counted],
        scale=scales[0],
        has_comparison=len(groups) == 2,
        noise=limited(noise, values[counted]) if kind == "ratio" else noise,
        weights=weights[counted],
        all_times=times,
        all_values=values,
        moved=_moved(levels, parts, scales[0]),
        actual=actual,
        anchor=half_event_inside(sums, totals) if scales[0].name == "logit" else actual,
        mix=np.where(levels[0] > 0, actual / np.where(levels[0] > 0, levels[0], 1.0), 1.0),
        period_weeks=panel.period_weeks,
    )


def _weights(
    levels: list[Array], variances: list[Array], sides: tuple[NDArray[np.bool_], ...]
) -> Array:
    """Return how much each period counts: less where few cases make its figure noisy.

    A period's noise is its sampling variance and, for all alike, that of the median period, so
    that many cases count at most twice and next to none do not count at all.
    """
    counted = np.any(sides, axis=0)
    scale = [float(np.mean(np.abs(level[counted]))) or 1.0 for level in levels]
    relative = np.sum([v / s**2 for v, s in zip(variances, scale, strict=True)], axis=0)
    middle = float(np.median(relative[counted]))
    weights = np.zeros(len(counted))
    for side in sides:
        part = 1 / (relative[side] + middle) if middle > 0 else np.ones(int(side.sum()))
        weights[side] = part / part.sum()
    return weights


def _around_means(level: Array, means: list[float], sides: tuple[NDArray[np.bool_], ...]) -> Array:
    """Return log of the side's mean plus the share above it; the ramp goes with before."""
    middle = _by_side(means, sides)
    return np.log(middle) + level / middle - 1


def _by_side(means: list[float], sides: tuple[NDArray[np.bool_], ...]) -> Array:
    return np.where(sides[1], means[1], means[0])


def _odds_slope(means: list[float], group: Group, sides: tuple[NDArray[np.bool_], ...]) -> Array:
    """Return (p (1 - p))^2, what turns a variance of a share into one of its log odds."""
    total = float(np.median(group.denominator.sum(axis=1)))
    share = np.clip(_by_side(means, sides), 0.5 / (total + 1), 1 - 0.5 / (total + 1))
    return (share * (1 - share)) ** 2


def _moved(levels: list[Array], parts: list[Array], scale: Scale) -> Array:
    if len(levels) == 1:
        return np.zeros(len(levels[0]))
    if scale.name == "log":
        return np.log(np.where(levels[1] > 0, levels[1], np.nan))
    return parts[1]


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
    events = np.clip(level, 0.0, 1.0) * total
    return np.log((events + 0.5) / (total - events + 0.5))


def _period_numbers(panel: Panel) -> Array:
    weeks = panel.weeks - panel.weeks[0]
    if panel.period_weeks == 1:
        return weeks.astype(np.float64)
    # periods are counted away from go-live, so the gap may not be whole: it is rounded up
    return np.ceil(weeks / panel.period_weeks).astype(np.float64)
