"""One request from weekly sums to verdict: what would be claimed wrongly, unseen."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from gains.measurement.effects import measure_one
from gains.measurement.reasons import FewWeeksAfter, FirstVerdict
from tests.measurement.weeks import FIRST_AFTER, GO_LIVE, request, sums

WEEKS = 39


def _pair(effect=0.0, seed=3, spread=0.03, drift=0.0, weeks=WEEKS):
    rng = np.random.default_rng(seed)
    shared = np.exp(0.05 * rng.standard_normal(weeks))
    treated = 10 * shared * np.exp(spread * rng.standard_normal(weeks) + drift * np.arange(weeks))
    treated[26:] *= 1 + effect
    return treated, 8 * shared * np.exp(spread * rng.standard_normal(weeks))


def _measured(effect=0.0, q=None, **how):
    treated, comparison = _pair(effect, **how)
    q = q or request()
    return measure_one(q, sums(treated), sums(comparison) if q.comparison_process_id else None)


def _notes(effect):
    """Return the notes of a reason by their code."""
    return {note.code: note for note in effect.reason.notes}


def test_a_large_effect_against_a_comparison_is_proven():
    measured = _measured(-0.25)
    effect = measured.effect
    assert (effect.evidence, effect.design) == ("proven", "comparison")
    assert effect.relative_low < -0.25 < effect.relative_high < 0
    assert effect.effect == pytest.approx(effect.after_value - effect.expected_value)
    assert effect.relative_effect == pytest.approx(effect.effect / effect.expected_value)
    assert effect.relative_low < effect.relative_low_95 < effect.relative_high_95
    assert effect.reason.code == "proven"
    assert effect.reason.improvement_low == pytest.approx(-effect.relative_high)
    assert [check.passed for check in measured.checks] == [True] * 5


def test_without_a_comparison_the_same_is_never_proven():
    effect = _measured(-0.6, request(comparison_process_id=None)).effect
    assert effect.evidence == "likely"
    assert effect.reason.code == "likely_without_comparison"
    assert "less_than_a_year" in _notes(effect)


@pytest.mark.parametrize(
    ("better", "comparison", "evidence"),
    [("higher", "orders", "worse"), ("higher", None, "looks_worse"), ("lower", "orders", "proven")],
)
def test_the_direction_turns_the_grade_and_not_the_effect(better, comparison, evidence):
    effect = _measured(-0.3, request(better=better, comparison_process_id=comparison)).effect
    assert effect.evidence == evidence
    assert effect.effect < 0


def test_a_movement_shared_with_the_comparison_is_no_effect():
    treated, comparison = _pair()
    treated[26:] *= 0.7
    comparison[26:] *= 0.7
    effect = measure_one(request(), sums(treated), sums(comparison)).effect
    assert effect.evidence in ("no_change", "inconclusive")
    assert effect.after_value < 0.75 * effect.before_value


def test_a_drift_of_its_own_is_not_taken_for_the_automation():
    measured = _measured(0.0, drift=-0.012)
    effect = measured.effect
    plain = effect.after_value / effect.before_value - 1
    assert plain < -0.15
    # the drift that shows is taken off, and what else it may be is in the range
    assert plain + 0.05 < effect.relative_effect < effect.relative_high
    assert effect.relative_high > 0
    assert effect.evidence not in ("proven", "likely")


@pytest.mark.parametrize(("better", "evidence"), [("lower", "proven"), ("higher", "worse")])
def test_a_trend_that_goes_on_denies_a_gain_and_a_harm_alike(better, evidence):
    treated, comparison = _pair(-0.25)
    drifting = (
        treated
        * np.exp(-0.012 * np.maximum(np.arange(WEEKS) - 16, 0))
        / 0.75 ** (np.arange(WEEKS) >= 26)
    )
    clear, denied = (
        measure_one(request(better=better), sums(x), sums(comparison)) for x in (treated, drifting)
    )
    assert clear.effect.evidence == evidence
    check = next(check for check in denied.checks if check.check_id == "parallel")
    assert check.decides and not check.passed
    assert check.finding.per_week_before < 0 > check.finding.per_week_after
    assert denied.effect.evidence == "inconclusive"
    assert [found.code for found in denied.effect.reason.failed_checks] == ["continued_trend"]


def test_a_straight_line_before_go_live_is_not_parallel():
    treated = np.concatenate(
        [np.linspace(12, 8, 26), 6 + 0.1 * np.random.default_rng(1).random(13)]
    )
    measured = measure_one(request(), sums(np.exp(treated / 10)), sums(np.full(WEEKS, 5.0)))
    checks = {check.check_id: check.passed for check in measured.checks}
    assert not checks["parallel"]
    assert measured.effect.evidence != "proven"


def test_easier_work_is_not_taken_for_faster_work():
    treated, comparison = _pair()
    kinds = np.array([0.5, 2.0])
    share = np.where(np.arange(WEEKS)[:, None] < 26, [0.5, 0.5], [0.9, 0.1])
    measured = measure_one(
        request(),
        sums(treated[:, None] * kinds, 1000 * share, segments=["easy", "hard"]),
        sums(comparison[:, None] * kinds, 500, segments=["easy", "hard"]),
    )
    effect = measured.effect
    assert effect.after_value < 0.7 * effect.before_value
    assert effect.evidence in ("no_change", "inconclusive")
    assert effect.mix_effect + effect.rate_effect == pytest.approx(
        effect.after_value - effect.before_value
    )
    assert abs(effect.mix_effect) > 5 * abs(effect.rate_effect)


def test_bridge_adds_up_and_names_the_effect():
    measured = _measured(-0.25)
    amounts = {part.component: part.amount for part in measured.bridge}
    effect = measured.effect
    assert set(amounts) == {"volume", "mix", "season_trend", "initiative"}
    assert sum(amounts.values()) == pytest.approx(
        effect.after_value - effect.before_value, abs=1e-9
    )
    assert amounts["initiative"] == effect.effect


def test_a_fixed_cost_over_more_volume_is_volume():
    rng = np.random.default_rng(2)
    units = rng.poisson(400, WEEKS).astype(float)
    units[27:] *= 2
    cost = 1000 + 2 * units + 5 * rng.standard_normal(WEEKS)
    measured = measure_one(
        request(kind="ratio", unit="EUR"),
        sums(cost / units, units),
        sums(rng.normal(5, 0.1, WEEKS), 400),
    )
    amounts = {part.component: part.amount for part in measured.bridge}
    expected = 1000 / units[27:].mean() - 1000 / units[:26].mean()
    assert amounts["volume"] == pytest.approx(expected, rel=0.1)
    assert sum(amounts.values()) == pytest.approx(
        measured.effect.after_value - measured.effect.before_value, abs=1e-9
    )


def test_expected_weeks_end_where_the_effect_says():
    measured = _measured(-0.25)
    after = [week for week in measured.weeks if week.phase == "after"]
    assert len(measured.weeks) == WEEKS
    ratio = sum(week.actual for week in after) / sum(week.expected for week in after)
    assert ratio - 1 == pytest.approx(measured.effect.relative_effect, abs=1e-3)
    outside = [not w.expected_low <= w.actual <= w.expected_high for w in measured.weeks]
    assert all(outside[27:])
    assert sum(outside[:26]) <= 1


def test_the_same_rows_in_any_order_give_the_same_bytes():
    treated, comparison = _pair(-0.2)
    kinds = np.array([1.0, 2.0, 3.0])
    one = sums(treated[:, None] * kinds, 100, segments=["a", "b", "c"])
    # each week's kinds in the other order, as an engine may return them
    other = sums(treated[:, None] * kinds[::-1], 100, segments=["c", "b", "a"])
    first, second = (
        measure_one(request(), x, sums(comparison[:, None] * kinds, 100, segments=["a", "b", "c"]))
        for x in (one, other)
    )
    assert repr(first) == repr(second)


# --- what cannot be measured, and what is said then


def test_too_few_weeks_after_names_the_day_of_the_first_verdict():
    treated, comparison = _pair(-0.3)
    as_of = GO_LIVE + timedelta(weeks=6, days=2)
    effect = measure_one(
        request(as_of_date=as_of), sums(treated[:32]), sums(comparison[:32])
    ).effect
    assert effect.evidence == "not_measurable"
    assert effect.effect is None and effect.p_value is None
    assert effect.reason == FewWeeksAfter(
        weeks_after=5,
        first_verdict=FirstVerdict(
            covered_through=GO_LIVE + timedelta(weeks=9, days=-1), is_overdue=False, weeks=8
        ),
    )


def test_a_short_baseline_says_how_short():
    treated, _ = _pair(-0.3)
    effect = measure_one(
        request(comparison_process_id=None, covers_from=date(2025, 5, 26)),
        sums(treated[12:], before=14),
        None,
    ).effect
    assert effect.evidence == "not_measurable"
    assert effect.reason.code == "short_baseline"
    assert (effect.reason.usable_weeks, effect.reason.needed_weeks) == (14, 26)
    assert effect.reason.covers_from == date(2025, 5, 26)


def test_half_treated_weeks_count_as_seen_but_never_enter():
    treated, comparison = _pair(-0.3)
    treated[23:26] *= 0.5
    q = request(kind="duration", cap=504.0, cap_weeks=3)
    effect = measure_one(q, sums(treated, straddle=3), sums(comparison, straddle=3)).effect
    assert effect.weeks_before == 23
    assert effect.evidence == "proven"
    assert effect.before_value == pytest.approx(treated[:23].mean())


def test_a_truncation_time_longer_than_half_the_time_since_is_refused():
    treated, comparison = _pair(-0.3)
    q = request(kind="duration", cap=1680.0, cap_weeks=10)
    effect = measure_one(q, sums(treated), sums(comparison)).effect
    assert effect.evidence == "not_measurable"
    assert (effect.reason.code, effect.reason.truncation_weeks) == ("long_truncation", 10)


def test_a_comparison_counts_only_until_its_own_go_live():
    treated, comparison = _pair(-0.3)
    comparison[37:] *= 0.5  # its own automation
    q = request(comparison_go_live_date=GO_LIVE + timedelta(weeks=11))
    effect = measure_one(q, sums(treated), sums(comparison)).effect
    assert (effect.design, effect.weeks_after) == ("comparison", 10)
    assert effect.relative_effect == pytest.approx(-0.3, abs=0.05)
    assert "comparison_automated" in _notes(effect)


def test_a_comparison_automated_too_early_is_left_out_and_said():
    treated, comparison = _pair(-0.5)
    q = request(comparison_go_live_date=GO_LIVE + timedelta(weeks=5))
    effect = measure_one(q, sums(treated), sums(comparison)).effect
    assert (effect.design, effect.evidence) == ("no_comparison", "likely")
    assert _notes(effect)["comparison_too_short"].weeks_after == 4


def test_two_initiatives_on_one_process_are_one_verdict():
    effect = _measured(-0.3, request(overlapping_initiatives=("chatbot",))).effect
    assert effect.is_joint
    assert _notes(effect)["other_initiatives"].initiative_ids == ("chatbot",)


def test_the_same_figure_every_week_has_no_range_and_no_p_value():
    flat = np.full(WEEKS, 5.0)
    effect = measure_one(request(), sums(flat), sums(flat)).effect
    assert effect.evidence == "not_measurable"
    assert effect.p_value is None and effect.effect_low is None
    assert effect.reason.code == "no_variation"


def test_a_handful_of_cases_is_no_evidence():
    treated, comparison = _pair(-0.3)
    effect = measure_one(request(), sums(treated, 2), sums(comparison, 2)).effect
    assert effect.evidence == "not_measurable"
    assert (effect.reason.code, effect.reason.needed_of) == ("few_cases", "cases")
    assert (effect.reason.cases, effect.reason.period_weeks, effect.reason.needed) == (8, 4, 30)


def test_thin_weeks_are_put_together():
    treated, comparison = _pair(-0.3)
    effect = measure_one(request(), sums(treated, 12), sums(comparison, 12)).effect
    assert (effect.weeks_before, effect.weeks_after) == (24, 12)
    assert _notes(effect)["weeks_put_together"].period_weeks == 4
    # the headline figures are those of all weeks, as everywhere else
    assert effect.before_value == pytest.approx(treated[:26].mean())


def test_missing_weeks_stay_gaps():
    treated, comparison = _pair(-0.3)
    start = FIRST_AFTER - 27
    kept = np.array([i for i in range(WEEKS) if i not in (5, 30)])
    effect = measure_one(
        request(),
        sums(treated[kept], weeks=start + kept),
        sums(comparison),
    ).effect
    # a week without a case between two that have some was looked at, and held nothing
    assert (effect.evidence, effect.weeks_before, effect.weeks_after) == ("proven", 25, 11)
    more = np.array([i for i in range(WEEKS) if i != 30])
    effect = measure_one(
        request(), sums(treated[more], weeks=start + more), sums(comparison)
    ).effect
    assert (effect.evidence, effect.weeks_after) == ("proven", 11)


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_zero_and_negative_figures_after_go_live_are_differences_not_logs(value):
    treated, comparison = _pair()
    treated[27:] = value + 0.1 * treated[27:] if value else 0.0
    effect = measure_one(request(), sums(treated), sums(comparison)).effect
    assert effect.evidence == "proven"
    assert effect.effect == pytest.approx(effect.after_value - effect.expected_value)
    assert effect.relative_effect == pytest.approx(effect.effect / effect.expected_value)


def test_a_figure_that_was_negative_before_has_no_relative_change():
    treated, comparison = _pair()
    effect = measure_one(request(), sums(-treated), sums(comparison)).effect
    assert effect.evidence == "not_measurable"
    assert effect.reason.code == "no_level"


def test_shares_stay_between_0_and_1():
    rng = np.random.default_rng(4)
    n = np.full(WEEKS, 400.0)
    before, after = rng.binomial(400, 0.85, 26), rng.binomial(400, 0.99, 13)
    share = np.concatenate([before, after]) / 400
    other = rng.binomial(400, 0.8, WEEKS) / 400
    q = request(kind="proportion", better="higher", unit="share")
    measured = measure_one(q, sums(share, n), sums(other, n))
    effect = measured.effect
    assert effect.evidence == "proven"
    assert 0.8 < effect.expected_value < 0.9
    assert 0 < effect.effect_low < effect.effect < effect.effect_high < 1
    assert all(0 <= week.expected_low <= week.expected_high <= 1 for week in measured.weeks)


def test_break_even_drift_is_the_effect_over_the_distance_of_the_windows():
    effect = _measured(-0.25).effect
    weeks_apart = (27 + 38) / 2 - 25 / 2
    assert effect.break_even_drift == pytest.approx(np.log1p(effect.relative_effect) / weeks_apart)


def test_nothing_straight_through_before_has_an_effect_but_no_relative_one():
    rng = np.random.default_rng(4)
    share = np.concatenate([np.zeros(26), rng.binomial(400, 0.6, 13) / 400])
    other = rng.binomial(400, 0.3, WEEKS) / 400
    q = request(kind="proportion", better="higher", unit="share")
    effect = measure_one(q, sums(share, 400), sums(other, 400)).effect
    assert (effect.evidence, effect.design) == ("proven", "comparison")
    assert effect.relative_effect is None and effect.relative_low is None
    assert effect.break_even_drift is None
    assert effect.effect == pytest.approx(0.6, abs=0.02)
    # nothing was there before, so the effect is at most all that is there now
    assert effect.effect_low < effect.effect < effect.effect_high == effect.after_value
    assert (effect.method.scale, effect.method.kind) == ("points", "proportion")
    assert not effect.reason.is_relative
    assert effect.reason.improvement == pytest.approx(effect.effect)


def test_a_comparison_that_never_has_an_event_is_compared_in_points():
    rng = np.random.default_rng(4)
    share = np.concatenate([np.zeros(26), rng.binomial(400, 0.6, 13) / 400])
    q = request(kind="proportion", better="higher", unit="share")
    effect = measure_one(q, sums(share, 400), sums(np.zeros(WEEKS), 400)).effect
    assert (effect.evidence, effect.design) == ("proven", "comparison")


def test_rare_errors_are_put_together_or_refused():
    rng = np.random.default_rng(4)
    share = rng.binomial(100, 0.02, WEEKS) / 100
    q = request(kind="proportion", unit="share")
    together = measure_one(q, sums(share, 100), sums(share + 0.1, 100)).effect
    assert "weeks_put_together" in _notes(together)
    effect = measure_one(q, sums(share / 10, 100), sums(share + 0.1, 100)).effect
    assert effect.evidence == "not_measurable"
    assert (effect.reason.needed, effect.reason.needed_of) == (5, "events")


def test_open_cases_are_named():
    treated, comparison = _pair(-0.3)
    mine = sums(treated, 100)
    mine.open_count[-8:] = 60
    q = request(kind="duration", cap=168.0, cap_weeks=1)
    effect = measure_one(q, mine, sums(comparison)).effect
    assert _notes(effect)["open_cases"].share > 0.2


def test_an_inconclusive_effect_says_how_many_weeks_would_settle_it():
    measured = _measured(-0.05, spread=0.06)
    effect = measured.effect
    assert effect.evidence == "inconclusive"
    assert effect.more_weeks_needed is None or effect.more_weeks_needed > 0
    assert effect.reason.code == "inconclusive_range"
    assert effect.reason.more_weeks_needed == effect.more_weeks_needed


@pytest.mark.parametrize(("from_week", "side"), [(10, 0), (32, 0), (10, 1)])
def test_an_export_that_changed_in_the_middle_gets_no_verdict(from_week, side):
    treated, comparison = _pair(-0.3)
    cases = np.where(np.arange(WEEKS) < from_week, 400, 150)
    n = [500, 500]
    n[side] = cases
    effect = measure_one(request(), sums(treated, n[0]), sums(comparison, n[1])).effect
    assert effect.evidence == "not_measurable"
    changed = GO_LIVE + timedelta(weeks=from_week - 26)
    assert (effect.reason.code, effect.reason.changed_on) == ("export_changed", changed)
    assert (effect.reason.cases_before, effect.reason.cases_after) == (400, 150)
    assert effect.reason.process_id == ("invoices", "orders")[side]


def test_fewer_cases_from_go_live_on_are_no_break():
    treated, comparison = _pair(-0.3)
    cases = np.where(np.arange(WEEKS) < 26, 400, 150)
    assert measure_one(request(), sums(treated, cases), sums(comparison)).effect.effect is not None


def test_not_live_yet():
    effect = measure_one(
        request(as_of_date=GO_LIVE - timedelta(days=3)), sums(_pair()[0][:26]), None
    ).effect
    assert effect.evidence == "not_measurable"
    assert (effect.reason.code, effect.reason.go_live_date) == ("not_live", GO_LIVE)


def test_no_figures_at_all():
    effect = measure_one(request(), None, None).effect
    assert effect.evidence == "not_measurable"
    assert effect.reason.code == "no_figures"
