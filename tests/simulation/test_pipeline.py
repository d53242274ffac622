"""Simulated exports through a whole build: the verdicts are those of sums made by hand.

The error rates are measured on sums made in NumPy, thousands of times; this test is why they hold
for the product. One world with an effect and some without, two deliveries of the same rows.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.simulation import pipeline, weekly
from benchmarks.simulation.scenarios import Scenario

SEED = 3
WORLDS = (
    Scenario("an effect", effect=-0.4, cases=120, own_spread=0.02, shared_spread=0.03),
    Scenario("no effect", cases=120),
    Scenario("easier cases", cases=120, mix_after=0.8),
    Scenario("trend of both", cases=120, shared_trend=-0.01),
    Scenario("no comparison", cases=120, effect=-0.4, has_comparison=False),
)
LOOK = 12


@pytest.fixture(scope="module")
def built(make_project):
    """Build the same rows twice: in order, and shuffled over three files."""
    draws = pipeline.draws_of(WORLDS, 1)
    projects = []
    for name in ("in_order", "shuffled"):
        project = make_project(name)
        exports = project.folder / "exports"
        pipeline.write_exports(exports, draws, SEED)
        pipeline.write_register(project.folder / "seeds", draws)
        if name == "shuffled":
            _shuffle(exports / pipeline.COMPANY / "canonical" / "cases.parquet")
        pipeline.build(project.folder, LOOK)
        projects.append(project)
    return draws, projects


def _shuffle(path):
    table = pq.read_table(path)
    table = table.take(pa.array(np.random.default_rng(1).permutation(table.num_rows)))
    path.unlink()
    third = table.num_rows // 3
    for number, start in enumerate((0, third, 2 * third)):
        length = third if number < 2 else table.num_rows - start
        pq.write_table(table.slice(start, length), path.with_name(f"cases_{number}.parquet"))


def test_published_verdicts_are_those_of_sums_made_by_hand(built):
    draws, (project, _) = built
    found = {look.initiative_id: look for look in pipeline.verdicts(project.folder, LOOK)}
    for d in draws:
        rng = np.random.default_rng(weekly.seed_of(d.scenario, d.number, SEED))
        by_hand = next(x for x in weekly.look_at(rng, d.scenario, "") if x.weeks_after == LOOK)
        look = found[d.initiative_id]
        assert look.evidence == by_hand.evidence, d.scenario.name
        for name in ("relative_effect", "relative_low", "relative_high"):
            assert getattr(look, name) == pytest.approx(getattr(by_hand, name), abs=1e-5)
        assert look.t_test_claims == by_hand.t_test_claims
    evidence = {d.scenario.name: found[d.initiative_id].evidence for d in draws}
    # one draw of the effect need not be proven; how often it is stands in docs/method.md
    assert evidence["an effect"] in ("proven", "likely", "inconclusive")
    assert evidence["no comparison"] in ("likely", "inconclusive")
    for name in ("no effect", "easier cases", "trend of both"):
        assert evidence[name] in ("no_change", "inconclusive")
    # the t-test takes easier work and the trend of both for the automation's
    assert [found[d.initiative_id].t_test_claims for d in draws][2:4] == [True, True]


@pytest.mark.parametrize("table", ["kpi_effects", "kpi_checks", "kpi_expected", "kpi_bridge"])
def test_the_same_rows_in_any_order_give_the_same_results_to_the_byte(built, table):
    _, (in_order, shuffled) = built
    sql = f"select * from outcomes.{table} order by all"
    rows = in_order.query_work(sql)
    assert rows
    assert repr(rows) == repr(shuffled.query_work(sql))


def test_headline_figures_and_bridge_agree_with_before_and_after(built):
    _, (project, _) = built
    apart = project.query_work(
        """
        select effects.initiative_id, effects.kpi_id
        from outcomes.kpi_effects as effects
        left join outcomes.kpi_before_after as before_
            on effects.initiative_id = before_.initiative_id
            and effects.kpi_id = before_.kpi_id and before_.phase = 'before'
        left join outcomes.kpi_before_after as after_
            on effects.initiative_id = after_.initiative_id
            and effects.kpi_id = after_.kpi_id and after_.phase = 'after'
        left join (
            select initiative_id, kpi_id, sum(amount) as explained
            from outcomes.kpi_bridge group by all
        ) as bridge
            on effects.initiative_id = bridge.initiative_id and effects.kpi_id = bridge.kpi_id
        where effects.evidence != 'not_measurable'
            and (
                abs(effects.before_value - before_.value) > 1e-9 is distinct from false
                or abs(effects.after_value - after_.value) > 1e-9 is distinct from false
                or abs(bridge.explained - (after_.value - before_.value)) > 1e-9
                    is distinct from false
            )
        """
    )
    assert apart == []
