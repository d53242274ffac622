"""Interrupted time series that are in print, reproduced; a wrong engine would differ."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.tsa.statespace.structural import UnobservedComponents

from gains.measurement.designs import estimate_difference, estimate_step
from tests.measurement.published import read


def _sicily():
    data = read("sicily_bernal/sicily.csv")
    time = data.time.to_numpy(float)
    angle = 2 * np.pi * time / 12
    harmonics = np.column_stack([f(k * angle) for f in (np.sin, np.cos) for k in (1, 2)])
    return data, time, harmonics


def test_bernal_2017_sicily_smoking_ban_poisson():
    data, time, harmonics = _sicily()
    plain = np.column_stack([np.ones_like(time), data.smokban, time])
    offset = np.log(data.stdpop)
    fit = sm.GLM(data.aces, plain, family=sm.families.Poisson(), offset=offset).fit()
    assert np.exp(fit.params.iloc[1]) == pytest.approx(0.8944, abs=1e-4)
    assert np.exp(fit.conf_int().iloc[1]).tolist() == pytest.approx([0.8647, 0.9251], abs=1e-4)

    seasonal = np.column_stack([plain, harmonics])
    quasi = sm.GLM(data.aces, seasonal, family=sm.families.Poisson(), offset=offset).fit(scale="X2")
    assert quasi.scale == pytest.approx(2.262, abs=1e-3)
    assert quasi.params.iloc[1] == pytest.approx(-0.12209, abs=1e-4)
    assert quasi.bse.iloc[1] == pytest.approx(0.02703, abs=1e-4)
    assert quasi.params.iloc[3:].tolist() == pytest.approx(
        [0.03710, -0.01821, 0.03816, 0.01476], abs=1e-4
    )
    assert np.exp(quasi.params.iloc[1]) == pytest.approx(0.8851, abs=1e-4)


def test_our_engine_gives_the_sicily_effect_and_a_wider_range():
    data, time, harmonics = _sicily()
    rate = np.log(data.aces / data.stdpop).to_numpy()
    after = (data.smokban == 1).to_numpy()
    regressors = np.column_stack([np.ones_like(time), after, time, harmonics])
    coefficients = np.linalg.lstsq(regressors, rate, rcond=None)[0]
    estimate = estimate_step(time, rate - harmonics @ coefficients[3:], after)
    assert np.exp(estimate.value) == pytest.approx(0.883, abs=0.005)
    assert np.exp(estimate.interval(0.95)) == pytest.approx([0.832, 0.938], abs=0.005)


def test_linden_2015_itsa_california_newey_west_lag_1():
    sales = read("prop99_cigsales/california_prop99.csv")
    time = (sales.Year - 1970).to_numpy(float)
    after = (sales.Year >= 1989).to_numpy(float)
    regressors = np.column_stack([np.ones_like(time), time, after, after * (sales.Year - 1989)])
    fit = sm.OLS(sales.California, regressors).fit(
        cov_type="HAC", cov_kwds={"maxlags": 1, "use_correction": True}, use_t=True
    )
    assert fit.params.iloc[1:].tolist() == pytest.approx([-1.779474, -20.0581, -1.494652], abs=1e-4)
    assert fit.bse.iloc[1:].tolist() == pytest.approx([0.3834, 4.7244, 0.4368], abs=1e-3)
    joint = fit.f_test(np.eye(4)[1:])
    assert float(joint.fvalue) == pytest.approx(331.45, abs=0.01)
    assert (joint.df_num, joint.df_denom) == (3, 27)


def test_itsa_multiple_groups_california_against_38_states():
    sales = read("prop99_cigsales/california_prop99.csv")
    states = [column for column in sales.columns if column != "Year"]
    assert len(states) == 39
    long = sales.melt("Year", states, "state", "packs")
    time = (long.Year - 1970).to_numpy(float)
    after = (long.Year >= 1989).to_numpy(float)
    slope = after * (long.Year - 1989).to_numpy(float)
    one = np.ones_like(time)
    treated = (long.state == "California").to_numpy(float)
    own = [one, time, after, slope]
    regressors = np.column_stack([*own, *(treated * column for column in own)])
    coefficients = np.linalg.lstsq(regressors, long.packs.to_numpy(), rcond=None)[0]
    assert coefficients[[0, 1, 2]].tolist() == pytest.approx(
        [135.4995, -0.5477701, -17.25168], abs=1e-4
    )
    assert coefficients[7] == pytest.approx(-0.9911, abs=1e-4)


def test_causalimpact_r_vignette():
    data = read("causalimpact_vignette/ci_vignette.csv")
    after = (data.t > 70).to_numpy()
    before = ~after
    assert data.y[after].mean() == pytest.approx(117.05, abs=0.005)

    slope, level = np.polyfit(data.x1[before], data.y[before], 1)
    residual = (data.y - level - slope * data.x1).to_numpy()
    ours = estimate_difference(data.t.to_numpy(float), residual, after)
    assert ours.value == pytest.approx(10.45, abs=0.01)
    assert ours.value == pytest.approx(10.51, abs=0.15)

    # the structural model that the vignette fits by sampling, fitted by maximum likelihood
    level_model = UnobservedComponents(
        data.y[before].to_numpy(), "llevel", exog=data.x1[before].to_numpy()
    ).fit(disp=False)
    expected = level_model.get_forecast(int(after.sum()), exog=data.x1[after].to_numpy()[:, None])
    assert float(np.mean(data.y[after] - expected.predicted_mean)) == pytest.approx(10.51, abs=0.15)
