"""Worlds in which the truth is known: nothing happened, something did, or it got worse.

A weekly level (season, trend, shared shocks, shocks of its own) is drawn for the automated process
and its comparison, then every single case around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Weeks before go-live, of ramp, and after it.
WEEKS_BEFORE, WEEKS_RAMP, WEEKS_AFTER = 26, 1, 12
EASY_HOURS, HARD_HOURS, EASY_SHARE = 4.0, 16.0, 0.6


@dataclass(frozen=True)
class Scenario:
    """One kind of world.

    Parameters
    ----------
    name : str
    effect : float
        True relative change of the figure from go-live on (-0.2 for 20% less).
    cases : int
        Cases a week in each process.
    own_correlation, own_spread : float
        Week-to-week correlation and standard deviation of each process's own shocks (logs).
    shared_spread : float
        Standard deviation of shocks that both processes share (correlation 0.6).
    drift, shared_trend : float
        Change a week of the automated process alone, and of both (logs).
    season : float
        Amplitude of a yearly wave in both.
    month_end : float
        Rise, in both, of weeks in which a month ends.
    mix_after : float
        Share of easy cases in the automated process after go-live.
    variation : float
        Standard deviation of single cases over their mean.
    worst_of : int
        How many processes the automated one was the worst of, in the last 8 weeks.
    median_days : float or None
        Cases last this long (lognormal), so that recent weeks are full of open ones.
    spread_after : float
        Factor on the automated process's own shocks after go-live.
    clumps : float
        How unevenly cases come: 0.8 is 20% in one week and 180% in the next.
    has_comparison : bool
    """

    name: str
    effect: float = 0.0
    cases: int = 500
    own_correlation: float = 0.5
    own_spread: float = 0.04
    shared_spread: float = 0.05
    drift: float = 0.0
    shared_trend: float = 0.0
    season: float = 0.0
    month_end: float = 0.0
    mix_after: float = EASY_SHARE
    variation: float = 1.2
    worst_of: int = 1
    median_days: float | None = None
    spread_after: float = 1.0
    clumps: float = 0.0
    has_comparison: bool = True

    @property
    def weeks(self) -> int:
        """Return the weeks drawn: enough that 12 weeks after have grown up."""
        return WEEKS_BEFORE + WEEKS_RAMP + WEEKS_AFTER + (7 if self.median_days else 1)


NULLS = (
    Scenario("independent weeks", own_correlation=0.0),
    Scenario("lasting shocks (0.6)", own_correlation=0.6),
    Scenario("very lasting shocks (0.8)", own_correlation=0.8, own_spread=0.06),
    Scenario("shared trend -1% a week", shared_trend=-0.01),
    Scenario("shared season +-10%", season=0.1),
    Scenario("month-end peaks +20%", month_end=0.2),
    Scenario("easier cases after go-live", mix_after=0.8),
    Scenario("skewed cases", variation=3.0),
    Scenario("worst of ten was automated", worst_of=10),
    Scenario("long cases, many open", median_days=10.0),
    Scenario("cases come in clumps", clumps=0.8),
    Scenario("noisier after go-live", spread_after=2.0),
    Scenario("own drift -0.2% a week", drift=-0.002),
    Scenario("own drift -0.5% a week", drift=-0.005),
    Scenario("few cases: 15 a week", cases=15),
)
EFFECTS = (
    Scenario("-10%", effect=-0.10, cases=2000),
    Scenario("-20%", effect=-0.20, cases=2000),
    Scenario("-20%, 200 cases a week", effect=-0.20, cases=200),
    Scenario("-30%", effect=-0.30, cases=2000),
    Scenario("+25% harm", effect=0.25, cases=2000),
)


@dataclass(frozen=True)
class Cases:
    """Single cases of one process, shape (cases,) each.

    Parameters
    ----------
    week : ndarray of int
        Week of opening, 0 for the first before go-live.
    opened_hour : ndarray
        Hours into that week.
    hours : ndarray
        From opening to closing.
    is_easy : ndarray of bool
    """

    week: NDArray[np.int64]
    opened_hour: Array
    hours: Array
    is_easy: NDArray[np.bool_]


def draw(rng: np.random.Generator, scenario: Scenario) -> tuple[Cases, Cases]:
    """Draw the cases of an automated process and of its comparison.

    Parameters
    ----------
    rng : numpy.random.Generator
    scenario : Scenario

    Returns
    -------
    Cases, Cases
    """
    weeks = scenario.weeks
    week = np.arange(weeks)
    after = week >= WEEKS_BEFORE
    shared = (
        lasting(rng, 1, weeks, 0.6)[0] * scenario.shared_spread
        + scenario.shared_trend * week
        + scenario.season * np.sin(2 * np.pi * (week / 52 + rng.uniform()))
        + np.log1p(scenario.month_end) * ((week + rng.integers(0, 4)) % 4 == 0)
    )
    own = lasting(rng, scenario.worst_of, weeks, scenario.own_correlation) * scenario.own_spread
    seen = own + rng.standard_normal(own.shape) * 1.44 / scenario.cases**0.5
    own = own[np.argmax(seen[:, WEEKS_BEFORE - 8 : WEEKS_BEFORE].mean(axis=1))]
    own = np.where(after, own * scenario.spread_after, own)
    treated = shared + own + scenario.drift * (week - WEEKS_BEFORE)
    treated = treated + np.log1p(scenario.effect) * after
    other = shared + lasting(rng, 1, weeks, scenario.own_correlation)[0] * scenario.own_spread
    easy = np.where(after, scenario.mix_after, EASY_SHARE)
    return (
        _draw_cases(rng, scenario, treated, easy),
        _draw_cases(rng, scenario, other, np.full(weeks, EASY_SHARE)),
    )


def lasting(rng: np.random.Generator, count: int, weeks: int, correlation: float) -> Array:
    """Return standard normal series with a week-to-week correlation, shape (count, weeks)."""
    shocks = rng.standard_normal((count, weeks))
    levels = shocks.copy()
    for t in range(1, weeks):
        levels[:, t] = correlation * levels[:, t - 1] + (1 - correlation**2) ** 0.5 * shocks[:, t]
    return levels


def _draw_cases(
    rng: np.random.Generator, scenario: Scenario, level: Array, easy_share: Array
) -> Cases:
    share = 1 + scenario.clumps * np.where(np.arange(len(level)) % 2, 1, -1)
    count = rng.poisson(scenario.cases * share)
    week = np.repeat(np.arange(len(level)), count)
    is_easy = rng.uniform(size=len(week)) < easy_share[week]
    if scenario.median_days is not None:
        mean = 24 * scenario.median_days * np.where(is_easy, 0.8, 1.3) * np.exp(level[week])
        hours = mean * np.exp(0.9 * rng.standard_normal(len(week)))
    else:
        mean = np.where(is_easy, EASY_HOURS, HARD_HOURS) * np.exp(level[week])
        shape = scenario.variation**-2
        hours = rng.gamma(shape, 1 / shape, size=len(week)) * mean
    return Cases(week, rng.uniform(0, 168, size=len(week)), hours, is_easy)
