"""`make simulate`: are the error rates that docs/method.md promises kept?

First hundreds of initiatives go through the whole pipeline, one `dbt build` a weekly look, and
their published verdicts are counted, beside those of a plain t-test on the same weeks. Then many
more are drawn and summed without a database, after checking that both ways give the same figures.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.build.run import make_project
from benchmarks.simulation import pipeline, weekly
from benchmarks.simulation.judge import Look, Rates, rates, table
from benchmarks.simulation.scenarios import EFFECTS, NULLS, Scenario
from benchmarks.simulation.shares_and_counts import OTHER_WORLDS, OtherWorld, simulate_other

SEED = 20261123
#: Cases a week in the pipeline's worlds without an effect: fewer, so that hundreds fit.
PIPELINE_CASES = 100
#: Its worlds with an effect: a fifth less, and harm, at 2,000 cases a week.
PIPELINE_EFFECTS = (EFFECTS[1], EFFECTS[4])


def run_pipeline(nulls: int, effects: int, looks: Sequence[int], seed: int) -> None:
    """Build once a look and print the rates of the published verdicts."""
    worlds = [replace(world, cases=min(world.cases, PIPELINE_CASES)) for world in NULLS]
    alone = replace(worlds[1], name="no comparison, no effect", has_comparison=False)
    draws = pipeline.draws_of([*worlds, alone], nulls)
    draws += [
        replace(d, initiative_id=f"effect_{d.initiative_id}")
        for d in pipeline.draws_of(PIPELINE_EFFECTS, effects)
    ]
    found: dict[str, list[Look]] = {}
    with tempfile.TemporaryDirectory(prefix="gains_simulation_") as folder:
        project = make_project(Path(folder) / "project")
        cases = pipeline.write_exports(project / "exports", draws, seed)
        pipeline.write_register(project / "seeds", draws)
        print(f"\n{len(draws)} initiatives, {cases:,} cases, one build a look", flush=True)
        for look in looks:
            started = time.monotonic()
            pipeline.build(project, look)
            for verdict in pipeline.verdicts(project, look):
                found.setdefault(verdict.initiative_id, []).append(verdict)
            print(f"  week {look}: built in {time.monotonic() - started:.0f} s", flush=True)
    print_rates(
        (scenario, [v for d in draws if d.scenario == scenario for v in found[d.initiative_id]])
        for scenario in dict.fromkeys(d.scenario for d in draws)
    )
    print(
        f"\nLargest difference from sums made without a database: {agreement(draws, found, seed)}"
    )


def agreement(draws: Sequence[pipeline.Draw], found: dict[str, list[Look]], seed: int) -> str:
    """Compare one draw of each world with the same draw summed in NumPy, at the last look."""
    largest, others = 0.0, []
    for scenario in dict.fromkeys(d.scenario for d in draws):
        if scenario.median_days is not None:
            continue  # its horizon is not a week, so its weeks are ripe at another look
        d = next(d for d in draws if d.scenario == scenario)
        built = found[d.initiative_id][-1]
        rng = np.random.default_rng(weekly.seed_of(scenario, d.number, seed))
        last = built.weeks_after
        by_hand = next(x for x in weekly.look_at(rng, scenario, "") if x.weeks_after == last)
        if built.evidence != by_hand.evidence:
            others.append(f"{scenario.name}: {built.evidence}, not {by_hand.evidence}")
        if built.relative_effect is not None and by_hand.relative_effect is not None:
            largest = max(largest, abs(built.relative_effect - by_hand.relative_effect))
    return f"{largest:.1e}; other grades: {'; '.join(others) or 'none'}"


def run_weekly(draws: int, seed: int, cores: int) -> None:
    """Draw many more initiatives and print their rates."""
    alone = [
        replace(world, name=f"no comparison: {world.name}", has_comparison=False)
        for world in (*NULLS[:4], NULLS[8], EFFECTS[1])
    ]
    worlds = [*NULLS, *EFFECTS, *alone]
    print(f"\n{draws} initiatives a world, weekly sums made without a database", flush=True)
    with ProcessPoolExecutor(cores) as pool:
        looks = pool.map(weekly.simulate, worlds, [draws] * len(worlds), [seed] * len(worlds))
        print_rates(zip(worlds, looks, strict=True))
        print("\nShares and counts, beside the usual test of two shares or counts", flush=True)
        others = OTHER_WORLDS
        looks = pool.map(simulate_other, others, [draws] * len(others), [seed] * len(others))
        print_rates(zip(others, looks, strict=True))


def print_rates(found: Iterable[tuple[Scenario | OtherWorld, list[Look]]]) -> None:
    """Print the table of rates, and the average of the worlds without an effect."""
    rows = [(scenario, rates(looks, scenario.effect)) for scenario, looks in found]
    print(table((scenario.name, r) for scenario, r in rows))
    fair = [r for scenario, r in rows if _is_null(scenario)]
    if fair:
        print(
            f"\nNo effect, with a comparison: ever Proven {100 * _mean(fair, 'ever_proven'):.1f}% "
            f"on average, {100 * max(r.ever_proven for r in fair):.1f}% at worst; any claim "
            f"{100 * max(r.ever_claimed for r in fair):.1f}% at worst; a t-test claims "
            f"{100 * _mean(fair, 't_test_ever'):.1f}% on average, "
            f"{100 * max(r.t_test_ever for r in fair):.1f}% at worst."
        )


def _is_null(scenario: Scenario | OtherWorld) -> bool:
    return scenario.effect == 0 and scenario.has_comparison


def _mean(rows: Sequence[Rates], name: str) -> float:
    return float(np.mean([getattr(row, name) for row in rows]))


def main() -> None:
    """Read the command line and run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=13, help="a world, in the pipeline")
    parser.add_argument("--effects", type=int, default=4, help="a world with an effect, likewise")
    parser.add_argument("--looks", type=int, nargs="*", default=list(weekly.LOOKS))
    parser.add_argument("--draws", type=int, default=250, help="a world, without a database")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    if chosen.looks:
        run_pipeline(chosen.initiatives, chosen.effects, chosen.looks, chosen.seed)
    if chosen.draws:
        run_weekly(chosen.draws, chosen.seed, os.cpu_count() or 1)


if __name__ == "__main__":
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    main()
