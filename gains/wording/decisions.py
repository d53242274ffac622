"""Sentences for the codes of the scorecard: who owns it, what counts, what is proposed, and why.

A code is decided in SQL and published in `initiative_scorecard` beside a JSON text of the figures
that belong to it; here it is said. One dict per kind, in the order in which the models look.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gains.wording import formats

UNOWNED = {
    "no_owner_and_no_lead": "Neither a business owner nor a transformation lead is named.",
    "no_owner": "No business owner is named.",
    "no_lead": "No transformation lead is named.",
    "one_person": "{name} is both business owner and transformation lead; two people are needed.",
    "no_primary_target": "No target is marked as primary.",
    "several_primary_targets": "{count} targets are marked as primary; one is needed.",
    "no_review_date": "The primary target has no review date.",
}
COUNTS = {
    "counts": "It counts in the totals.",
    "unowned": "It counts in no total: nobody owns it.",
    "not_live": "It counts in no total: it is not live yet.",
    "joint_with_unowned": (
        "It counts in no total: the figure is joint with {names}, which nobody owns."
    ),
    "evidence_does_not_hold": "It counts in no total while the evidence does not hold.",
    "no_verdict": "It counts in no total before there is a verdict.",
}
#: The same in two or three words, for a cell of a table.
COUNTS_BRIEFLY = {
    "counts": "yes",
    "unowned": "no: unowned",
    "not_live": "no: not live yet",
    "joint_with_unowned": "no: joint with an unowned one",
    "evidence_does_not_hold": "no: evidence does not hold",
    "no_verdict": "no: no verdict yet",
}
VALUE = {
    "not_live": "Not live yet: nothing is earned.",
    "gain_stands_with_the_first": (
        "The gain is shown with an earlier initiative of the process; here is the run cost."
    ),
    "pace_of_a_year": "If the measured pace holds for a year, net of run cost.",
    "loss_without_a_price": (
        "The KPI got worse; nothing prices that, so here is only what it costs to run."
    ),
    "no_gain_holds": "No gain holds, so it earns nothing; it costs this much per year to run.",
    "gain_without_a_price": (
        "The gain is real in the unit of its KPI; no cost or time log prices it."
    ),
    "no_verdict": "No verdict yet, so nothing is earned.",
}
DECISION = {
    "no_verdict": "No decision is proposed before there is a verdict.",
    "unowned": "Fix: nobody answers for it yet.",
    "worse": "Stop: the KPI got worse.",
    "no_change_little_used": (
        "Fix: nothing changed, and the automation handles only {adoption_share} of the cases."
    ),
    "no_change": "Stop: nothing changed.",
    "inconclusive_more_weeks": (
        "Extend: it cannot be told yet, and about {more_weeks} can settle it."
    ),
    "inconclusive_not_by_weeks": (
        "Fix: it cannot be told, and more weeks alone will not settle it."
    ),
    "costs_more_than_it_brings": "Fix: it costs more than it brings, {net_annual_value} per year.",
    "likely": "Extend: the gain is likely, not proven.",
    "only_if_hours_are_used": (
        "Fix: worth it only if the hours are used or cut. They are worth {annual_capacity_value} "
        "per year and are still paid; in cash it is {net_annual_cash_value} per year, with a net "
        "present value of {npv}."
    ),
    "does_not_pay_back": (
        "Fix: the gain is proven, but over {npv_years} years its cash does not pay back what it "
        "costs: net present value {npv}."
    ),
    "low_end_loses_money": (
        "Extend: the gain is proven, but at the low end of its range it loses money, "
        "{net_annual_value_low} per year."
    ),
    "target_not_met": "Extend: the gain is proven, the target not yet met.",
    "target_met": "Scale: the gain is proven and the target met.",
    "target_met_without_a_price": (
        "Scale: the gain is proven and the target met; what it is worth in money is not known."
    ),
}
DELAY = {
    "measured": "Claimed, less what is measured.",
    "claimed": "As claimed: nothing is measured yet.",
}


def unowned(row: Mapping[str, Any]) -> str:
    """Return why nobody owns an initiative; empty where it is owned.

    Parameters
    ----------
    row : Mapping
        `unowned_reason_code` and `unowned_reason_params` of `initiative_scorecard`.
    """
    return _said(UNOWNED, row, "unowned_reason")


def counts(row: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """Return whether an initiative counts in the totals, and if not, why.

    Parameters
    ----------
    row : Mapping
        `counts_reason_code` and `counts_reason_params` of `initiative_scorecard`.
    names : Mapping of str to str, optional
        Names of initiatives by id.
    """
    ids = str(_params(row, "counts_reason").get("initiative_ids") or "").split(", ")
    said = [(names or {}).get(one, one) for one in ids if one]
    return _said(
        COUNTS, row, "counts_reason", names=formats.join_names(said) or "another initiative"
    )


def counts_briefly(row: Mapping[str, Any]) -> str:
    """Return the same for a cell of a table: yes, or no and why."""
    return COUNTS_BRIEFLY[row["counts_reason_code"]]


def value(row: Mapping[str, Any]) -> str:
    """Return what the yearly figure of an initiative means, or why there is none.

    Parameters
    ----------
    row : Mapping
        `value_reason_code` of `initiative_scorecard`.
    """
    return _said(VALUE, row, "value_reason")


def decision(row: Mapping[str, Any]) -> str:
    """Return the proposed decision with the part of the rule that proposed it.

    Parameters
    ----------
    row : Mapping
        `decision_reason_code`, `decision_reason_params` and `currency` of `initiative_scorecard`.
    """
    return _said(DECISION, row, "decision_reason")


def delay(row: Mapping[str, Any]) -> str:
    """Return on what the cost of a week of delay rests; empty where there is none."""
    return DELAY.get(row.get("cost_of_delay_basis") or "", "")


def _params(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    text = row.get(f"{kind}_params")
    return {} if formats.is_missing(text) else dict(json.loads(str(text)))


def _said(templates: Mapping[str, str], row: Mapping[str, Any], kind: str, **more: str) -> str:
    code = row.get(f"{kind}_code")
    if formats.is_missing(code):
        return ""
    currency = str(row.get("currency") or "")
    words = {name: _word(name, figure, currency) for name, figure in _params(row, kind).items()}
    return templates[str(code)].format(**words | more)


def _word(name: str, figure: Any, currency: str) -> str:
    if name in ("name", "count", "npv_years", "initiative_ids"):
        return str(figure)
    if name == "more_weeks":
        return formats.count(int(figure), "more week")
    if name.endswith("_share"):
        return formats.percent(figure)
    return formats.money(figure, currency)
