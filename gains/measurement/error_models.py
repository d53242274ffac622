"""The range around an estimate: a grid of models of how much weeks resemble each other.

Weekly figures are not independent, and 26 weeks are too few to learn by how much. So no single
error model is chosen: each of a fixed grid (first-order autocorrelation plus independent noise)
is weighted by how well it explains the residuals, and the interval is that of the mixture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, stdtr, stdtrit

Array = NDArray[np.float64]

#: Correlation of one period's lasting shock with the next period's.
CORRELATIONS = (-0.2, 0.0, 0.15, 0.30, 0.45, 0.60, 0.75, 0.90, 0.95)
#: Share of the variance that lasts; the rest is noise of a single period.
LASTING_SHARES = (0.3, 0.6, 1.0)
#: A sum of squares below this share of the series' own is rounding, not variation.
NO_VARIATION = 1e-20
#: More than enough: a width is found in about ten.
NEWTON_STEPS = 100


class NoVariationError(ValueError):
    """A series leaves no residual at all, so no range can be put around an estimate."""


@dataclass(frozen=True)
class Estimate:
    """A weighted sum of a series with its uncertainty.

    Parameters
    ----------
    value : float
        The estimate, on the scale of the series.
    standard_errors, weights : ndarray, shape (models,)
        One a model of the grid; the weights add up to 1.
    degrees_of_freedom : int
        Periods less fitted parameters.
    """

    value: float
    standard_errors: Array
    weights: Array
    degrees_of_freedom: int

    def half_width(self, confidence: float) -> float:
        """Return half the length of the interval that holds `confidence` of the mixture."""
        return float(
            mixture_half_width(
                self.standard_errors, self.weights, self.degrees_of_freedom, confidence
            )
        )

    def interval(self, confidence: float) -> tuple[float, float]:
        """Return the ends of the interval at `confidence` (0.99 for 99%)."""
        half = self.half_width(confidence)
        return self.value - half, self.value + half

    @property
    def p_value(self) -> float:
        """Two-sided probability of an estimate this far from 0 when the truth is 0."""
        return float(
            mixture_p_value(self.value, self.standard_errors, self.weights, self.degrees_of_freedom)
        )


class ErrorModels:
    """The grid of error models for one pattern of periods and one regression.

    Everything that does not depend on the series is worked out once.

    Parameters
    ----------
    times : ndarray, shape (periods,)
        Whole period numbers, ascending, gaps kept.
    regressors : ndarray, shape (periods, parameters)
        What the residuals are taken from; full column rank.

    Notes
    -----
    For correlation r and lasting share f, R = f r^|ti - tj| + (1 - f) I. With GLS residuals the
    variance is s2 = RSS / (T - k) and the weight is proportional to the restricted likelihood
    det(R)^-1/2 det(X'R^-1X)^-1/2 RSS^-(T-k)/2, shared evenly by the models of one correlation.
    """

    def __init__(self, times: Array, regressors: Array) -> None:
        periods, parameters = regressors.shape
        self.degrees_of_freedom = periods - parameters
        if self.degrees_of_freedom < 1:
            raise ValueError(f"{periods} periods cannot carry {parameters} parameters.")
        self.correlations, log_prior = correlation_grid(times)
        inverse = np.linalg.inv(self.correlations)
        weighted = inverse @ regressors  # (models, periods, parameters)
        information = regressors.T @ weighted
        residual = inverse - weighted @ np.linalg.solve(information, weighted.transpose(0, 2, 1))
        self._residual = (residual + residual.transpose(0, 2, 1)) / 2
        self._log_weight = log_prior - 0.5 * (
            np.linalg.slogdet(self.correlations)[1] + np.linalg.slogdet(information)[1]
        )

    def variances_and_weights(self, series: Array) -> tuple[Array, Array]:
        """Return each model's residual variance and weight for one or many series.

        Parameters
        ----------
        series : ndarray, shape (..., periods)

        Returns
        -------
        variances, weights : ndarray, shape (..., models)

        Raises
        ------
        NoVariationError
            If a series is fitted without any residual.
        """
        squares = np.stack(
            [np.sum((series @ matrix) * series, axis=-1) for matrix in self._residual], axis=-1
        )
        centred = series - series.mean(axis=-1, keepdims=True)
        total = (
            np.sum(series * series, axis=-1)[..., None] * 1e-8
            + np.sum(centred * centred, axis=-1)[..., None]
        )
        if np.any(squares <= NO_VARIATION * total):
            raise NoVariationError("The series has no variation beyond the fitted values.")
        log_weight = self._log_weight - 0.5 * self.degrees_of_freedom * np.log(squares)
        weights = np.exp(log_weight - logsumexp(log_weight, axis=-1, keepdims=True))
        return squares / self.degrees_of_freedom, weights

    def estimate(self, series: Array, contrast: Array, floor: float = 0.0) -> Estimate:
        """Estimate the weighted sum of one series that `contrast` describes.

        Parameters
        ----------
        series, contrast : ndarray, shape (periods,)
        floor : float
            Least variance of a period: what sampling alone gives it.

        Returns
        -------
        Estimate
        """
        variances, weights = self.variances_and_weights(series)
        variances = np.maximum(variances, floor)
        factor = self.contrast_variance(contrast)
        return Estimate(
            value=float(contrast @ series),
            standard_errors=np.sqrt(variances * factor),
            weights=weights,
            degrees_of_freedom=self.degrees_of_freedom,
        )

    def contrast_variance(self, contrast: Array) -> Array:
        """Return a'Ra for every model, shape (models,), for a contrast a."""
        return np.einsum("i,mij,j->m", contrast, self.correlations, contrast)


def correlation_grid(times: Array) -> tuple[Array, Array]:
    """Return the correlation matrix of every model and the logarithm of its prior weight.

    Parameters
    ----------
    times : ndarray, shape (periods,)
        Whole period numbers.

    Returns
    -------
    ndarray, shape (models, periods, periods), and ndarray, shape (models,)
    """
    distance = np.abs(times[:, None] - times[None, :])
    identity = np.eye(len(times))
    matrices: list[Array] = []
    log_prior: list[float] = []
    for correlation in CORRELATIONS:
        # without a positive correlation nothing lasts, and the shares cannot be told apart
        shares = LASTING_SHARES if correlation > 0 else (1.0,)
        lasting = np.where(distance == 0, 1.0, np.sign(correlation) ** distance) * (
            np.abs(correlation) ** distance
        )
        for share in shares:
            matrices.append(share * lasting + (1 - share) * identity)
            log_prior.append(-np.log(len(shares)))
    return np.stack(matrices), np.array(log_prior)


@lru_cache(maxsize=256)
def _cached(times: bytes, regressors: bytes, parameters: int) -> ErrorModels:
    return ErrorModels(
        np.frombuffer(times, dtype=np.float64),
        np.frombuffer(regressors, dtype=np.float64).reshape(-1, parameters),
    )


def error_models(times: Array, regressors: Array) -> ErrorModels:
    """Return the grid for these periods and regressors, worked out once a pattern.

    Parameters
    ----------
    times : ndarray, shape (periods,)
    regressors : ndarray, shape (periods, parameters)

    Returns
    -------
    ErrorModels
    """
    times = np.ascontiguousarray(times, dtype=np.float64)
    regressors = np.ascontiguousarray(regressors, dtype=np.float64)
    return _cached(times.tobytes(), regressors.tobytes(), regressors.shape[1])


def mixture_p_value(
    value: Array | float, standard_errors: Array, weights: Array, degrees_of_freedom: int
) -> Array:
    """Return the two-sided p-value of estimates under a mixture of t distributions.

    Parameters
    ----------
    value : float or ndarray, shape (...,)
    standard_errors, weights : ndarray, shape (..., models)
    degrees_of_freedom : int

    Returns
    -------
    ndarray, shape (...,)
    """
    ratio = np.abs(np.asarray(value))[..., None] / standard_errors
    return np.sum(weights * 2 * stdtr(degrees_of_freedom, -ratio), axis=-1)


def mixture_half_width(
    standard_errors: Array, weights: Array, degrees_of_freedom: int, confidence: float
) -> Array:
    """Return the half-width that leaves 1 - confidence outside, by Newton's method.

    Parameters
    ----------
    standard_errors, weights : ndarray, shape (..., models)
    degrees_of_freedom : int
    confidence : float

    Returns
    -------
    ndarray, shape (...,)
    """
    outside = 1 - confidence
    # the share outside is convex and falls with the width: from too narrow, no step overshoots
    width = np.min(standard_errors, axis=-1) * -_t_quantile(degrees_of_freedom, outside / 2)
    for _ in range(NEWTON_STEPS):
        excess = mixture_p_value(width, standard_errors, weights, degrees_of_freedom) - outside
        ratio = width[..., None] / standard_errors
        density = _t_density(ratio, degrees_of_freedom) / standard_errors
        step = excess / np.sum(2 * weights * density, axis=-1)
        width = width + step
        if np.all(np.abs(step) <= 1e-14 * width):
            break
    return width


def _t_density(ratio: Array, degrees_of_freedom: int) -> Array:
    half = degrees_of_freedom / 2
    log_constant = gammaln(half + 0.5) - gammaln(half) - 0.5 * np.log(np.pi * degrees_of_freedom)
    return np.exp(log_constant - (half + 0.5) * np.log1p(ratio**2 / degrees_of_freedom))


@lru_cache(maxsize=1024)
def _t_quantile(degrees_of_freedom: int, probability: float) -> float:
    return float(stdtrit(degrees_of_freedom, probability))
