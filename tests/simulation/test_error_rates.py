"""The verdict keeps its promises on worlds whose truth is known; a plain t-test does not.

The quick version of `make simulate`: fewer draws and no database. Its seed is fixed, so it cannot
fail by chance; a changed method can make it fail.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.simulation.judge import rates
from benchmarks.simulation.scenarios import EFFECTS, NULLS
from benchmarks.simulation.shares_and_counts import OTHER_WORLDS, simulate_other
from benchmarks.simulation.weekly import simulate

pytestmark = pytest.mark.slow

SEED = 8
NULL_DRAWS, EFFECT_DRAWS = 12, 50


@pytest.fixture(scope="module")
def nulls():
    return {world.name: simulate(world, NULL_DRAWS, SEED) for world in NULLS}


def test_without_an_effect_almost_nothing_is_ever_proven_or_claimed(nulls):
    found = rates([look for looks in nulls.values() for look in looks], 0.0)
    assert found.initiatives == NULL_DRAWS * len(NULLS)
    assert found.ever_proven <= 0.025
    assert found.ever_claimed <= 0.06
    assert found.ever_worse <= 0.025
    assert found.covered >= 0.96


def test_a_plain_t_test_fails_the_same_harness(nulls):
    # else the harness would not bite
    claims = {name: rates(looks, 0.0).t_test_ever for name, looks in nulls.items()}
    assert claims["shared trend -1% a week"] == 1.0
    assert claims["easier cases after go-live"] == 1.0
    assert sum(share > 0.12 for share in claims.values()) >= len(claims) // 2


def test_a_real_effect_is_found_and_its_size_is_right():
    world = next(world for world in EFFECTS if world.name == "-20%")
    found = rates(simulate(world, EFFECT_DRAWS, SEED), world.effect)
    assert found.last_proven >= 0.60
    assert found.last_claimed >= 0.88
    assert found.covered >= 0.96
    assert abs(found.bias) <= 0.015


def test_harm_is_called_worse():
    world = next(world for world in EFFECTS if world.effect > 0)
    found = rates(simulate(world, EFFECT_DRAWS, SEED), world.effect)
    assert found.last_worse >= 0.70
    assert found.ever_claimed == 0


def test_without_a_comparison_nothing_is_ever_proven():
    alone = [replace(world, has_comparison=False) for world in (NULLS[4], EFFECTS[3])]
    season, effect = (rates(simulate(world, 12, SEED), world.effect) for world in alone)
    assert season.ever_proven == effect.ever_proven == 0
    assert season.ever_claimed <= 0.09
    assert effect.ever_claimed >= 0.5


def test_shares_and_counts_keep_the_same_promises():
    nothing = [world for world in OTHER_WORLDS if world.effect == 0]
    found = rates([x for world in nothing for x in simulate_other(world, 20, SEED)], 0.0)
    assert found.ever_proven <= 0.05
    assert found.ever_claimed <= 0.06
    assert found.covered >= 0.96
    assert found.t_test_ever > 0.12
    more = OTHER_WORLDS[-1]
    assert rates(simulate_other(more, 20, SEED), more.effect).last_claimed >= 0.7
