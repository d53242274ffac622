"""Every code that a model may publish has a sentence, with its figures in it.

What would go wrong unseen: a rule is added in SQL, and the page that should say it fails, or prints
a brace; or the sentence names another rule than the one that fired.
"""

from __future__ import annotations

import pytest
import yaml

from gains.wording import decisions
from tests.project import ROOT

SCORECARD = yaml.safe_load(
    (ROOT / "models" / "marts" / "outcomes" / "initiative_scorecard.yml").read_text()
)["models"][0]
PARAMS = {
    "unowned_reason": '{"name": "Ann Lee", "count": 2}',
    "counts_reason": '{"initiative_ids": "coding, scanning"}',
    "decision_reason": '{"adoption_share": 0.284, "more_weeks": 9, "net_annual_value": -100.0, '
    '"net_annual_cash_value": -10800.0, "annual_capacity_value": 20918.0, "npv": -58419.0, '
    '"npv_years": 3, "net_annual_value_low": -5.0}',
}


def codes(column: str) -> list[str]:
    """Return the codes that the contract accepts in a column."""
    (found,) = [one for one in SCORECARD["columns"] if one["name"] == column]
    (test,) = [one for one in found["data_tests"] if isinstance(one, dict)]
    return test["accepted_values"]["arguments"]["values"]


@pytest.mark.parametrize(
    ("kind", "templates", "say"),
    [
        ("unowned_reason", decisions.UNOWNED, decisions.unowned),
        ("counts_reason", decisions.COUNTS, decisions.counts),
        ("value_reason", decisions.VALUE, decisions.value),
        ("decision_reason", decisions.DECISION, decisions.decision),
    ],
)
def test_every_code_of_the_contract_is_said(kind, templates, say):
    assert set(templates) == set(codes(f"{kind}_code"))
    for code in templates:
        row = {f"{kind}_code": code, f"{kind}_params": PARAMS.get(kind), "currency": "USD"}
        assert say(row).endswith("."), code
        assert "{" not in say(row), code


def test_hours_that_stay_on_the_payroll_are_told_with_their_cash():
    row = {
        "decision_reason_code": "only_if_hours_are_used",
        "decision_reason_params": PARAMS["decision_reason"],
        "currency": "EUR",
    }
    assert decisions.decision(row) == (
        "Fix: worth it only if the hours are used or cut. They are worth €21k per year and are "
        "still paid; in cash it is −€11k per year, with a net present value of −€58k."
    )


def test_a_joint_figure_names_whom_nobody_owns():
    row = {
        "counts_reason_code": "joint_with_unowned",
        "counts_reason_params": PARAMS["counts_reason"],
    }
    assert decisions.counts(row, {"coding": "Invoice coding"}) == (
        "It counts in no total: the figure is joint with Invoice coding and scanning, which nobody "
        "owns."
    )


def test_what_is_owned_has_no_reason():
    assert decisions.unowned({"unowned_reason_code": None}) == ""
    assert decisions.delay({"cost_of_delay_basis": None}) == ""
