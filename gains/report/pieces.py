"""The small pieces that pages share: tiles, badges, words for improvements and clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gains.published.rows import RulesRow
from gains.wording import decisions, formats
from gains.wording.evidence import CLOCKS, TARGETS, grade
from gains.wording.improvements import improvement


@dataclass(frozen=True)
class Tile:
    """One figure: value of ten characters at most, what qualifies it, and how it is made.

    Attributes
    ----------
    label : str
        Sixteen characters at most.
    value : str
        Formatted.
    note : str
        The qualifier under it.
    help : str
        How it is made.
    tone : str
        good, bad, warning or neutral: color of the note.
    line : tuple of float
        A sparkline, or nothing.
    figure_id : str
        The row of `headline_figures` that the value is; empty where it is a word.
    note_ids : tuple of str
        The rows that the note states, and further ones of the value.
    """

    label: str
    value: str
    note: str = ""
    help: str = ""
    tone: str = "neutral"
    line: tuple[float, ...] = ()
    figure_id: str = ""
    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Badge:
    """A word with an icon, so that color never stands alone."""

    label: str
    icon: str
    tone: str
    help: str = ""


def improvement_in_words(row: Mapping[str, Any]) -> str:
    """Return the improvement with its sign: +31%, −3.2 points; a dash where there is none."""
    turned = improvement(row, row["unit"] or "", row.get("currency") or "")
    if turned.middle is None:
        return formats.MISSING
    return formats.signed(turned.said(turned.middle), turned.middle, plus=True)


def target_in_words(row: Mapping[str, Any]) -> str:
    """Return the promised improvement with its sign: +20%."""
    return formats.percent(row["target_improvement"], plus=True)


def clock_label(clock: str | None, rules: RulesRow | None) -> str:
    """Return what the clock says: On track, Past day 60."""
    label = CLOCKS.get(clock or "", ("Not kicked off", "", "neutral"))[0]
    if rules is None:
        return label.format(at_risk=formats.MISSING, late=formats.MISSING)
    return label.format(
        at_risk=rules["days_to_verdict_at_risk"], late=rules["days_to_verdict_late"]
    )


def due_in_words(rules: RulesRow | None) -> str:
    """Return when a first verdict is due, as a half sentence."""
    if rules is None:
        return "a first verdict is due"
    return (
        f"a first verdict is due within {rules['days_to_verdict_late']} days, and looked for from "
        f"day {rules['days_to_verdict_at_risk']}"
    )


def badges_of(
    row: Mapping[str, Any], effect: Mapping[str, Any] | None, rules: RulesRow | None
) -> tuple[Badge, ...]:
    """Return the badges of an initiative and one of its KPIs: evidence, target, owner, clock.

    Parameters
    ----------
    row : Mapping
        The initiative's scorecard.
    effect : Mapping or None
        The KPI's effect, whose evidence and target are shown; the primary one's without.
    rules : RulesRow or None
        The thresholds of the build.
    """
    shown = row if effect is None else effect
    one = grade(shown["evidence"], shown.get("reason_code"))
    badges = [Badge(one.label, one.icon, one.tone, one.rule)]
    if not row["is_owned"]:
        why = decisions.unowned(row)
        badges.append(Badge("Unowned", "person_off", "warning", f"{why} In no total.".strip()))
    if shown["target_status"] in TARGETS:
        badges.append(Badge(*TARGETS[shown["target_status"]]))
    if row["clock"] in CLOCKS:
        _, icon, tone = CLOCKS[row["clock"]]
        days = row["days_since_kickoff"]
        since = "" if days is None else f"Day {days} since kick-off on the last day of data; "
        due = due_in_words(rules)
        said = f"{since}{due}." if since else f"{due[:1].upper()}{due[1:]}."
        badges.append(Badge(clock_label(row["clock"], rules), icon, tone, said))
    return tuple(badges)


def shown_of(drawn: Sequence[object], rows: Sequence[object], how: str, rest: str) -> str:
    """Say what a chart leaves out; nothing where it shows everything.

    Parameters
    ----------
    drawn, rows : sequence
        What is shown, and what there is.
    how : str
        By which rule they were chosen.
    rest : str
        Where the rest is.
    """
    if len(drawn) == len(rows):
        return ""
    return f"Shown are {len(drawn)} of {len(rows)}: {how}. {rest}"
