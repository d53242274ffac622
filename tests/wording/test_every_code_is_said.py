"""Each code that measurement can return has a sentence, and each sentence is whole.

What would go wrong unseen: a new reason that a page cannot say, or one that reads like a debugger's
output: ids, ISO dates, a hyphen for a minus sign.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gains.measurement.coding import check_from, parameters_of, reason_from
from gains.measurement.reasons import Verdict
from gains.measurement.results import CheckId
from gains.wording.checks import check_figure, check_sentence
from gains.wording.evidence import CHECKS as CHECK_LABELS
from gains.wording.evidence import GRADES, RULES, grade
from gains.wording.notes import method_phrase, note_sentence
from gains.wording.reasons import reason_text
from gains.wording.terms import TERMS
from tests.wording import every_code
from tests.wording.every_code import CHECKS, METHODS, NAMES, NOTES, REASONS, codes_of, findings

FAULTS = {
    "a hyphen for a minus sign": r"(?<![\w–])-\d",
    "an ISO date": r"\d{4}-\d{2}-\d{2}",
    "a blank before %": r"\d %",
    "two blanks": r"  ",
    "an id": r"\b(?!baseline_weeks)[a-z]+_[a-z_]+\b",
    "a missing value": r"None|nan|inf\b",
    "a full stop too many": r"\.\.",
    "a blank before a full stop": r" \.",
    "a rate 'a week'": r"\d a (week|year|month)\b",
}


def faults(text: str) -> list[str]:
    found = [name for name, pattern in FAULTS.items() if re.search(pattern, text)]
    if not text.endswith("."):
        found.append("no full stop")
    if not text[:1].isupper() and not text[:1].isdigit() and text[:1] not in "“":
        found.append("no capital")
    return found


def whole(text: str) -> None:
    assert not faults(text), (faults(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "It moved by -3% per week.",
        "It began on 2026-03-23.",
        "It is 5 % better.",
        "Compared with harbor_payables.",
        "It is better",
        "It was nan.",
        "It costs 5 a week.",
    ],
)
def test_the_faults_looked_for_would_be_found(text):
    assert faults(text)


@pytest.mark.parametrize(("code", "kind"), REASONS, ids=[code for code, _ in REASONS])
def test_every_reason_is_said(code, kind):
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(findings(kind, code))
    def said(reason):
        text = reason_text(reason, NAMES)
        for part in (text.finding, text.checks, text.outlook, text.basis, text.notes):
            if part:
                whole(part)
        # what a table holds says the same as what was found
        held = reason_from(code, parameters_of(reason))
        assert held.code == code
        whole(reason_text(held, NAMES).text)

    said()


@pytest.mark.parametrize(("code", "kind"), CHECKS, ids=[code for code, _ in CHECKS])
def test_every_check_is_said(code, kind):
    @settings(max_examples=30, deadline=None)
    @given(findings(kind, code))
    def said(finding):
        whole(check_sentence(finding))
        # a figure is a phrase: it only lacks a capital and a full stop
        assert not faults(f"A {check_figure(finding)}."), check_figure(finding)
        whole(check_sentence(check_from(code, parameters_of(finding))))

    said()


@pytest.mark.parametrize(("code", "kind"), NOTES, ids=[code for code, _ in NOTES])
def test_every_note_is_said(code, kind):
    @settings(max_examples=30, deadline=None)
    @given(findings(kind, code))
    def said(note):
        whole(note_sentence(note, NAMES))

    said()


@pytest.mark.parametrize(("code", "kind"), METHODS, ids=[code for code, _ in METHODS])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_method_is_a_phrase(code, kind, data):
    phrase = method_phrase(data.draw(findings(kind, code)))
    assert phrase and not phrase.endswith(".")
    assert not [fault for fault in faults(f"X {phrase}.") if fault != "no capital"], phrase


def test_the_rule_that_is_printed_is_the_rule_that_fired():
    assert set(codes_of(Verdict)) <= set(RULES)
    for code, kind in REASONS:
        printed = grade("inconclusive", code).rule
        # only a reason without a verdict may fall back to its grade's general rule
        assert printed != GRADES["inconclusive"].rule or (code, kind) in every_code.NOT_MEASURABLE
    for rule in [*RULES.values(), *(one.rule for one in GRADES.values())]:
        whole(rule)
    assert grade("inconclusive", "inconclusive_checks").rule != (
        grade("inconclusive", "inconclusive_range").rule
    )


def test_every_check_has_its_term_and_a_plain_explanation():
    checks = CheckId.__args__
    assert set(CHECK_LABELS) == set(checks)
    for name, term in TERMS.items():
        whole(term.explanation)
        assert CHECK_LABELS.get(name, term.label) == term.label
    assert set(checks) <= set(TERMS)


def test_dates_are_said_the_same_everywhere():
    sentence = reason_text(
        reason_from(
            "not_live",
            '{"go_live_date": "2026-09-07", "as_of_date": "2026-08-31", "first_verdict": '
            '{"covered_through": "2026-11-22", "is_overdue": false, "weeks": 8}}',
        ),
        NAMES,
    )
    assert sentence.text == (
        "Go-live is on 7 Sep 2026; the exports reach to 31 Aug 2026. The first verdict needs "
        "exports through 22 Nov 2026, 8 complete weeks after the ramp."
    )
    assert date(2026, 11, 22).isoweekday() == 7
