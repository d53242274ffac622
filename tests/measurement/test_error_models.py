"""The range around an estimate, against answers worked out another way."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t as student

from gains.measurement import designs
from gains.measurement.error_models import (
    CORRELATIONS,
    ErrorModels,
    NoVariationError,
    mixture_half_width,
    mixture_p_value,
)

TIMES = np.concatenate([np.arange(26.0), np.arange(28.0, 40.0)])
AFTER = TIMES >= 28


def _series(seed=5):
    return np.random.default_rng(seed).standard_normal(len(TIMES)).cumsum() * 0.1


@pytest.mark.parametrize("number", [0, 4, 12, 22])
def test_each_model_of_the_grid_is_statsmodels_gls(number):
    regressors = designs.jump_and_change_of_slope(TIMES, AFTER)
    models = ErrorModels(TIMES, regressors)
    y = _series()
    variances, _ = models.variances_and_weights(y)
    fit = sm.GLS(y, regressors, sigma=models.correlations[number]).fit()
    assert variances[number] == pytest.approx(fit.scale, rel=1e-8)


def test_weights_are_the_restricted_likelihood_of_statsmodels():
    regressors = designs.jump_and_change_of_slope(TIMES, AFTER)
    models = ErrorModels(TIMES, regressors)
    y = _series()
    _, weights = models.variances_and_weights(y)
    ratios = []
    for number, shares in ((1, 1), (4, 3), (22, 3)):
        correlation = models.correlations[number]
        fit = sm.GLS(y, regressors, sigma=correlation).fit()
        information = regressors.T @ np.linalg.inv(correlation) @ regressors
        log_likelihood = -0.5 * (
            np.linalg.slogdet(correlation)[1]
            + np.linalg.slogdet(information)[1]
            + fit.df_resid * np.log(fit.scale)
        )
        ratios.append(np.exp(log_likelihood) / shares / weights[number])
    assert ratios == pytest.approx([ratios[0]] * 3, rel=1e-8)
    assert weights.sum() == pytest.approx(1)


def test_a_negative_or_no_correlation_has_one_model_and_a_positive_one_three():
    assert len(ErrorModels(TIMES, np.ones((len(TIMES), 1))).correlations) == 2 + 3 * 7
    assert len(CORRELATIONS) == 9


def test_a_gap_is_kept_in_the_correlations():
    # put 26 and 28 side by side and a two-week gap would look like one
    correlations = ErrorModels(TIMES, np.ones((len(TIMES), 1))).correlations
    assert correlations[4][25, 26] == pytest.approx(0.15**3)
    assert correlations[0][0, 1] == pytest.approx(-0.2)


def test_one_model_alone_gives_the_t_interval_of_scipy():
    half = mixture_half_width(np.array([2.0]), np.array([1.0]), 7, 0.99)
    assert half == pytest.approx(2 * student.ppf(0.995, 7))
    assert mixture_p_value(half, np.array([2.0]), np.array([1.0]), 7) == pytest.approx(0.01)


def test_interval_and_p_value_agree():
    estimate = designs.estimate_difference(TIMES, _series(), AFTER)
    confidence = 1 - estimate.p_value
    assert estimate.half_width(confidence) == pytest.approx(abs(estimate.value), rel=1e-6)


def test_difference_of_averages_is_that():
    y = _series()
    estimate = designs.estimate_difference(TIMES, y, AFTER)
    assert estimate.value == pytest.approx(y[AFTER].mean() - y[~AFTER].mean())


def test_step_beside_trend_is_least_squares():
    y = _series()
    regressors = np.column_stack([np.ones_like(TIMES), AFTER, TIMES])
    fit = sm.OLS(y, regressors).fit()
    assert designs.estimate_step(TIMES, y, AFTER).value == pytest.approx(fit.params[1])
    slope = sm.OLS(y, regressors[:, [0, 2]]).fit().params[1]
    assert designs.estimate_slope(TIMES, y).value == pytest.approx(slope)


def test_weeks_that_resemble_each_other_widen_the_range():
    rng = np.random.default_rng(1)
    independent = rng.standard_normal(len(TIMES))
    lasting = independent.copy()
    for i in range(1, len(lasting)):
        lasting[i] = 0.8 * lasting[i - 1] + 0.6 * independent[i]
    # the same spread, so only the resemblance differs
    lasting *= independent.std() / lasting.std()
    widths = [
        designs.estimate_difference(TIMES, y, AFTER).half_width(0.99)
        for y in (independent, lasting)
    ]
    assert widths[1] > 1.3 * widths[0]


@pytest.mark.parametrize("y", [np.ones(len(TIMES)), AFTER * 3.0, np.zeros(len(TIMES)), TIMES * 0.1])
def test_a_series_without_variation_has_no_range(y):
    with pytest.raises(NoVariationError):
        designs.estimate_difference(TIMES, y, AFTER)


def test_too_few_periods_are_refused():
    with pytest.raises(ValueError, match="3 periods cannot carry 3"):
        ErrorModels(np.arange(3.0), np.eye(3))
