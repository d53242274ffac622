"""Money of a whole build, against what was put into the exports and computed here by hand.

What would go wrong unseen: a benefit that is larger than the work there was, sold twice, earned by
nobody, or blown up from a pilot.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from tests.value.help_desks import GO_LIVE, RATE, draw_cases, write_exports, write_register

CASES = draw_cases()
#: Go-live on a Monday without a ramp: its own week is ramp.
AFTER_FROM = GO_LIVE + timedelta(days=7)


@pytest.fixture(scope="module")
def desks(make_project):
    project = make_project("desks")
    write_register(project)
    write_exports(project, CASES)
    project.build()
    return project


@pytest.fixture(scope="module")
def effects(desks) -> dict[str, tuple[float, float, float]]:
    rows = desks.query(
        "select initiative_id, effect, effect_low, effect_high from kpi_effects "
        "where kpi_id = 'touch_time_minutes' and evidence in ('proven', 'worse')"
    )
    return {name: tuple(figures) for name, *figures in rows}


@pytest.fixture(scope="module")
def value(desks) -> dict[tuple[str, str], dict[date, tuple[float, float, float]]]:
    found = defaultdict(dict)
    for name, value_type, month, *amounts in desks.query(
        "select initiative_id, value_type, month_start, amount, amount_low, amount_high "
        "from initiative_value"
    ):
        found[name, value_type][month] = tuple(amounts)
    return dict(found)


def by_month(process: str, figure) -> dict[date, float]:
    """Sum a figure of the cases of the weeks after go-live, by month."""
    sums: dict[date, float] = defaultdict(float)
    for case in CASES:
        if case.process_id == process and case.day >= AFTER_FROM:
            sums[case.day.replace(day=1)] += figure(case)
    return sums


def test_capacity_is_effect_times_cases_times_rate_and_its_ends_are_those_of_the_effect(
    effects, value
):
    effect, low, high = effects["first"]
    assert effect == pytest.approx(-8, abs=0.3)
    expected = {
        month: tuple(-end * cases / 60 * RATE for end in (effect, high, low))
        for month, cases in by_month("shared", lambda case: 1).items()
    }
    assert value["first", "capacity"] == {
        month: pytest.approx(amounts, rel=1e-9) for month, amounts in expected.items()
    }


def test_an_outage_and_test_runs_earn_nothing(desks, value):
    # 300 failed runs and 500 of a test environment, 50 items each, are in the exports: the test
    # above would fail if any of them counted as work done
    ((failed, adoption),) = desks.query(
        "select failed_run_share, adoption_share from initiative_scorecard "
        "where initiative_id = 'first'"
    )
    assert failed == pytest.approx(300 / 301)
    assert adoption == 1
    assert max(value["first", "capacity"]) == date(2026, 5, 1)


def test_two_initiatives_on_one_process_sell_the_change_once(desks, value):
    assert ("first", "capacity") in value
    assert {kind for name, kind in value if name == "second"} == {"build_cost", "run_cost"}
    (joint,) = desks.query(
        "select distinct joint_with from initiative_value "
        "where initiative_id = 'first' and value_type = 'capacity'"
    )
    assert joint == ("second",)
    ((overlap,),) = desks.query(
        "select sum(overlap_removed) from portfolio_value where value_type = 'capacity' "
        "and scope = 'portfolio' and period_grain = 'to_date'"
    )
    assert overlap > 0


def test_hours_freed_never_exceed_the_hours_paid(effects, value):
    # 17 of 20 minutes are saved, so only 3 a case are still paid
    paid = {
        month: minutes / 60 * RATE
        for month, minutes in by_month("automated", lambda case: case.minutes).items()
    }
    # the week of go-live is paid in January, too
    for case in CASES:
        if case.process_id == "automated" and date(2026, 1, 1) <= case.day < AFTER_FROM:
            paid[date(2026, 1, 1)] += case.minutes / 60 * RATE
    assert -effects["automated"][0] > 16
    for month, (amount, _, high) in value["automated", "capacity"].items():
        assert amount <= paid[month] + 1e-6
        assert high <= paid[month] + 1e-6


def test_a_pilot_on_8_percent_of_the_cases_is_never_extrapolated(desks, value):
    ((adoption,),) = desks.query(
        "select adoption_share from initiative_scorecard where initiative_id = 'pilot'"
    )
    since_go_live = [
        case.is_handled for case in CASES if case.process_id == "pilot" and case.day >= GO_LIVE
    ]
    assert adoption == pytest.approx(sum(since_go_live) / len(since_go_live))
    assert adoption < 0.1
    saved = sum(by_month("pilot", lambda case: 20 * case.is_handled).values()) / 60 * RATE
    earned = sum(amount for amount, *_ in value.get(("pilot", "capacity"), {}).values())
    assert 0 < earned < 1.35 * saved


def test_harm_is_money_lost(value, effects):
    assert effects["harmed"][0] > 0
    assert all(amount < 0 for amount, *_ in value["harmed", "capacity"].values())


def test_totals_are_sums_of_what_is_owned(desks, value):
    owned = ("first", "pilot", "automated", "harmed")
    total = sum(
        amount
        for name in owned
        for amount, *_ in value.get((name, "capacity"), {}).values()
    )  # fmt: skip
    ((inside, outside),) = desks.query(
        "select sum(case when counts then amount end), sum(amount_unowned) from portfolio_value "
        "where value_type = 'capacity' and scope = 'portfolio' and period_grain = 'to_date'"
    )
    assert inside == pytest.approx(total)
    assert outside == pytest.approx(
        sum(amount for amount, *_ in value["ownerless", "capacity"].values())
    )


def test_the_build_cost_counts_once_and_the_run_cost_from_go_live(value):
    assert value["pilot", "build_cost"] == {date(2026, 1, 1): (-1000, -1000, -1000)}
    months = value["pilot", "run_cost"]
    assert months[date(2026, 1, 1)][0] == pytest.approx(-100 * 27 / 31)
    assert months[date(2026, 4, 1)][0] == pytest.approx(-100)
    assert months[date(2026, 5, 1)][0] == pytest.approx(-100 * 1 / 31)


def test_payback_and_present_value_leave_capacity_out(desks):
    rows = desks.query(
        "select initiative_id, net_annual_value, net_annual_cash_value, payback_date, npv "
        "from initiative_scorecard where initiative_id = 'first'"
    )
    ((_, net, cash, payback, npv),) = rows
    assert net > 0
    assert cash == pytest.approx(-1200)
    assert payback is None
    assert npv < -1000
