"""The range around an effect: error models with measured sampling noise and a drift of its own.

`error_models` learns all noise from the weekly series. Here the part that chance adds to a week
of so many cases is known from the cases themselves, and what is left (shocks that last from week
to week, and a slow drift of the automated process alone) gets a grid of sizes, each weighted by
how well it explains the series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtr, ndtri

from gains.measurement.error_models import NoVariationError

Array = NDArray[np.float64]

#: Correlation of one period's lasting shock with the next period's.
CORRELATIONS = (0.0, 0.15, 0.30, 0.45, 0.60, 0.75, 0.90, 0.95)
#: Share of the shocks' variance that lasts; the rest is noise of a single period.
LASTING_SHARES = (0.3, 0.6, 1.0)
#: Standard deviation of the shocks as a share of that of the series beside step and trend.
SIZES = 2.0 ** (np.arange(-6, 4) / 2)
#: Sizes are weighted by size ** -SMALLNESS: more than the sampling noise has to be shown.
SMALLNESS = 1.5
#: Standard deviation of a private drift, per week, in logs. Chosen in simulation.
DRIFT_PER_WEEK = 0.0025
#: A series that varies less than this around step and trend, a week, is not known any better.
SMALLEST_NOISE = 1e-4
#: A series whose sides vary by less than this share is flat.
NO_VARIATION = 1e-10
#: Halvings of the bracket around a quantile.
BISECTIONS = 60


@dataclass(frozen=True)
class Mixture:
    """An effect with its uncertainty: a mixture of normal distributions, one an error model.

    Parameters
    ----------
    centers, standard_errors, weights : ndarray, shape (models,)
        On the scale of the series; the weights add up to 1.
    drift : float
        Expected drift a period that was taken off, on the same scale.
    """

    centers: Array
    standard_errors: Array
    weights: Array
    drift: float = 0.0

    @property
    def value(self) -> float:
        """Return the mean of the mixture."""
        return float(self.weights @ self.centers)

    def below(self, value: float) -> float:
        """Return the probability of an effect below `value`."""
        return float(self.weights @ ndtr((value - self.centers) / self.standard_errors))

    def quantile(self, share: float) -> float:
        """Return the value that a share of the mixture lies below, by bisection."""
        reach = 40 * self.standard_errors
        low, high = float((self.centers - reach).min()), float((self.centers + reach).max())
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            if self.below(middle) < share:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    def interval(self, confidence: float) -> tuple[float, float]:
        """Return the ends that leave half of 1 - confidence outside on either side."""
        outside = (1 - confidence) / 2
        return self.quantile(outside), self.quantile(1 - outside)

    def half_width(self, confidence: float) -> float:
        """Return half the length of the interval."""
        low, high = self.interval(confidence)
        return (high - low) / 2

    @property
    def p_value(self) -> float:
        """Two-sided probability of an effect this far from 0 when the truth is 0."""
        ratio = self.centers / self.standard_errors
        return min(1.0, 2 * float(min(self.weights @ ndtr(-ratio), self.weights @ ndtr(ratio))))


@dataclass(frozen=True)
class Errors:
    """What the error models make of one series.

    Parameters
    ----------
    covariances : ndarray, shape (models, periods, periods)
        Without the drift.
    weights : ndarray, shape (models,)
    drift_weights : ndarray, shape (models, periods)
        The expected drift a period is this, times the series.
    noise : ndarray, shape (periods,)
        Variance that sampling alone gives each period.
    variances : ndarray, shape (models,)
        Variance of the shocks, sampling aside.
    """

    covariances: Array
    weights: Array
    drift_weights: Array
    noise: Array
    variances: Array

    def half_widths(self, all_times: Array, times: Array, level: Array, confidence: float) -> Array:
        """Return the half-widths of the ranges of single periods around an untreated level.

        Parameters
        ----------
        all_times : ndarray, shape (all periods,)
            Those of the series and others.
        times : ndarray, shape (periods,)
        level : ndarray, shape (all periods, periods)
            Weights of the level of each period.
        confidence : float

        Returns
        -------
        ndarray, shape (all periods,)
            From the mean of the models' covariances.
        """
        shapes, _ = _shapes(all_times)
        sizes = np.sum((self.weights * self.variances).reshape(-1, len(shapes)), axis=0)
        covariance = np.tensordot(sizes, shapes, 1)
        at = np.searchsorted(all_times, times)
        noise = np.full(len(all_times), float(np.median(self.noise)))
        noise[at] = self.noise
        covariance[np.arange(len(all_times)), np.arange(len(all_times))] += noise
        contrasts = np.eye(len(all_times))
        contrasts[:, at] -= level
        variance = np.einsum("ti,ij,tj->t", contrasts, covariance, contrasts)
        return np.sqrt(np.maximum(variance, 0.0)) * float(ndtri((1 + confidence) / 2))

    def z_value(self, series: Array, contrast: Array) -> float:
        """Return a weighted sum of the series over its standard error, the drift left in."""
        covariance = np.tensordot(self.weights, self.covariances, 1)
        variance = float(contrast @ covariance @ contrast)
        return float(contrast @ series) / variance**0.5 if variance > 0 else 0.0


def fit_errors(
    times: Array, series: Array, after: NDArray[np.bool_], noise: Array, drift: float
) -> Errors:
    """Weight the grid of error models by how well each explains a series.

    Parameters
    ----------
    times, series : ndarray, shape (periods,)
        Whole period numbers with gaps kept, and the series (treated less comparison).
    after : ndarray of bool, shape (periods,)
    noise : ndarray, shape (periods,)
        Variance that sampling alone gives each period; 0 where it is not known.
    drift : float
        Standard deviation of a private drift a period.

    Returns
    -------
    Errors

    Raises
    ------
    NoVariationError
        If the series is flat on either side of go-live and has no sampling noise either.

    Notes
    -----
    V = diag(noise) + s2 (f r^|ti - tj| + (1 - f) I). The series is level + step + drift x time +
    error; level and step are free, the drift is N(0, drift^2). The weight is the restricted
    likelihood times s ** -SMALLNESS, shared evenly by the lasting shares of one correlation.
    """
    for side in (after, ~after):
        if np.ptp(series[side]) > NO_VARIATION * max(1.0, float(np.abs(series).max())):
            break
    else:
        if not noise.any():
            raise NoVariationError("The series is flat on either side of go-live.")
    clock = times - times[after][0]
    regressors = np.column_stack([np.ones_like(times), after.astype(float), clock])
    residual = series - regressors @ (np.linalg.pinv(regressors) @ series)
    freedom = max(len(times) - regressors.shape[1], 1)
    size = max(float(np.sqrt(residual @ residual / freedom)), SMALLEST_NOISE)
    shapes, log_prior = _shapes(times)
    variances = (size * SIZES) ** 2
    covariances = (variances[:, None, None, None] * shapes[None]).reshape(-1, *shapes.shape[1:])
    covariances[:, np.arange(len(times)), np.arange(len(times))] += noise
    log_prior = (log_prior[None] - SMALLNESS * np.log(SIZES)[:, None]).reshape(-1)

    inverse = np.linalg.inv(covariances)
    weighted = inverse @ regressors
    information = regressors.T @ weighted
    information[:, 2, 2] += drift**-2
    cross = weighted.transpose(0, 2, 1) @ series
    solved = np.linalg.solve(information, np.concatenate([cross[..., None], _unit(cross)], axis=2))
    explained = np.sum(cross * solved[..., 0], axis=1)
    square = (inverse @ series) @ series - explained
    log_weight = log_prior - 0.5 * (
        np.linalg.slogdet(covariances)[1] + np.linalg.slogdet(information)[1] + square
    )
    drift_weights = np.einsum("mk,mtk->mt", solved[..., 1], weighted)
    return Errors(
        covariances=covariances,
        weights=np.exp(log_weight - logsumexp(log_weight)),
        drift_weights=drift_weights,
        noise=noise,
        variances=np.repeat(variances, len(shapes)),
    )


def estimate_effect(
    times: Array,
    series: Array,
    after: NDArray[np.bool_],
    contrast: Array,
    errors: Errors,
    drift: float,
) -> Mixture:
    """Estimate a weighted sum of the series, less what the expected drift adds to it.

    Parameters
    ----------
    times, series, after, drift
        As `fit_errors` was given them.
    contrast : ndarray, shape (periods,)
        Weights that add up to 1 after go-live and to -1 before it.
    errors : Errors

    Returns
    -------
    Mixture
    """
    clock = times - times[after][0]
    contrasts = contrast - (contrast @ clock) * errors.drift_weights
    variance = np.einsum("mi,mij,mj->m", contrasts, errors.covariances, contrasts)
    variance += ((contrasts @ clock) * drift) ** 2
    return Mixture(
        centers=contrasts @ series,
        standard_errors=np.sqrt(variance),
        weights=errors.weights,
        drift=float(errors.weights @ (errors.drift_weights @ series)),
    )


def _unit(cross: Array) -> Array:
    """Return the column that picks the drift's row of an inverse, shape (models, 3, 1)."""
    column = np.zeros((*cross.shape, 1))
    column[:, 2] = 1.0
    return column


def _shapes(times: Array) -> tuple[Array, Array]:
    """Return f r^|ti - tj| + (1 - f) I of every r and f, and the logarithm of its prior weight."""
    distance = np.abs(times[:, None] - times[None, :])
    identity = np.eye(len(times))
    shapes: list[Array] = []
    log_prior: list[float] = []
    for correlation in CORRELATIONS:
        if correlation == 0:
            shapes.append(identity)
            log_prior.append(0.0)
            continue
        for share in LASTING_SHARES:
            shapes.append(share * correlation**distance + (1 - share) * identity)
            log_prior.append(-np.log(len(LASTING_SHARES)))
    return np.stack(shapes), np.array(log_prior)
