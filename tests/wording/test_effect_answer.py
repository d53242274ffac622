"""The sentence is what a board remembers: it must never claim more than the grade does."""

import json

import pytest

from gains.wording.effect_answer import effect_answer
from gains.wording.evidence import GRADES, grade

EFFECT = {
    "kpi_name": "Cycle time",
    "before_value": 18.9,
    "after_value": 12.8,
    "improvement": 0.31,
    "improvement_low": 0.24,
    "improvement_high": 0.38,
    "improvement_low_95": 0.26,
    "improvement_high_95": 0.36,
    "improvement_unit": "relative",
    "evidence": "proven",
    "reason": "",
    "more_weeks_needed": None,
}


def say(**changes) -> str:
    return effect_answer(EFFECT | changes, "hours", "EUR").text


def test_a_proven_gain_names_its_near_end():
    assert say() == (
        "Cycle time improved: 18.9 hours before, 12.8 hours now. Against what we would expect "
        "without the automation, that is 31% better (99% range 24% to 38% better). "
        "Proven: at least 24% better."
    )


def test_an_inconclusive_effect_says_what_still_fits_the_data():
    text = say(
        evidence="inconclusive",
        improvement=0.02,
        improvement_low=-0.031,
        improvement_high=0.07,
        more_weeks_needed=9,
    )
    assert text == (
        "Can't tell yet whether cycle time changed: 18.9 hours before, 12.8 hours now. "
        "Anything from 3.1% worse to 7.0% better fits the data (99% range). "
        "It needs about 9 more weeks."
    )


@pytest.mark.parametrize("evidence", ["inconclusive", "no_change", "not_measurable", "worse"])
def test_only_proven_and_likely_say_improved(evidence):
    assert "improved" not in say(evidence=evidence)


def test_worse_names_the_sizes_without_their_sign():
    effect = EFFECT | {
        "evidence": "worse",
        "improvement": -0.14,
        "improvement_low": -0.21,
        "improvement_high": -0.08,
    }
    text = effect_answer(effect, "share", "").text
    assert "14% worse (99% range 8.0% to 21% worse)" in text


def test_an_effect_without_figures_gives_its_reason():
    assert say(evidence="not_measurable", reason="Only 5 complete weeks") == (
        "Cycle time is not measurable. Only 5 complete weeks."
    )


def test_what_is_not_live_is_not_called_unmeasurable():
    text = say(evidence="not_measurable", reason_code="no_go_live", reason="No date.")
    assert text == "It is not live yet. No date."


def test_every_grade_prints_its_rule():
    assert all(one.rule.endswith(".") for one in GRADES.values())
    assert grade(None) == GRADES["not_measurable"]


VERDICT = {
    "kpi_id": "cycle_time_hours",
    "unit": "hours",
    "process_id": "orders",
    "is_relative": True,
    "improvement": 0.31,
    "improvement_low": 0.24,
    "improvement_high": 0.38,
    "largest_gain": 0.36,
    "promised": None,
    "weeks_before": 51,
    "weeks_after": 25,
    "comparison_process_id": "dealers",
    "more_weeks_needed": 0,
}


def test_an_inconclusive_range_without_no_change_says_what_keeps_it_from_counting():
    """The range alone would read as a gain: "anything from 24% to 38% better"."""
    trend = {
        "code": "parallel_trends",
        "passed": False,
        "per_week": -0.008,
        "p_value": 0.0001,
        "scale": "log",
        "has_comparison": True,
    }
    text = say(
        evidence="inconclusive",
        reason_code="inconclusive_checks",
        reason_params=json.dumps(VERDICT | {"failed_checks": [trend]}),
    )
    assert text == (
        "Can't tell yet whether the automation changed cycle time: 18.9 hours before, 12.8 hours "
        "now. Against what we would expect without the automation, that is 31% better (99% range "
        "24% to 38% better). It does not count: the figure was already moving by −0.80% per week "
        "against the comparison process before go-live (p < 0.001), which a plain comparison of "
        "before and after would credit to the automation."
    )


def test_no_change_names_what_was_expected_where_the_raw_figure_moved():
    """7.7 hours before and 5.5 now read as a gain, until one hears what was to be expected."""
    found = VERDICT | {"improvement": 0.011, "largest_gain": 0.061, "promised": 0.25}
    text = say(
        kpi_id="cycle_time_hours",
        evidence="no_change",
        before_value=7.7,
        after_value=5.5,
        expected_value=5.6,
        reason_code="no_change",
        reason_params=json.dumps(found),
    )
    assert text == (
        "The automation did not change cycle time: 7.7 hours before, 5.5 hours now. Without it we "
        "would expect 5.6 hours. Cycle time is 1.1% better than expected without the automation; "
        "at most a gain of 6.1% is possible (90% range), where the business case promises 25%."
    )
