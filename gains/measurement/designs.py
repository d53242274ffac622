"""Two designs: against a comparison process, or against the process's own straight trend."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gains.measurement.error_models import Estimate, error_models

Array = NDArray[np.float64]


def jump_and_change_of_slope(times: Array, after: NDArray[np.bool_]) -> Array:
    """Return the regressors that residuals are taken from: level, jump, straight trend.

    Parameters
    ----------
    times : ndarray, shape (periods,)
    after : ndarray of bool, shape (periods,)

    Returns
    -------
    ndarray, shape (periods, 3)
    """
    start = times[after][0]
    return np.column_stack([np.ones_like(times), after.astype(float), times - start])


def difference_of_averages(after: NDArray[np.bool_]) -> Array:
    """Return the contrast mean after minus mean before, shape (periods,)."""
    return after / after.sum() - ~after / (~after).sum()


def step_beside_trend(times: Array, after: NDArray[np.bool_]) -> Array:
    """Return the contrast of the least-squares step beside a straight trend, shape (periods,)."""
    regressors = np.column_stack([np.ones_like(times), after.astype(float), times])
    return np.linalg.pinv(regressors)[1]


def estimate_difference(times: Array, series: Array, after: NDArray[np.bool_]) -> Estimate:
    """Estimate mean after minus mean before.

    Parameters
    ----------
    times, series : ndarray, shape (periods,)
        Period numbers with gaps kept, and the series (treated less comparison).
    after : ndarray of bool, shape (periods,)

    Returns
    -------
    Estimate

    Raises
    ------
    NoVariationError
        If the series has no residual at all.
    """
    models = error_models(times, jump_and_change_of_slope(times, after))
    return models.estimate(series, difference_of_averages(after))


def estimate_step(
    times: Array, series: Array, after: NDArray[np.bool_], floor: float = 0.0
) -> Estimate:
    """Estimate the step after go-live beside the series' own straight trend.

    Parameters and errors as `estimate_difference`; `floor` is the least variance of a period.
    """
    models = error_models(times, jump_and_change_of_slope(times, after))
    return models.estimate(series, step_beside_trend(times, after), floor)


def estimate_slope(times: Array, series: Array) -> Estimate:
    """Estimate the straight trend of a series, per period.

    Parameters and errors as `estimate_difference`.
    """
    regressors = np.column_stack([np.ones_like(times), times - times[0]])
    models = error_models(times, regressors)
    return models.estimate(series, np.linalg.pinv(regressors)[1])
