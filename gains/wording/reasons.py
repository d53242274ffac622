"""Why an effect has the evidence that it has, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from gains.measurement.reasons import (
    BorrowedVerdict,
    NotMeasurable,
    OneOfMany,
    Reason,
    ReportedOnly,
    Verdict,
)
from gains.wording import formats
from gains.wording.checks import check_sentence
from gains.wording.improvements import Improvement, better_or_worse, range_in_words
from gains.wording.names import Names
from gains.wording.no_verdict import no_verdict_sentences
from gains.wording.notes import note_sentence

RANGE = "99% range"
#: Verdicts that a check stands in the way of: more weeks alone do not help.
HELD_BACK_BY_A_CHECK = ("inconclusive_checks",)


@dataclass(frozen=True)
class ReasonText:
    """A reason by its parts, each of whole sentences or empty.

    Parameters
    ----------
    finding : str
        What was found, or why nothing could be.
    checks : str
        What the checks found that did not pass.
    outlook : str
        What would settle it.
    basis : str
        The weeks, and what they are compared with.
    notes : str
        On data and design.
    """

    finding: str
    checks: str = ""
    outlook: str = ""
    basis: str = ""
    notes: str = ""

    @property
    def text(self) -> str:
        """The whole reason as one paragraph."""
        parts = (self.finding, self.checks, self.outlook, self.basis, self.notes)
        return " ".join(part for part in parts if part)


def reason_text(reason: Reason, names: Names) -> ReasonText:
    """Return a reason in sentences.

    Parameters
    ----------
    reason : Reason
    names : Names

    Returns
    -------
    ReasonText
    """
    match reason:
        case Verdict():
            return _verdict(reason, names)
        case OneOfMany():
            return _one_of_many(reason, names)
        case ReportedOnly():
            return _reported_only(reason, names)
        case BorrowedVerdict():
            return _borrowed(reason, names)
        case _:
            return _no_verdict(reason, names)


def doubt(reason: Reason | None) -> str:
    """Return why a likely effect is not proven, as half a sentence; nothing for any other."""
    verdict = reason.source if isinstance(reason, BorrowedVerdict) else reason
    if not isinstance(verdict, Verdict):
        return ""
    match verdict.code:
        case "likely_by_97_range":
            return "only the 97% range excludes no change, not the 99% range"
        case "likely_without_comparison":
            return "there is no comparison process"
    return ""


def what_denies(reason: Reason) -> str:
    """Return what keeps a range that excludes no change from counting; nothing for any other."""
    match reason:
        case BorrowedVerdict():
            return what_denies(reason.source)
        case OneOfMany():
            return _lowered(reason)
        case Verdict(code="inconclusive_checks"):
            return " ".join(map(check_sentence, reason.failed_checks))
    return ""


def _verdict(verdict: Verdict, names: Names) -> ReasonText:
    is_held_back = verdict.code.startswith(("likely", "inconclusive"))
    return ReasonText(
        finding=_finding(verdict, names),
        checks=" ".join(map(check_sentence, verdict.failed_checks)) if is_held_back else "",
        outlook=_outlook(verdict) if is_held_back else "",
        basis=_basis(verdict, names),
        notes=" ".join(note_sentence(note, names) for note in verdict.notes),
    )


def _one_of_many(reason: OneOfMany, names: Names) -> ReasonText:
    verdict = _verdict(reason.verdict, names)
    return ReasonText(
        finding=f"{_lowered(reason)} {verdict.finding}",
        checks=verdict.checks,
        basis=verdict.basis,
        notes=verdict.notes,
    )


def _lowered(reason: OneOfMany) -> str:
    return (
        f"It is one of {formats.count(reason.kpis, 'KPI')} not declared primary, and at least "
        f"{formats.percent(reason.q_value)} of such findings among them are chance, so it is "
        f"lowered from {reason.lowered_from.replace('_', ' ')}."
    )


def _reported_only(reason: ReportedOnly, names: Names) -> ReasonText:
    source = (
        f"It would take the verdict of {names.kpi_within(reason.source_kpi_id)}, which has no "
        "figures."
        if reason.source_kpi_id
        else "Its figures are shown without a verdict."
    )
    why = f"{_balance(reason.kpi_id, names)} {source}"
    if not isinstance(reason.own, Verdict):
        own = _no_verdict(reason.own, names)
        return ReasonText(finding=f"{why} {own.finding}", notes=own.notes)
    turned = turned_of(reason.own, names)
    moved = f"It is {better_or_worse(turned)} than expected ({RANGE} {range_in_words(turned)})."
    return ReasonText(
        finding=f"{why} {moved}",
        basis=_basis(reason.own, names),
        notes=" ".join(note_sentence(note, names) for note in reason.own.notes),
    )


def _borrowed(reason: BorrowedVerdict, names: Names) -> ReasonText:
    source = reason_text(reason.source, names)
    source_name = names.kpi_within(reason.source_kpi_id)
    why = f"{_balance(reason.kpi_id, names)} It takes the verdict of {source_name}."
    return ReasonText(
        finding=f"{why} {source.finding}",
        checks=source.checks,
        outlook=source.outlook,
        basis=source.basis,
        notes=source.notes,
    )


def _no_verdict(reason: NotMeasurable, names: Names) -> ReasonText:
    return ReasonText(
        finding=no_verdict_sentences(reason, names),
        notes=" ".join(note_sentence(note, names) for note in reason.notes),
    )


def _balance(kpi_id: str, names: Names) -> str:
    return (
        f"{names.kpi(kpi_id)} is a balance: for about a quarter after go-live it still holds what "
        "was open before."
    )


def turned_of(verdict: Verdict, names: Names) -> Improvement:
    """Return the improvement of a verdict, ready to be said."""
    return Improvement(
        middle=verdict.improvement,
        low=verdict.improvement_low,
        high=verdict.improvement_high,
        is_points=not verdict.is_relative,
        unit=verdict.unit,
        currency=names.currencies.get(verdict.process_id, ""),
    )


def _finding(verdict: Verdict, names: Names) -> str:
    name = names.kpi(verdict.kpi_id)
    turned = turned_of(verdict, names)
    size, between = better_or_worse(turned), f"{RANGE} {range_in_words(turned)}"
    is_size = f"{name} is {size} than expected without the automation"
    match verdict.code:
        case "proven":
            return (
                f"{name} is at least {turned.said(verdict.improvement_low)} better than expected "
                f"without the automation ({between}); every check passes."
            )
        case "worse":
            return f"{is_size} ({between})."
        case "looks_worse":
            return (
                f"{is_size} ({between}), but there is no comparison process to show whether it "
                "would have moved anyway."
            )
        case "no_change":
            return f"{is_size}; {_ruled_out(verdict, turned)}."
        case "inconclusive_range":
            return f"{is_size}, but the {RANGE} is {range_in_words(turned)}."
        case "inconclusive_checks" if verdict.improvement_low > 0 or verdict.improvement_high < 0:
            return f"{is_size} ({between}), but {_failed(verdict)} not pass."
        case "inconclusive_checks":
            return (
                f"{is_size} ({between}); only the 97% range excludes no change, and "
                f"{_failed(verdict)} not pass."
            )
    return f"{is_size} ({between}); probably real, but not proven, because {doubt(verdict)}."


def _failed(verdict: Verdict) -> str:
    return f"{formats.count(len(verdict.failed_checks), 'check')} did"


def _ruled_out(verdict: Verdict, turned: Improvement) -> str:
    gain = verdict.largest_gain
    if gain is None:
        return "a gain of interest is ruled out (90% range)"
    if gain <= 0:
        return "any gain is ruled out (90% range)"
    promised = (
        f", where the business case promises {formats.percent(verdict.promised)}"
        if verdict.promised
        else ""
    )
    return f"at most a gain of {turned.said(gain)} is possible (90% range){promised}"


def _outlook(verdict: Verdict) -> str:
    if verdict.code in HELD_BACK_BY_A_CHECK:
        return ""
    if verdict.code == "likely_without_comparison":
        return "Only a comparison process could prove it."
    more = verdict.more_weeks_needed
    if more == 0:
        return ""
    if more is not None:
        return f"It needs about {formats.count(more, 'more week')}, if it stays as large as this."
    could = (
        "a comparison process or a longer baseline could"
        if verdict.comparison_process_id is None
        else "a longer baseline or a larger comparison process could"
    )
    return f"More weeks alone will not settle it; {could}."


def _basis(verdict: Verdict, names: Names) -> str:
    against = (
        "beside its own straight trend"
        if verdict.comparison_process_id is None
        else f"compared with {names.process(verdict.comparison_process_id)}"
    )
    before, after = verdict.weeks_before, verdict.weeks_after
    return f"{formats.count(before, 'week')} before against {after} after, {against}."
