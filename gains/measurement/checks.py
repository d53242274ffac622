"""Five yes/no checks: each is a way in which a change can look like an effect and is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gains.measurement import designs
from gains.measurement.error_models import Estimate, NoVariationError
from gains.measurement.findings import (
    ExactBefore,
    FlatBefore,
    LeaveOneWeekOut,
    OwnTrend,
    OwnTrendIsTheDesign,
    ParallelTrends,
    PlaceboTest,
    RegressionToTheMean,
)
from gains.measurement.results import Check, CheckId
from gains.measurement.series import Series

Array = NDArray[np.float64]

#: A check against chance fails below this p-value.
SIGNIFICANCE = 0.05
#: Share of the effect that must be left without the last weeks before go-live.
SHARE_WITHOUT_LAST_WEEKS = 0.5
#: Share of the effect that must be left beside the process's own straight trend. Three fifths,
#: not half: on drifting series that cut false claims by a third for two points of power.
SHARE_BESIDE_TREND = 0.6
#: Weeks before go-live that a bad spell may have chosen.
LAST_WEEKS = 8


def contrast_of(series: Series) -> Array:
    """Return the weights of the design's estimate, shape (periods,)."""
    if series.has_comparison:
        return designs.difference_of_averages(series.after)
    return designs.step_beside_trend(series.times, series.after)


def main_estimate(series: Series) -> Estimate:
    """Return the design's estimate: difference of averages, or step beside a straight trend.

    Raises
    ------
    NoVariationError
        If the series has no residual at all.
    """
    if series.has_comparison:
        return designs.estimate_difference(series.times, series.values, series.after)
    return designs.estimate_step(series.times, series.values, series.after)


def five_checks(series: Series, value: float) -> tuple[Check, ...]:
    """Make the checks of an estimate.

    Parameters
    ----------
    series : Series
    value : float
        The estimate, on the scale of the series.

    Returns
    -------
    tuple of Check
        parallel, placebo, regression_to_mean, own_trend, one_week, in this order.
    """
    return (
        _parallel(series),
        _placebo(series),
        _regression_to_mean(series, value),
        _own_trend(series, value),
        _one_week(series, value),
    )


def _parallel(series: Series) -> Check:
    before = ~series.after
    try:
        slope = designs.estimate_slope(series.times[before], series.values[before])
    except (NoVariationError, ValueError):
        return _without_variation("parallel", series.values[before])
    found = ParallelTrends(
        passed=bool(slope.p_value >= SIGNIFICANCE),
        per_week=slope.value / series.period_weeks,
        p_value=slope.p_value,
        scale=series.scale.name,
        has_comparison=series.has_comparison,
    )
    return Check("parallel", found.passed, found.per_week, found)


def _placebo(series: Series) -> Check:
    before = ~series.after
    times, values = series.times[before], series.values[before]
    fake = np.arange(len(times)) >= (2 * len(times)) // 3
    fake_series = replace(series, times=times, values=values, after=fake)
    try:
        estimate = main_estimate(fake_series)
    except (NoVariationError, ValueError):
        return _without_variation("placebo", values)
    chance = estimate.p_value
    found = PlaceboTest(passed=bool(chance >= SIGNIFICANCE), p_value=chance)
    return Check("placebo", found.passed, chance, found)


def _without_variation(check_id: CheckId, values: Array) -> Check:
    """Judge weeks before go-live that leave no residual: flat, or exactly a line or a step."""
    if np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return Check(check_id, True, 0.0, FlatBefore())
    return Check(check_id, False, 0.0, ExactBefore())


def _keeps(part: float, value: float, share: float) -> bool:
    return bool(np.sign(part) == np.sign(value) and abs(part) >= share * abs(value))


def _regression_to_mean(series: Series, value: float) -> Check:
    dropped = LAST_WEEKS // series.period_weeks
    kept = np.ones(len(series.times), dtype=bool)
    kept[np.flatnonzero(~series.after)[-dropped:]] = False
    shorter = replace(
        series, times=series.times[kept], values=series.values[kept], after=series.after[kept]
    )
    left = float(contrast_of(shorter) @ shorter.values)
    found = RegressionToTheMean(
        passed=_keeps(left, value, SHARE_WITHOUT_LAST_WEEKS),
        share_left=left / value if value else 0.0,
        weeks_left_out=LAST_WEEKS,
    )
    return Check("regression_to_mean", found.passed, found.share_left, found)


def _own_trend(series: Series, value: float) -> Check:
    if not series.has_comparison:
        return Check("own_trend", True, 1.0, OwnTrendIsTheDesign())
    left = float(designs.step_beside_trend(series.times, series.after) @ series.values)
    found = OwnTrend(
        passed=_keeps(left, value, SHARE_BESIDE_TREND), share_left=left / value if value else 0.0
    )
    return Check("own_trend", found.passed, found.share_left, found)


def _one_week(series: Series, value: float) -> Check:
    # leaving out period i changes a'y by a known amount for averages; the step is solved again
    smallest = np.inf
    for i in range(len(series.times)):
        kept = np.arange(len(series.times)) != i
        if series.after[kept].sum() == 0:
            continue
        shorter = replace(
            series, times=series.times[kept], values=series.values[kept], after=series.after[kept]
        )
        smallest = min(smallest, float(contrast_of(shorter) @ shorter.values) * np.sign(value))
    found = LeaveOneWeekOut(
        passed=bool(smallest > 0),
        share_left=float(smallest / abs(value)) if value else 0.0,
        period_weeks=series.period_weeks,
    )
    return Check("one_week", found.passed, found.share_left, found)
