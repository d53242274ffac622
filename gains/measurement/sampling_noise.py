"""What chance alone adds to a week's figure, measured from the cases behind it.

Sums of squares give the variance of single cases, and so that of a mean of so many of them: the
delta method for a ratio of sums. It is a floor: a series is not known better than its cases allow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gains.measurement.panel import Group

Array = NDArray[np.float64]


def noise_of_level(
    group: Group, weights: Array, phases: tuple[NDArray[np.bool_], ...], kind: str
) -> Array:
    """Return the sampling variance of a process's standardized value, in squared units.

    Parameters
    ----------
    group : Group
    weights : ndarray, shape (kinds of case,)
        Shares by which the kinds of case are standardized.
    phases : tuple of ndarray of bool, shape (periods,) each
        Periods whose cases are taken to vary alike: before and after go-live.
    kind : str
        Kind of KPI.

    Returns
    -------
    ndarray, shape (periods,)
        0 where the sums of squares are not known, and for a balance.

    Notes
    -----
    Of a ratio N / D of sums over cases, Var = sum (n - r d)^2 / D^2 with r = N / D (Cochran 1977,
    section 6); a mean has d = 1, a share n of 0 or 1. Finished cases of a week are Poisson. The
    variance of a case is pooled over a phase, since single weeks give it badly.
    """
    variance = np.zeros(len(group.n))
    if kind == "balance" or (group.moments is None and kind != "count"):
        return variance
    for inside in phases:
        variance[inside] = _of_phase(group.periods(inside), weights, kind)
    other = ~np.any(phases, axis=0)
    variance[other] = _of_phase(group.periods(other), weights, kind) if other.any() else 0.0
    return variance


def _of_phase(group: Group, weights: Array, kind: str) -> Array:
    units = group.denominator
    known = units > 0
    if kind == "count":
        rate = group.numerator.sum() / max(float(units.sum()), 1e-300)
        return np.where(known, max(rate, 0.0) / np.where(known, units, 1.0), 0.0)[:, 0]
    assert group.moments is not None
    level = group.numerator / np.where(known, units, 1.0)
    squares, products, unit_squares = np.moveaxis(group.moments, -1, 0)
    around = squares - 2 * level * products + level**2 * unit_squares
    # a week's own mean fits its cases: each costs one of them
    cases = np.maximum(group.n - 1, 0).sum(axis=0)
    spare = np.where(cases > 0, group.n.sum(axis=0) / np.maximum(cases, 1.0), 1.0)
    total = np.maximum(units.sum(axis=0), 1e-300)
    per_unit = np.maximum(np.where(known, around, 0.0).sum(axis=0), 0.0) * spare / total
    spread = np.where(known, per_unit / np.where(known, units, 1.0), 0.0)
    return spread @ weights**2


def limited(noise: Array, series: Array) -> Array:
    """Return noise that is not more than what the series shows from period to period.

    Parameters
    ----------
    noise : ndarray, shape (periods,)
    series : ndarray, shape (periods,)

    Returns
    -------
    ndarray, shape (periods,)
        Scaled down where half the mean square of successive differences is less: a cost that is
        booked once a month is one case, and no sample.
    """
    mean = float(noise.mean())
    if len(series) < 3 or mean <= 0:
        return noise
    seen = float(np.mean(np.diff(series) ** 2)) / 2
    return noise * min(1.0, seen / mean)
