"""No input of numbers makes the estimator raise, or publish what cannot be.

Thousands of random weekly sums: gaps, NaN and infinity, zeros, tiny and constant values, negative
figures, few cases, every kind of KPI, with and without a comparison.
"""

from __future__ import annotations

import warnings
from dataclasses import fields

import numpy as np
import pytest

from gains.measurement.effects import measure_one
from gains.measurement.inputs import sort_sums, week_number
from gains.measurement.results import Measurement
from tests.measurement.weeks import GO_LIVE, request

KINDS = ("duration", "mean", "ratio", "proportion", "count", "balance")
INPUTS = 1200


def _process(rng: np.random.Generator, kind: str, before: int, after: int):
    """Return weekly sums of one process, as odd as exports can be."""
    weeks = week_number(GO_LIVE) - before + np.arange(before + 1 + after)
    phase = ["before"] * before + ["ramp"] + ["after"] * after
    kinds = int(rng.integers(1, 4))
    cases = rng.choice([0.5, 3, 12, 60, 400])
    n = rng.poisson(cases, (len(weeks), kinds)).astype(float)
    level = rng.choice([1e-12, 1e-3, 1.0, 40.0, 1e9, -10.0, 0.0])
    spread = rng.choice([0.0, 1e-9, 0.05, 0.5, 3.0])
    value = level * np.exp(spread * rng.standard_normal((len(weeks), kinds)))
    if kind == "proportion":
        value = np.clip(
            rng.choice([0.0, 0.001, 0.3, 1.0]) + 0.05 * rng.standard_normal(n.shape), 0, 1
        )
    if rng.random() < 0.3:
        value[before + 1 :] *= rng.choice([0.0, 1e-9, 0.8, 30.0, -1.0])
    for odd in (0.0, 1e-9, 1e12, np.nan, np.inf, -5.0):
        # what is no share at all is stopped before it comes here
        if rng.random() < 0.08 and not (kind == "proportion" and abs(odd) > 1):
            value[rng.integers(len(weeks)), rng.integers(kinds)] = odd
    denominator = np.ones_like(n) if kind == "count" else n.copy()
    with np.errstate(all="ignore"):
        numerator = n if kind == "count" else n * value
    kept = rng.random(n.shape) > rng.choice([0.0, 0.02, 0.3])
    if rng.random() < 0.2:
        kept[:: int(rng.integers(2, 7))] = False
    kept = kept.reshape(-1)
    with np.errstate(all="ignore"):
        moments = np.stack([n * value**2 * 2, n * value, n], axis=-1).reshape(-1, 3)
    known = rng.random() < 0.7
    return sort_sums(
        week=np.repeat(weeks, kinds)[kept],
        segment=[
            x
            for x, k in zip([f"kind {i}" for i in range(kinds)] * len(weeks), kept, strict=True)
            if k
        ],
        phase=[x for x, k in zip(np.repeat(phase, kinds).tolist(), kept, strict=True) if k],
        is_complete=np.ones(int(kept.sum()), bool),
        n=n.reshape(-1)[kept],
        numerator=numerator.reshape(-1)[kept],
        denominator=denominator.reshape(-1)[kept],
        cut_off=np.zeros(int(kept.sum())),
        open_count=np.zeros(int(kept.sum())),
        moments=moments[kept] if known else None,
    )


def _draw(seed: int) -> Measurement:
    rng = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    before, after = int(rng.choice([16, 26, 39, 52])), int(rng.choice([8, 12, 26]))
    compared = rng.random() < 0.6
    asked = request(
        kind=kind,
        better=str(rng.choice(["lower", "higher"])),
        unit="share" if kind == "proportion" else "hours",
        comparison_process_id="orders" if compared else None,
        target_relative_change=float(rng.choice([-0.2, 0.1])) if rng.random() < 0.5 else None,
        as_of_date=None,
    )
    treated = _process(rng, kind, before, after)
    other = _process(rng, kind, before, after) if compared else None
    return measure_one(asked, treated, other)


@pytest.mark.parametrize("part", range(4))
def test_every_published_figure_is_possible_and_in_order(part):
    measured = 0
    for seed in range(part, INPUTS, 4):
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            found = _draw(seed)
        effect = found.effect
        where = f"seed {seed}, {effect.method}"
        for field in fields(effect):
            value = getattr(effect, field.name)
            if isinstance(value, float) and field.name not in ("before_value", "after_value"):
                assert np.isfinite(value), (where, field.name)
        if effect.effect is None:
            assert effect.evidence == "not_measurable", where
            continue
        measured += 1
        assert effect.effect_low <= effect.effect <= effect.effect_high, where
        if effect.relative_effect is not None:
            ends = effect.relative_low, effect.relative_low_95, effect.relative_effect
            assert ends[0] <= ends[1] <= ends[2], where
            ends = effect.relative_effect, effect.relative_high_95, effect.relative_high
            assert ends[0] <= ends[1] <= ends[2], where
            if effect.method.scale in ("log", "logit", "points"):
                assert effect.relative_low >= -1, where
        if effect.method.kind == "proportion":
            assert 0 <= effect.expected_value <= 1, where
            assert -1 <= effect.effect_low <= effect.effect_high <= 1, where
        assert 0 <= effect.p_value <= 1, where
        for week in found.weeks:
            if week.expected_low is not None and week.expected_high is not None:
                assert week.expected_low <= week.expected <= week.expected_high, where
    assert measured > INPUTS / 4 / 10


def test_the_same_input_gives_the_same_bytes():
    assert repr(_draw(8)) == repr(_draw(8))
