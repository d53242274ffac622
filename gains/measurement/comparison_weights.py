"""Several comparison processes: how much each counts, and which are better left out.

All of it looks only at weeks before go-live, so that no result can choose its own comparison.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Array = NDArray[np.float64]

#: The row that makes weights add up to 1 counts this much more than any other.
_ADDS_UP = 1e6
#: A comparison after which the weeks before vary this much more than alone is left out. The design
#: without a comparison has to fit a trend and pays for it with four times the variance.
WORSE_THAN_NONE = 4.0
#: A sum of squares below this share is rounding.
FLAT = 1e-12


def synthetic_weights(target: Array, others: Array, weeks_after: int) -> Array:
    """Return the unit weights of synthetic difference-in-differences.

    Parameters
    ----------
    target : ndarray, shape (periods,)
        The automated process before go-live, on the scale of the series.
    others : ndarray, shape (periods, processes)
        The comparison processes over the same periods.
    weeks_after : int
        Periods after go-live: more of them, and more evenly spread weights.

    Returns
    -------
    ndarray, shape (processes,)
        Not negative, adding up to 1.

    Notes
    -----
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021, equations 4 to 6: levels may differ
    (an intercept), and the penalty is T0 zeta^2 |w|^2 with zeta = T1^(1/4) x the standard
    deviation of the comparisons' first differences.
    """
    periods, count = others.shape
    if count == 1:
        return np.ones(1)
    noise = float(np.std(np.diff(others, axis=0), ddof=1)) if periods > 2 else 0.0
    zeta = weeks_after**0.25 * noise
    return _on_the_simplex(target, others, periods * zeta**2)


def time_weights(before: Array, after: Array) -> Array:
    """Return the time weights of synthetic difference-in-differences.

    The product gives every week before go-live the same weight; these are here to reproduce
    published results.

    Parameters
    ----------
    before : ndarray, shape (periods before, processes)
    after : ndarray, shape (periods after, processes)

    Returns
    -------
    ndarray, shape (periods before,)
    """
    noise = float(np.std(np.diff(before, axis=0), ddof=1))
    return _on_the_simplex(after.mean(axis=0), before.T, before.shape[1] * (1e-6 * noise) ** 2)


def _on_the_simplex(target: Array, columns: Array, penalty: float) -> Array:
    """Return the weights, not negative and adding up to 1, whose sum of columns is nearest."""
    centred = columns - columns.mean(axis=0)
    count = columns.shape[1]
    scale = max(float(np.abs(centred).max()), 1e-300)
    matrix = np.concatenate(
        [centred / scale, np.sqrt(penalty) / scale * np.eye(count), np.full((1, count), _ADDS_UP)]
    )
    wanted = np.concatenate([(target - target.mean()) / scale, np.zeros(count), [_ADDS_UP]])
    weights = nnls(matrix, wanted, maxiter=100 * count)[0]
    total = float(weights.sum())
    return weights / total if total > 0 else np.full(count, 1 / count)


def worse_than_none(times: Array, target: Array, others: Array) -> NDArray[np.bool_]:
    """Return which comparisons would make the answer worse than having none.

    Parameters
    ----------
    times : ndarray, shape (periods,)
    target : ndarray, shape (periods,)
        The automated process before go-live, on the scale of the series.
    others : ndarray, shape (periods, processes)

    Returns
    -------
    ndarray of bool, shape (processes,)
        True where the difference varies around its straight trend more than `WORSE_THAN_NONE`
        times as much as the process alone does around its own. A process that did not vary at all
        shows nothing about that.
    """
    regressors = np.column_stack([np.ones_like(times), times - times[0]])
    residuals = np.column_stack([target, target[:, None] - others])
    residuals = residuals - regressors @ (np.linalg.pinv(regressors) @ residuals)
    squares = np.sum(residuals**2, axis=0)
    alone = float(squares[0])
    is_flat = alone <= FLAT * max(1.0, float(np.sum(target**2)))
    return (squares[1:] > WORSE_THAN_NONE * alone) & (not is_flat)
