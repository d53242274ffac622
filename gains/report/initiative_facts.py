"""What the verdict on an initiative rests on, and what is to be decided: one line each."""

from collections.abc import Mapping
from typing import Any

from gains.published.initiatives import InitiativeRow
from gains.published.rows import RulesRow
from gains.report.pieces import due_in_words
from gains.wording import decisions, formats
from gains.wording.evidence import DECISIONS, grade
from gains.wording.reasons import RANGE

DESIGNS = {
    "comparison": "A process that was not automated, in the same weeks",
    "no_comparison": "None: its own weeks before, continued",
}


def facts(
    row: InitiativeRow,
    effect: Mapping[str, Any],
    names: Mapping[str, str],
    rules: RulesRow | None,
) -> list[tuple[str, str]]:
    """Return the lines in order of reading: label and finding.

    Parameters
    ----------
    row : InitiativeRow
        The scorecard.
    effect : Mapping
        The row of `kpi_effects` that is shown.
    names : Mapping
        initiative_id -> name.
    rules : RulesRow or None
        The thresholds of the build.
    """
    lines = [*evidence(row, effect), *money(row, names), *use(row), *decision(row, rules)]
    return [(label, said) for label, said in lines if said]


def evidence(row: InitiativeRow, effect: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the grade with its rule, the reason, and what was compared with what."""
    one = grade(effect["evidence"], effect.get("reason_code"))
    is_estimated = bool(effect["weeks_after"]) and effect["improvement"] is not None
    method = effect["method"] or ""
    lines = [
        ("Evidence", f"{one.label}. {one.rule}"),
        ("Why", formats.ended(effect["reason"])),
        ("Method", method[:1].upper() + method[1:] if is_estimated else ""),
        ("Compared with", DESIGNS.get(effect["design"] or "", "") if is_estimated else ""),
    ]
    if effect["weeks_before"]:
        after = effect["weeks_after"] or 0
        lines.append(("Complete weeks", f"{effect['weeks_before']} before, {after} after"))
    if effect["n_before"]:
        after = effect["n_after"] or 0
        lines.append(("Cases", f"{effect['n_before']:,} before, {after:,} after"))
    drift = effect["break_even_drift"]
    if drift is not None:
        lines.append(
            (
                "Break-even drift",
                f"{formats.percent(abs(drift), 2)} per week: had the process been changing by so "
                "much anyway, nothing of the effect would be left",
            )
        )
    return lines


def money(row: InitiativeRow, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the money means, whether it counts, and what delay costs."""
    currency = row["currency"] or ""
    joint = [one.strip() for one in (row["joint_initiative_ids"] or "").split(",") if one.strip()]
    others = formats.join_names([names.get(one, one) for one in joint])
    lines = [
        ("Unowned because", decisions.unowned(row)),
        ("Money", decisions.value(row)),
        ("In the totals", decisions.counts(row, names)),
        ("Joint with", f"{others}: the effect is theirs together" if others else ""),
    ]  # fmt: skip
    if row["npv"] is not None:
        lines.append(("Net present value", formats.money(row["npv"], currency)))
    delay = row["cost_of_delay_per_week"]
    if delay:
        low, high = row["cost_of_delay_per_week_low"], row["cost_of_delay_per_week_high"]
        between = (
            ""
            if low is None or high is None
            else f" ({RANGE} {formats.money(low, currency)} to {formats.money(high, currency)})"
        )
        said = f"{formats.money(delay, currency)}{between}. {decisions.delay(row)}"
        lines.append(("A week of delay costs", said.strip()))
    return lines


def use(row: InitiativeRow) -> list[tuple[str, str]]:
    """Return how much it is used, and how often it fails."""
    adoption = row["adoption_share"]
    said = "" if adoption is None else f"{formats.percent(adoption)} of the cases go through it"
    return [
        ("Adoption", said),
        *(
            (label, "" if part is None else formats.percent(part))
            for label, part in (
                ("Failed runs", row["failed_run_share"]),
                ("Human rework", row["rework_after_run_share"]),
            )
        ),
    ]


def decision(row: InitiativeRow, rules: RulesRow | None) -> list[tuple[str, str]]:
    """Return the clock, the review, and what is proposed and decided."""
    days = row["days_since_kickoff"]
    until = f"day {days} on the last day of data" if days is not None else ""
    decided = DECISIONS.get(row["decision"] or "", "Open")
    on = f" on {formats.day(row['decided_on'])}" if row["decided_on"] else ""
    return [
        ("Kick-off", f"{until}; {due_in_words(rules)}" if until else ""),
        ("Review", formats.day(row["review_date"]) if row["review_date"] else ""),
        ("Decision", f"{decided}{on}"),
        ("Proposed", decisions.decision(row)),
    ]
