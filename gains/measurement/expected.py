"""What was to be expected week by week without the automation, with its range: for the chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gains.measurement.designs import jump_and_change_of_slope
from gains.measurement.drift_models import Errors, Mixture
from gains.measurement.error_models import (
    NoVariationError,
    correlation_grid,
    error_models,
    mixture_half_width,
)
from gains.measurement.evidence import PROOF
from gains.measurement.inputs import week_start
from gains.measurement.panel import Panel
from gains.measurement.results import ExpectedWeek
from gains.measurement.series import Series

Array = NDArray[np.float64]


def expected_weeks(
    panel: Panel, series: Series, errors: Errors | None, estimate: Mixture | None
) -> tuple[ExpectedWeek, ...]:
    """Return actual and expected figures of every period, those of the ramp too.

    With a comparison the expectation is the level before, moved as the comparison moved and by the
    drift that is taken off the effect; without one it is the straight trend, carried on. The range
    is that of a single period, so a figure inside it is nothing unusual.

    Parameters
    ----------
    panel : Panel
    series : Series
    errors, estimate : Errors and Mixture, or None
        Of the design with a comparison.

    Returns
    -------
    tuple of ExpectedWeek
    """
    level = _level(series)
    fitted = level @ series.values
    if errors is None or estimate is None:
        half_width = _half_widths(series, level)
    else:
        half_width = errors.half_widths(series.all_times, series.times, level, PROOF)
        before = series.times[~series.after] @ series.weights[~series.after]
        fitted = fitted + estimate.drift * (series.all_times - before)
    rows = []
    for i, week in enumerate(panel.weeks):
        # a period in which the mix is unknown has no expectation
        ends = [
            _expectation(series, i, float(fitted[i]) + side)
            for side in (0.0, -half_width[i], half_width[i])
        ]
        expected, low, high = (end if np.isfinite(end) else None for end in ends)
        rows.append(
            ExpectedWeek(
                period_start=week_start(int(week)),
                phase=panel.phase[i],
                actual=float(series.actual[i]),
                expected=expected,
                expected_low=low,
                expected_high=high,
            )
        )
    return tuple(rows)


def _expectation(series: Series, i: int, fitted: float) -> float:
    """Return what was to be expected of period i, in the KPI's unit."""
    if series.scale.name == "log":
        with np.errstate(over="ignore"):
            return float(series.mix[i] * np.exp(fitted + series.moved[i]))
    change = float(series.all_values[i]) - fitted
    return series.scale.possible(float(series.scale.without(series.anchor[i], change)))


def _level(series: Series) -> Array:
    """Return the weights of the untreated level, shape (all periods, periods)."""
    if series.has_comparison:
        before = np.where(series.after, 0.0, series.weights)
        return np.tile(before, (len(series.all_times), 1))
    regressors = np.column_stack(
        [np.ones_like(series.times), series.after.astype(float), series.times]
    )
    at = np.column_stack(
        [np.ones_like(series.all_times), np.zeros_like(series.all_times), series.all_times]
    )
    return at @ np.linalg.pinv(regressors)


def _half_widths(series: Series, level: Array) -> Array:
    models = error_models(series.times, jump_and_change_of_slope(series.times, series.after))
    try:
        variances, weights = models.variances_and_weights(series.values)
    except NoVariationError:
        return np.full(len(series.all_times), np.nan)
    contrasts = np.eye(len(series.all_times))
    contrasts[:, np.searchsorted(series.all_times, series.times)] -= level
    correlations, _ = correlation_grid(series.all_times)
    factors = np.stack([np.sum((contrasts @ r) * contrasts, axis=1) for r in correlations], axis=1)
    errors = np.sqrt(variances * factors)
    return mixture_half_width(
        errors, np.broadcast_to(weights, errors.shape), models.degrees_of_freedom, PROOF
    )
