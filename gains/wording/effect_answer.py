"""The answer to "did this one work, and how sure are we?", with its range and its evidence."""

from collections.abc import Mapping
from typing import Any

from gains.measurement.coding import reason_from
from gains.measurement.reasons import Reason
from gains.wording import formats
from gains.wording.answer import Answer
from gains.wording.evidence import GRADES, NOT_LIVE, grade
from gains.wording.improvements import better_or_worse, improvement, range_in_words
from gains.wording.names import Names, lower_first
from gains.wording.reasons import RANGE, doubt, reason_text, what_denies


def effect_answer(row: Mapping[str, Any], unit: str, currency: str) -> Answer:
    """Answer whether one initiative worked, and how sure one can be.

    Parameters
    ----------
    row : Mapping
        A row of `kpi_effects` with `kpi_name`; without one, `evidence` is missing.
    unit, currency : str
        Unit of the KPI and currency of the company.
    """
    name = row.get("kpi_name") or "The KPI"
    evidence = row.get("evidence")
    turned = improvement(row, unit, currency)
    before = formats.kpi_value(row.get("before_value"), unit, currency)
    after = formats.kpi_value(row.get("after_value"), unit, currency)
    reason = reason_of(row)
    said = formats.ended(row.get("reason"))
    label = grade(evidence, row.get("reason_code")).label.lower()
    if evidence not in GRADES or evidence == "not_measurable" or turned.middle is None:
        is_live = row.get("reason_code") not in NOT_LIVE
        return Answer(f"{name} is {label}." if is_live else "It is not live yet.", said)
    values = f"{before} before, {after} now."
    against = (
        "Against what we would expect without the automation, that is "
        f"{better_or_worse(turned)} ({RANGE} {range_in_words(turned)})."
    )
    if evidence == "proven":
        near = f"Proven: at least {turned.said(turned.low)} better." if turned.low else "Proven."
        return Answer(f"{name} improved: {values}", f"{against} {near}")
    if evidence == "likely":
        why = doubt(reason) or "a check or the 99% range leaves a doubt"
        return Answer(
            f"{name} probably improved: {values}",
            f"{against} Likely, not proven, because {why}.",
        )
    if evidence == "no_change":
        # the raw figure may have moved: what was to be expected says why that is no gain
        expected = formats.kpi_value(row.get("expected_value"), unit, currency)
        without = f"Without it we would expect {expected}." if expected != formats.MISSING else ""
        names = Names(kpis={row.get("kpi_id") or "": name})
        found = reason_text(reason, names).finding if reason else said
        return Answer(
            f"The automation did not change {lower_first(name)}: {values}",
            f"{without} {found}".strip(),
        )
    if evidence in ("worse", "looks_worse"):
        verb = "got worse" if evidence == "worse" else "looks worse"
        return Answer(f"{name} {verb}: {values}", against)
    is_clear = turned.low is not None and turned.low * turned.high > 0
    denial = what_denies(reason) if reason else said if is_clear else ""
    if denial:
        # the range alone would say that it moved: what keeps it from counting must be said
        return Answer(
            f"Can't tell yet whether the automation changed {lower_first(name)}: {values}",
            f"{against} It does not count: {lower_first(denial)}",
        )
    words = range_in_words(turned)
    fits = words if words.startswith("from") else f"from {words}"
    return Answer(
        f"Can't tell yet whether {lower_first(name)} changed: {values}",
        f"Anything {fits} fits the data ({RANGE}). {more_weeks(row)}".strip(),
    )


def reason_of(row: Mapping) -> Reason | None:
    """Read the reason of a row of `kpi_effects`, or None where a row has no code."""
    code, parameters = row.get("reason_code"), row.get("reason_params")
    return reason_from(code, parameters) if code and parameters else None


def more_weeks(row: Mapping) -> str:
    """Say how long an inconclusive effect still needs."""
    weeks = row.get("more_weeks_needed")
    if formats.is_missing(weeks):
        return (
            "More weeks alone will not settle it; a comparison process or a longer baseline could."
        )
    return f"It needs about {formats.count(max(int(weeks), 1), 'more week')}."
