"""The simulation without the database: weekly sums are made in NumPy, as the models make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from benchmarks.simulation.judge import Look, t_test_claims
from benchmarks.simulation.scenarios import WEEKS_BEFORE, WEEKS_RAMP, Cases, Scenario, draw
from gains.measurement.effects import measure_one
from gains.measurement.inputs import MeasurementRequest, WeeklySums, sort_sums, week_number

GO_LIVE = date(2025, 9, 1)
LOOKS = range(8, 13)


def look_at(rng: np.random.Generator, scenario: Scenario, name: str) -> list[Look]:
    """Draw one initiative and return its verdict at every weekly look."""
    treated, comparison = draw(rng, scenario)
    inside = treated.week < WEEKS_BEFORE
    week_hours = 168.0
    cap_weeks = int(np.ceil(np.quantile(treated.hours[inside], 0.9) / week_hours))
    sums, squares = _sums(treated, cap_weeks)
    others, _ = _sums(comparison, cap_weeks)
    after_from = GO_LIVE + timedelta(weeks=WEEKS_RAMP)
    looks = []
    for weeks_after in LOOKS:
        last = week_number(after_from) + weeks_after - 1
        request = MeasurementRequest(
            initiative_id=name,
            process_id="automated",
            comparison_process_id="comparison" if scenario.has_comparison else None,
            kpi_id="cycle_time_hours",
            kind="duration",
            unit="hours",
            better="lower",
            is_primary=True,
            go_live_date=GO_LIVE,
            after_from=after_from,
            as_of_date=after_from + timedelta(weeks=weeks_after + cap_weeks),
            baseline_weeks=WEEKS_BEFORE,
            cap=cap_weeks * week_hours,
            cap_weeks=cap_weeks,
        )
        seen, seen_others = _until(sums, last), _until(others, last)
        effect = measure_one(request, seen, seen_others if scenario.has_comparison else None).effect
        looks.append(
            Look(
                name,
                weeks_after,
                effect.evidence,
                effect.relative_effect,
                effect.relative_low,
                effect.relative_high,
                t_test_claims(seen, squares, request.good_sign),
            )
        )
    return looks


def _until(sums: WeeklySums, last: int) -> WeeklySums:
    return replace(sums, is_complete=sums.week <= last)


def _sums(cases: Cases, cap_weeks: int) -> tuple[WeeklySums, np.ndarray]:
    """Sum cases by week of opening and kind, as int_initiative_weeks does."""
    hours = np.minimum(cases.hours, cap_weeks * 168.0)
    weeks = int(cases.week.max()) + 1
    cell = cases.week * 2 + cases.is_easy
    n, numerator, squares = (
        np.bincount(cell, weights=w, minlength=2 * weeks)
        for w in (np.ones_like(hours), hours, hours**2)
    )
    first = week_number(GO_LIVE) - WEEKS_BEFORE
    week = np.repeat(np.arange(weeks), 2)
    phase = np.where(
        week < WEEKS_BEFORE - cap_weeks,
        "before",
        np.where(
            week < WEEKS_BEFORE,
            "straddle",
            np.where(week < WEEKS_BEFORE + WEEKS_RAMP, "ramp", "after"),
        ),
    )
    sums = sort_sums(
        week=first + week,
        segment=["easy" if i % 2 else "hard" for i in range(2 * weeks)],
        phase=phase.tolist(),
        is_complete=np.ones(2 * weeks, bool),
        n=n,
        numerator=numerator,
        denominator=n.copy(),
        cut_off=np.zeros(2 * weeks),
        open_count=np.zeros(2 * weeks),
        moments=np.stack([squares, numerator, n], axis=-1),
    )
    # sorted by week and then by kind: easy before hard
    order = np.arange(2 * weeks).reshape(-1, 2)[:, ::-1].reshape(-1)
    return sums, squares[order]


def seed_of(scenario: Scenario, number: int, seed: int) -> list[int]:
    """Return what the generator of one draw is seeded with; each scenario draws its own chance."""
    return [seed, number, *scenario.name.encode()]


def simulate(scenario: Scenario, initiatives: int, seed: int) -> list[Look]:
    """Return every look at `initiatives` initiatives of one scenario, from a seed."""
    looks: list[Look] = []
    for number in range(initiatives):
        rng = np.random.default_rng(seed_of(scenario, number, seed))
        looks += look_at(rng, scenario, f"{scenario.name} {number}")
    return looks
