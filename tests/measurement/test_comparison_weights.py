"""Weights of comparison processes: a published result, and comparisons that only add noise."""

from __future__ import annotations

import numpy as np
import pytest

from gains.measurement.comparison_weights import (
    synthetic_weights,
    time_weights,
    worse_than_none,
)
from tests.measurement.published import read


def test_arkhangelsky_2021_california():
    sales = read("prop99_cigsales/california_prop99.csv")
    after = (sales.Year >= 1989).to_numpy()
    target = sales.California.to_numpy(float)
    others = sales.drop(columns=["Year", "California"]).to_numpy(float)
    units = synthetic_weights(target[~after], others[~after], int(after.sum()))
    times = time_weights(others[~after], others[after])
    synthetic = others @ units
    gap = target - synthetic
    effect = gap[after].mean() - times @ gap[~after]
    assert effect == pytest.approx(-15.6, abs=0.05)
    assert units.sum() == pytest.approx(1) and times.sum() == pytest.approx(1)
    assert units.min() >= 0
    # the weights that the paper's figure shows as the largest
    states = sales.columns.drop(["Year", "California"])
    assert states[np.argsort(units)[::-1][:1]][0] == "Nevada"


def test_one_comparison_has_all_the_weight():
    assert synthetic_weights(np.arange(5.0), np.ones((5, 1)), 3).tolist() == [1.0]


def test_identical_comparisons_share_the_weight():
    series = np.random.default_rng(1).standard_normal(26)
    weights = synthetic_weights(series, np.column_stack([series] * 4), 12)
    assert weights == pytest.approx([0.25] * 4, abs=1e-3)


def test_a_comparison_that_only_adds_noise_is_worse_than_none():
    rng = np.random.default_rng(2)
    times = np.arange(26.0)
    shared, own = 0.05 * rng.standard_normal((2, 26))
    small = shared + 0.4 * rng.standard_normal(26)
    large = shared + 0.05 * rng.standard_normal(26)
    found = worse_than_none(times, shared + own, np.column_stack([small, large]))
    assert found.tolist() == [True, False]


def test_a_shared_trend_is_no_noise():
    rng = np.random.default_rng(3)
    times = np.arange(26.0)
    both = -0.05 * times[:, None] + 0.02 * rng.standard_normal((26, 2))
    assert not worse_than_none(times, both[:, 0], both[:, 1:]).any()
