"""Five yes/no checks: each names a way in which a change can look like an effect and is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gains.measurement import designs
from gains.measurement.error_models import Estimate, NoVariationError
from gains.measurement.results import Check, CheckId
from gains.measurement.sentences import p_value, percent
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


def _against(series: Series) -> str:
    return "against the comparison" if series.has_comparison else "by itself"


def _parallel(series: Series) -> Check:
    before = ~series.after
    try:
        slope = designs.estimate_slope(series.times[before], series.values[before])
    except (NoVariationError, ValueError):
        return _without_variation("parallel", series.values[before])
    per_week = slope.value / series.period_weeks
    passed = slope.p_value >= SIGNIFICANCE
    if passed:
        text = (
            f"Before go-live the figure moved {percent(per_week, signed=True)} a week "
            f"{_against(series)}; that is within chance ({p_value(slope.p_value)})."
        )
    else:
        text = (
            f"The figure was already moving {percent(per_week, signed=True)} a week "
            f"{_against(series)} before go-live ({p_value(slope.p_value)}); a plain before/after "
            "would have called that the automation's."
        )
    return Check("parallel", bool(passed), per_week, text)


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
    passed = chance >= SIGNIFICANCE
    return Check(
        "placebo",
        bool(passed),
        chance,
        "A made-up go-live after two thirds of the weeks before "
        + (
            f"finds nothing, as it should ({p_value(chance)})."
            if passed
            else f"also finds an effect ({p_value(chance)}), so the method is fooled here."
        ),
    )


def _without_variation(check_id: CheckId, values: Array) -> Check:
    """Judge weeks before go-live that leave no residual: flat, or exactly a line or a step."""
    if np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return Check(check_id, True, 0.0, "The weeks before go-live do not vary at all.")
    return Check(
        check_id, False, 0.0, "Before go-live the figure moved exactly along a line or a step."
    )


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
    share = left / value if value else 0.0
    passed = _keeps(left, value, SHARE_WITHOUT_LAST_WEEKS)
    return Check(
        "regression_to_mean",
        passed,
        share,
        f"Without the last {LAST_WEEKS} weeks before go-live {_share_left(share)} of the effect "
        + ("is left." if passed else "is left: those weeks may just have been unusual."),
    )


def _own_trend(series: Series, value: float) -> Check:
    if not series.has_comparison:
        return Check(
            "own_trend",
            True,
            1.0,
            "Without a comparison the effect is measured beside the process's own trend anyway.",
        )
    left = float(designs.step_beside_trend(series.times, series.after) @ series.values)
    share = left / value if value else 0.0
    passed = _keeps(left, value, SHARE_BESIDE_TREND)
    return Check(
        "own_trend",
        passed,
        share,
        f"If the process had a straight trend of its own, {_share_left(share)} of the effect "
        + ("would be left." if passed else "would be left: it may only be that trend."),
    )


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
    share = float(smallest / abs(value)) if value else 0.0
    passed = bool(smallest > 0)
    unit = "week" if series.period_weeks == 1 else f"{series.period_weeks}-week period"
    return Check(
        "one_week",
        passed,
        share,
        f"Whichever single {unit} is left out, "
        + (
            f"at least {_share_left(share)} of the effect stays."
            if passed
            else "the effect does not always keep its direction: one of them decides it."
        ),
    )


def _share_left(share: float) -> str:
    return f"{100 * share:.0f}%"
