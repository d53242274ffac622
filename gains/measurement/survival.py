"""Durations of which some have not ended yet: Kaplan-Meier and the mean up to a horizon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SurvivalCurve:
    """A Kaplan-Meier curve.

    Parameters
    ----------
    times : ndarray, shape (steps,)
        Ascending times at which at least one case ended, in the unit of the durations.
    share : ndarray, shape (steps,)
        Share of cases that last longer than each time.
    ended, at_risk : ndarray, shape (steps,)
        Cases that ended at each time, and cases that had lasted until then.
    """

    times: Array
    share: Array
    ended: Array
    at_risk: Array

    def quantile(self, probability: float) -> float | None:
        """Return the first time by which `probability` of the cases have ended.

        Parameters
        ----------
        probability : float
            Between 0 and 1; 0.5 is the median.

        Returns
        -------
        float or None
            None where the curve never falls that low.
        """
        reached = np.nonzero(self.share <= 1 - probability + 1e-12)[0]
        return float(self.times[reached[0]]) if len(reached) else None


@dataclass(frozen=True)
class RestrictedMean:
    """The mean of min(duration, horizon) and its standard error, in the durations' unit."""

    value: float
    standard_error: float


def kaplan_meier(durations: Array, ended: NDArray[np.bool_]) -> SurvivalCurve:
    """Estimate the share of cases that last longer than each time.

    Parameters
    ----------
    durations : ndarray, shape (cases,)
        Time from start to end, or to the last day seen.
    ended : ndarray of bool, shape (cases,)
        False for a case that is still open.

    Returns
    -------
    SurvivalCurve

    Raises
    ------
    ValueError
        If there is no case, or a duration is negative or not a number.

    Notes
    -----
    S(t) = product over event times up to t of (1 - ended / at risk): Kaplan and Meier 1958.
    """
    durations = np.asarray(durations, dtype=np.float64)
    ended = np.asarray(ended, dtype=bool)
    if durations.size == 0:
        raise ValueError("There is no case to estimate a survival curve from.")
    if not np.all(durations >= 0):
        raise ValueError("A duration is negative or not a number.")
    times, ended_count = np.unique(durations[ended], return_counts=True)
    at_risk = durations.size - np.searchsorted(np.sort(durations), times, side="left")
    share = np.cumprod(1 - ended_count / at_risk)
    return SurvivalCurve(times, share, ended_count.astype(float), at_risk.astype(float))


def restricted_mean(durations: Array, ended: NDArray[np.bool_], horizon: float) -> RestrictedMean:
    """Estimate the mean of min(duration, horizon) with open cases counted.

    Parameters
    ----------
    durations : ndarray, shape (cases,)
    ended : ndarray of bool, shape (cases,)
    horizon : float
        In the unit of the durations.

    Returns
    -------
    RestrictedMean

    Raises
    ------
    ValueError
        If the horizon is not positive, or as `kaplan_meier`.

    Notes
    -----
    The value is the area under the Kaplan-Meier curve up to the horizon. Its variance sums
    (area from t to the horizon)^2 * d / (n (n - d)) over event times t (Greenwood; the form in
    Klein and Moeschberger 2003, 4.5.3). It is not the variance of min(duration, horizon).
    """
    if not horizon > 0:
        raise ValueError(f"The horizon {horizon} is not positive.")
    curve = kaplan_meier(durations, ended)
    inside = curve.times < horizon
    times, share = curve.times[inside], curve.share[inside]
    edges = np.concatenate(([0.0], times, [horizon]))
    levels = np.concatenate(([1.0], share))
    areas = levels * np.diff(edges)
    area_after = np.cumsum(areas[::-1])[::-1][1:]
    d, n = curve.ended[inside], curve.at_risk[inside]
    with np.errstate(divide="ignore"):
        greenwood = np.where(n > d, d / (n * (n - d)), 0.0)
    return RestrictedMean(float(areas.sum()), float(np.sqrt(np.sum(area_after**2 * greenwood))))
