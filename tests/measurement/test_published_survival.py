"""Survival figures that are in print, reproduced by our Kaplan-Meier and restricted mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2, norm
from statsmodels.duration.survfunc import survdiff

from gains.measurement.survival import kaplan_meier, restricted_mean
from tests.measurement.published import SHIPPED, read


def test_survrm2_pbc_restricted_mean_at_10_years():
    data = read("survival_rmst/pbc312.csv")
    placebo, drug = (
        restricted_mean(group.t.to_numpy(), group.e.to_numpy() == 1, 10.0)
        for group in (data[data.trt == 2], data[data.trt == 1])
    )
    means = {round(placebo.value, 3): placebo, round(drug.value, 3): drug}
    assert sorted(means) == pytest.approx([7.146, 7.283], abs=1e-3)
    low, high = means[min(means)], means[max(means)]
    assert low.standard_error == pytest.approx(0.283, abs=1e-3)
    assert high.standard_error == pytest.approx(0.295, abs=1e-3)
    difference = low.value - high.value
    error = np.hypot(low.standard_error, high.standard_error)
    assert difference == pytest.approx(-0.137, abs=1e-3)
    assert [difference - 1.96 * error, difference + 1.96 * error] == pytest.approx(
        [-0.939, 0.665], abs=1e-3
    )
    assert 2 * norm.sf(abs(difference) / error) == pytest.approx(0.738, abs=1e-3)


def test_r_survival_aml_restricted_mean():
    data = read("survival_rmst/aml.csv")
    kept = data[data.x == "Maintained"]
    other = data[data.x != "Maintained"]
    for group, horizon, value, error in (
        (kept, 48, 31.84, 4.53),
        (other, 48, 22.71, 4.18),
        (kept, 161, 52.65, 19.83),
    ):
        mean = restricted_mean(group.time.to_numpy(float), group.status.to_numpy() == 1, horizon)
        assert mean.value == pytest.approx(value, abs=1e-2)
        assert mean.standard_error == pytest.approx(error, abs=1e-2)


def test_lifelines_lung():
    data = pd.read_csv(SHIPPED / "lung.csv")
    died = data.status == 1
    for sex, median, value, error in ((1, 270, 241.5, 10.36), (2, 426, 297.5, 10.79)):
        group = data.sex == sex
        times, ended = data.time[group].to_numpy(float), died[group].to_numpy()
        assert kaplan_meier(times, ended).quantile(0.5) == median
        mean = restricted_mean(times, ended, 365)
        assert mean.value == pytest.approx(value, abs=0.05)
        assert mean.standard_error == pytest.approx(error, abs=1e-2)
    statistic, p_value = survdiff(data.time, died, data.sex)
    assert statistic == pytest.approx(10.327, abs=1e-2)
    assert p_value == pytest.approx(0.00131, abs=1e-5)
    assert chi2.sf(statistic, 1) == pytest.approx(p_value)


def test_waltons_mir137_standard_error_is_not_the_variance_of_the_capped_duration():
    # lifelines issue 1682: its variance is that of min(duration, horizon), 0.719
    data = pd.read_csv(SHIPPED / "waltons_mir137.csv")
    mean = restricted_mean(data["T"].to_numpy(float), data["E"].to_numpy() == 1, 10)
    assert mean.value == pytest.approx(9.794, abs=1e-3)
    assert mean.standard_error == pytest.approx(0.123, abs=1e-3)


def test_freireich_6_mp_by_hand():
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still_open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    curve = kaplan_meier(np.array(ended + still_open, float), np.array([True] * 9 + [False] * 12))
    at = dict(zip(curve.times, curve.share, strict=True))
    assert [at[6], at[10], at[23]] == pytest.approx([0.8571, 0.7529, 0.4482], abs=1e-4)
    assert curve.quantile(0.5) == 23
    assert curve.quantile(0.9) is None


@pytest.mark.parametrize("durations", [[], [1.0, -1.0], [float("nan")]])
def test_impossible_durations_are_refused(durations):
    with pytest.raises(ValueError, match=r"case|negative"):
        kaplan_meier(np.array(durations), np.ones(len(durations), bool))
