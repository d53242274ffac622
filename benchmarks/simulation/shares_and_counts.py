"""The same worlds for shares and counts, on weekly figures: errors out of cases, cases finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import numpy as np

from benchmarks.simulation.judge import Look
from benchmarks.simulation.scenarios import WEEKS_AFTER, WEEKS_BEFORE, WEEKS_RAMP, lasting
from benchmarks.simulation.weekly import GO_LIVE, LOOKS
from gains.measurement.effects import measure_one
from gains.measurement.inputs import MeasurementRequest, WeeklySums, sort_sums, week_number

WEEKS = WEEKS_BEFORE + WEEKS_RAMP + WEEKS_AFTER


@dataclass(frozen=True)
class OtherWorld:
    """A world of error shares (lower is better) or of finished cases (higher is better).

    Parameters
    ----------
    name : str
    kind : {"proportion", "count"}
    effect : float
        True relative change from go-live on.
    cases : int
        Cases a week.
    share, other_share : float
        Errors per case of the automated process and of its comparison.
    own_correlation, own_spread, shared_spread : float
        Of weekly shocks (logs).
    """

    name: str
    kind: Literal["proportion", "count"]
    effect: float = 0.0
    cases: int = 500
    share: float = 0.1
    other_share: float = 0.1
    own_correlation: float = 0.5
    own_spread: float = 0.1
    shared_spread: float = 0.1
    has_comparison: bool = True


OTHER_WORLDS = (
    OtherWorld("errors, 10% of cases", "proportion"),
    OtherWorld("errors, comparison has 30%", "proportion", other_share=0.3),
    OtherWorld("errors, comparison has next to none", "proportion", share=0.02, other_share=0.003),
    OtherWorld("errors, very lasting shocks (0.8)", "proportion", own_correlation=0.8),
    OtherWorld("finished cases", "count", cases=200),
    OtherWorld("errors, -30%", "proportion", effect=-0.3, cases=2000),
    OtherWorld("finished cases, +20%", "count", effect=0.2, own_spread=0.04, shared_spread=0.05),
)


def simulate_other(world: OtherWorld, initiatives: int, seed: int) -> list[Look]:
    """Return every look at `initiatives` initiatives of one world, from a seed."""
    looks: list[Look] = []
    for number in range(initiatives):
        rng = np.random.default_rng([seed, number, *world.name.encode()])
        treated, comparison = _draw(rng, world)
        for weeks_after in LOOKS:
            looks.append(_look(world, f"{world.name} {number}", treated, comparison, weeks_after))
    return looks


def _draw(rng: np.random.Generator, world: OtherWorld) -> tuple[WeeklySums, WeeklySums]:
    shared = lasting(rng, 1, WEEKS, 0.6)[0] * world.shared_spread
    change = np.where(np.arange(WEEKS) >= WEEKS_BEFORE, 1 + world.effect, 1.0)
    drawn = []
    for share, factor in ((world.share, change), (world.other_share, np.ones(WEEKS))):
        own = lasting(rng, 1, WEEKS, world.own_correlation)[0] * world.own_spread
        level = np.exp(shared + own) * factor
        if world.kind == "count":
            cases = rng.poisson(world.cases * level).astype(float)
            drawn.append(_sums(cases, cases, np.ones(WEEKS)))
        else:
            cases = rng.poisson(world.cases, WEEKS).astype(float)
            errors = rng.binomial(cases.astype(int), np.minimum(share * level, 1.0))
            drawn.append(_sums(cases, errors.astype(float), cases))
    return drawn[0], drawn[1]


def _sums(n: np.ndarray, numerator: np.ndarray, denominator: np.ndarray) -> WeeklySums:
    after = WEEKS_BEFORE + WEEKS_RAMP
    return sort_sums(
        week=week_number(GO_LIVE) - WEEKS_BEFORE + np.arange(WEEKS),
        segment=[""] * WEEKS,
        phase=["before"] * WEEKS_BEFORE + ["ramp"] * WEEKS_RAMP + ["after"] * (WEEKS - after),
        is_complete=np.ones(WEEKS, bool),
        n=n,
        numerator=numerator,
        denominator=denominator,
        cut_off=np.zeros(WEEKS),
        open_count=np.zeros(WEEKS),
        # an error is 1, so its square is too
        moments=np.stack([numerator, numerator, denominator], axis=-1),
    )


def _look(
    world: OtherWorld, name: str, treated: WeeklySums, comparison: WeeklySums, weeks_after: int
) -> Look:
    after_from = GO_LIVE + timedelta(weeks=WEEKS_RAMP)
    request = MeasurementRequest(
        initiative_id=name,
        process_id="automated",
        comparison_process_id="comparison",
        kpi_id=world.kind,
        kind=world.kind,
        unit="share",
        better="lower" if world.kind == "proportion" else "higher",
        is_primary=True,
        go_live_date=GO_LIVE,
        after_from=after_from,
        as_of_date=after_from + timedelta(weeks=weeks_after),
        baseline_weeks=WEEKS_BEFORE,
    )
    rows = WEEKS_BEFORE + WEEKS_RAMP + weeks_after
    effect = measure_one(request, first_weeks(treated, rows), first_weeks(comparison, rows)).effect
    claims = _z_test_claims(treated, rows, request.good_sign, world.kind)
    return Look(
        name,
        weeks_after,
        effect.evidence,
        effect.relative_effect,
        effect.relative_low,
        effect.relative_high,
        claims,
    )


def first_weeks(sums: WeeklySums, weeks: int) -> WeeklySums:
    """Return the first weeks of a process whose cases are of one kind."""
    return WeeklySums(
        week=sums.week[:weeks],
        segment=sums.segment[:weeks],
        phase=sums.phase[:weeks],
        is_complete=sums.is_complete[:weeks],
        n=sums.n[:weeks],
        numerator=sums.numerator[:weeks],
        denominator=sums.denominator[:weeks],
        cut_off=sums.cut_off[:weeks],
        open_count=sums.open_count[:weeks],
        moments=None if sums.moments is None else sums.moments[:weeks],
    )


def _z_test_claims(sums: WeeklySums, weeks: int, good_sign: int, kind: str) -> bool:
    """Return whether the usual test of two shares, or of two Poisson counts, claims a gain."""
    phase = np.array(sums.phase[:weeks])
    (events, units), (old_events, old_units) = (
        (sums.numerator[:weeks][phase == p].sum(), sums.denominator[:weeks][phase == p].sum())
        for p in ("after", "before")
    )
    rate, old_rate = events / units, old_events / old_units
    pooled = (events + old_events) / (units + old_units)
    spread = pooled * (1 - pooled) if kind == "proportion" else pooled
    z = (rate - old_rate) / np.sqrt(spread * (1 / units + 1 / old_units))
    return bool(z * good_sign > 1.96)
