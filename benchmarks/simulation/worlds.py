"""Many initiatives of one kind of world at once: weekly sums drawn as arrays, from single cases.

The worlds of `scenarios` end twelve weeks after go-live and have one comparison. These reach to
the end of the evaluation window and beyond, drift, walk and have seasons of their own, and have
any number of comparison processes. Every case is drawn, so sums of squares are those of cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Mean hours and share of easy and of hard cases, as in `scenarios`.
MEANS, SHARES = np.array([4.0, 16.0]), np.array([0.6, 0.4])
WEEKS_RAMP = 1
#: Cases drawn at a time, so that memory stays small.
CASES_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class World:
    """One kind of world: what moves the automated process, and what moves its comparisons.

    Parameters
    ----------
    name : str
    effect : float
        True relative change from go-live on (-0.2 for 20% less).
    cases : int
        Cases a week in each process.
    comparisons : int
        Processes that were left alone.
    comparison_share : float
        Their cases as a share of those of the automated process.
    before, after : int
        Weeks before go-live and behind the ramp.
    own_correlation, own_spread : float
        Week-to-week correlation and standard deviation of each process's own shocks (logs).
    shared_spread : float
        Standard deviation of shocks shared by all (correlation 0.6).
    drift : float
        Change a week of the automated process alone (logs).
    drift_from : int or None
        Weeks before go-live in which the drift begins; None: it was always there.
    walk : float
        Standard deviation of the weekly step of a random walk of the automated process.
    season, season_of_comparison : float
        Amplitude of a yearly wave at a random point of the year, in the automated process and in
        its comparisons.
    shared_trend, month_end, mix_after, variation, worst_of, spread_after, clumps
        As in `scenarios.Scenario`.
    tail : float or None
        Cases are lognormal with this sigma instead of gamma.
    """

    name: str
    effect: float = 0.0
    cases: int = 400
    comparisons: int = 1
    comparison_share: float = 1.0
    before: int = 26
    after: int = 26
    own_correlation: float = 0.5
    own_spread: float = 0.04
    shared_spread: float = 0.05
    drift: float = 0.0
    drift_from: int | None = None
    walk: float = 0.0
    season: float = 0.0
    season_of_comparison: float = 0.0
    shared_trend: float = 0.0
    month_end: float = 0.0
    mix_after: float = 0.6
    variation: float = 1.2
    worst_of: int = 1
    spread_after: float = 1.0
    clumps: float = 0.0
    tail: float | None = None

    @property
    def weeks(self) -> int:
        """Return the weeks drawn."""
        return self.before + WEEKS_RAMP + self.after


@dataclass(frozen=True)
class Sums:
    """Weekly sums of many initiatives, shape (draws, processes, kinds, weeks) each.

    Process 0 is the automated one; kinds of case are easy and hard.
    """

    n: Array
    total: Array
    squares: Array


def draw(world: World, draws: int, seed: int) -> Sums:
    """Draw `draws` initiatives of a world.

    Parameters
    ----------
    world : World
    draws : int
    seed : int

    Returns
    -------
    Sums
    """
    rng = np.random.default_rng([seed, *world.name.encode()])
    level = _levels(rng, world, draws)
    share = np.full((1 + world.comparisons, 2, world.weeks), SHARES[:, None])
    share[0, 0, world.before :] = world.mix_after
    share[0, 1, world.before :] = 1 - world.mix_after
    size = np.full((1 + world.comparisons, 1, 1), world.cases * world.comparison_share)
    size[0] = world.cases
    uneven = 1 + world.clumps * np.where(np.arange(world.weeks) % 2, 1, -1)
    n = rng.poisson(np.broadcast_to(size * share * uneven, (draws, *share.shape)))
    mean = MEANS[:, None] * np.exp(level)[:, :, None, :]
    total, squares = _sum_of_cases(rng, world, n.reshape(-1))
    return Sums(
        n.astype(np.float64), total.reshape(n.shape) * mean, squares.reshape(n.shape) * mean**2
    )


def _levels(rng: np.random.Generator, world: World, draws: int) -> Array:
    """Return logs of the weekly level over the mean, shape (draws, processes, weeks)."""
    weeks = world.weeks
    week = np.arange(weeks)
    after = week >= world.before
    shared = (
        lasting(rng, (draws, 1), weeks, 0.6) * world.shared_spread
        + world.shared_trend * week
        + np.log1p(world.month_end) * ((week + rng.integers(0, 4, (draws, 1, 1))) % 4 == 0)
    )
    own = lasting(rng, (draws, world.worst_of), weeks, world.own_correlation) * world.own_spread
    seen = own + rng.standard_normal(own.shape) * 1.44 / world.cases**0.5
    worst = np.argmax(seen[:, :, world.before - 8 : world.before].mean(axis=2), axis=1)
    own = own[np.arange(draws), worst][:, None]
    own = np.where(after, own * world.spread_after, own)
    begins = 0 if world.drift_from is None else world.before - world.drift_from
    own = own + world.drift * np.maximum(week - begins, 0)
    own = own + world.walk * rng.standard_normal((draws, 1, weeks)).cumsum(axis=2)
    own = own + np.log1p(world.effect) * after
    others = lasting(rng, (draws, world.comparisons), weeks, world.own_correlation)
    wave = np.sin(2 * np.pi * (week / 52 + rng.uniform(size=(draws, 1, 1))))
    return shared + np.concatenate(
        [
            own + world.season * wave,
            others * world.own_spread + world.season_of_comparison * wave,
        ],
        axis=1,
    )


def lasting(
    rng: np.random.Generator, shape: tuple[int, ...], weeks: int, correlation: float
) -> Array:
    """Return standard normal series with a week-to-week correlation, shape (*shape, weeks)."""
    series = rng.standard_normal((*shape, weeks))
    for t in range(1, weeks):
        series[..., t] *= (1 - correlation**2) ** 0.5
        series[..., t] += correlation * series[..., t - 1]
    return series


def _sum_of_cases(
    rng: np.random.Generator, world: World, count: NDArray[np.int64]
) -> tuple[Array, Array]:
    """Return the sum and the sum of squares of `count` cases of mean 1, shape as `count`."""
    total, squares = np.zeros(len(count)), np.zeros(len(count))
    ends = np.searchsorted(
        np.cumsum(count), np.arange(CASES_AT_ONCE, count.sum() + CASES_AT_ONCE, CASES_AT_ONCE)
    )
    start = 0
    for end in [*ends.tolist(), len(count)]:
        part = count[start:end]
        if part.sum() == 0:
            start = end
            continue
        if world.tail is not None:
            cases = np.exp(world.tail * rng.standard_normal(part.sum()) - world.tail**2 / 2)
        else:
            shape = world.variation**-2
            cases = rng.standard_gamma(shape, part.sum()) / shape
        cell = np.repeat(np.arange(start, end), part)
        total += np.bincount(cell, cases, minlength=len(count))
        squares += np.bincount(cell, cases**2, minlength=len(count))
        start = end
    return total, squares
