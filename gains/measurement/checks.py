"""Five yes/no checks: each is a way in which a change can look like an effect and is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from gains.measurement import designs
from gains.measurement.drift_models import Errors
from gains.measurement.error_models import NoVariationError
from gains.measurement.findings import (
    ContinuedTrend,
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
#: A trend that went on fails from this many standard errors on. Chosen in simulation: of drifts
#: that begin ten weeks before go-live it lets through a third less, for two points of power.
CONTINUED = 1.5
#: And if it would explain this share of the effect.
SHARE_EXPLAINED = 0.5
#: Weeks before go-live over which a trend that goes on is looked for.
TREND_WEEKS = 10
#: Share of the effect that must be left without the last weeks before go-live.
SHARE_WITHOUT_LAST_WEEKS = 0.5
#: Share of the effect that must be left beside the process's own straight trend.
SHARE_BESIDE_TREND = 0.6
#: Weeks before go-live that a bad spell may have chosen.
LAST_WEEKS = 8


def contrast_of(series: Series) -> Array:
    """Return the weights of the design's estimate, shape (periods,)."""
    if series.has_comparison:
        return series.contrast
    return designs.step_beside_trend(series.times, series.after)


def five_checks(series: Series, value: float, errors: Errors | None) -> tuple[Check, ...]:
    """Make the checks of an estimate.

    Parameters
    ----------
    series : Series
    value : float
        The estimate, on the scale of the series.
    errors : Errors or None
        What the error models make of the series; None without a comparison.

    Returns
    -------
    tuple of Check
        parallel, placebo, regression_to_mean, own_trend, one_week, in this order. With a
        comparison the first decides: the others were not shown to move an error rate there.
    """
    first = _parallel(series) if errors is None else _continued(series, value, errors)
    others = (
        _placebo(series),
        _regression_to_mean(series, value),
        _own_trend(series, value),
        _one_week(series, value),
    )
    decide = errors is None
    return (
        replace(first, decides=not decide),
        *(replace(check, decides=decide) for check in others),
    )


def _continued(series: Series, value: float, errors: Errors) -> Check:
    weeks = max(TREND_WEEKS, 3 * series.period_weeks)
    since = series.times[~series.after][-1] + 1 - weeks // series.period_weeks
    slopes = [
        _slope_contrast(np.maximum(series.times - since, 0), ~series.after),
        _slope_contrast(series.times, series.after),
    ]
    values = [float(slope @ series.values) / series.period_weeks for slope in slopes]
    direction = float(np.sign(value))
    both = sum(errors.z_value(series.values, slope) for slope in slopes) / np.sqrt(2)
    distance = float(series.contrast @ series.times) * series.period_weeks
    explained = sum(values) / 2 * distance / value if value else 0.0
    found = ContinuedTrend(
        passed=not (direction * both >= CONTINUED and explained >= SHARE_EXPLAINED),
        per_week_before=values[0],
        per_week_after=values[1],
        weeks=weeks,
        share_explained=explained,
        p_value=float(ndtr(-direction * both)),
        scale=series.scale.name,
    )
    return Check("parallel", found.passed, found.per_week_before, found)


def _slope_contrast(clock: Array, inside: NDArray[np.bool_]) -> Array:
    """Return the least-squares weights of the slope on a clock over some periods."""
    weights = np.zeros(len(clock))
    centred = clock[inside] - clock[inside].mean()
    spread = float(centred @ centred)
    if spread > 0:
        weights[inside] = centred / spread
    return weights


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
    estimate_effect = (
        designs.estimate_difference if series.has_comparison else designs.estimate_step
    )
    try:
        estimate = estimate_effect(times, values, fake)
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
    shorter = series.part(kept)
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
        if not series.after[kept].any() or series.after[kept].all():
            continue
        shorter = series.part(kept)
        smallest = min(smallest, float(contrast_of(shorter) @ shorter.values) * np.sign(value))
    found = LeaveOneWeekOut(
        passed=bool(smallest > 0),
        share_left=float(smallest / abs(value)) if value else 0.0,
        period_weeks=series.period_weeks,
    )
    return Check("one_week", found.passed, found.share_left, found)
