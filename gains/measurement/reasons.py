"""The sentence beside a grade: what was found, how, and what stands in the way."""

from __future__ import annotations

from gains.measurement.gates import comparison_started
from gains.measurement.grades import Graded
from gains.measurement.inputs import Question
from gains.measurement.panel import Panel
from gains.measurement.results import Check, Effect
from gains.measurement.sentences import amount, change, day, distance, listed, percent, span, weeks

YEAR_WEEKS = 52


def reason(
    question: Question,
    graded: Graded,
    effect: Effect,
    checks: tuple[Check, ...],
    ruled_out: float | None,
    notes: tuple[str, ...],
) -> str:
    """Return the reason for a grade, with its numbers.

    Parameters
    ----------
    question : Question
    graded : Graded
    effect : Effect
        With every figure but evidence and reason.
    checks : tuple of Check
    ruled_out : float or None
        Relative change at the good end of the 90% range.
    notes : tuple of str
        Sentences on data and design, added at the end.

    Returns
    -------
    str
    """
    sentences = [_verdict(question, graded, effect, ruled_out)]
    failed = [check.sentence for check in checks if not check.passed]
    if graded.evidence in ("likely", "inconclusive"):
        sentences += failed
    if graded.evidence in ("inconclusive", "likely"):
        sentences.append(_outlook(effect))
    sentences.append(_basis(question, effect))
    return " ".join([*(sentence for sentence in sentences if sentence), *notes])


def _verdict(
    question: Question,
    graded: Graded,
    effect: Effect,
    ruled_out: float | None,
) -> str:
    relative = effect.relative_effect
    low, high = effect.relative_low, effect.relative_high
    if relative is None or low is None or high is None:
        least, most = effect.effect_low or 0.0, effect.effect_high or 0.0
        size = f"{distance(effect.effect or 0.0, question.unit)} than was to be expected"
        nearest = least if (effect.effect or 0.0) > 0 else most
        near = f"{distance(nearest, question.unit)} than was to be expected"
        between = f"{amount(least, question.unit)} to {amount(most, question.unit)}"
    else:
        size, between = change(relative), span(low, high)
        near = change(low if relative > 0 else high)
    name = question.kpi_name
    match graded.evidence:
        case "proven":
            return f"Real: {name} is at least {near} (99% range {between}); {graded.rule}."
        case "likely":
            return (
                f"Probably real: {name} is {size} (99% range {between}); not proof, because "
                f"{graded.rule}."
            )
        case "worse":
            return f"It got worse: {name} is {size} (99% range {between})."
        case "looks_worse":
            return (
                f"It looks worse: {name} is {size} (99% range {between}), but there is no "
                "comparison process to rule out that it would have moved anyway."
            )
        case "no_change":
            gain = "a gain" if ruled_out is None else f"a gain above {percent(abs(ruled_out))}"
            return f"No change: {name} is {size}; {gain} can be ruled out (90% range)."
        case _:
            return f"Cannot tell yet: {name} is {size}, with a 99% range of {between}."


def _outlook(effect: Effect) -> str:
    more = effect.more_weeks_needed
    if more is None:
        return "More weeks will not settle this; " + (
            "add a comparison process or a longer baseline."
            if effect.design == "no_comparison"
            else "a longer baseline or a larger comparison process would."
        )
    if more == 0:
        return ""
    return f"It needs about {weeks(more)} more, if the effect is as large as it looks."


def _basis(question: Question, effect: Effect) -> str:
    against = (
        f"compared with {question.comparison_process_id}"
        if effect.design == "comparison"
        else "beside its own straight trend"
    )
    return f"{weeks(effect.weeks_before)} before against {effect.weeks_after} after, {against}."


def notes_on(
    question: Question, panel: Panel, effect: Effect, more: tuple[str | None, ...]
) -> tuple[str, ...]:
    """Return the sentences on data and design that go with any grade.

    Parameters
    ----------
    question : Question
    panel : Panel
    effect : Effect
    more : tuple of str or None
        Sentences found elsewhere; None is left out.

    Returns
    -------
    tuple of str
    """
    notes = [note for note in more if note]
    if question.overlapping_initiatives:
        notes.append(
            f"{listed(question.overlapping_initiatives)} also went live on "
            f"{question.process_id} inside these weeks; the effect is theirs together."
        )
    if effect.design == "comparison":
        notes.append(comparison_started(question) or "")
    elif effect.weeks_before + (question.cap_weeks or 0) < YEAR_WEEKS:
        notes.append(
            f"The {weeks(effect.weeks_before)} before are less than a year, so a season cannot be "
            "told from the automation."
        )
    if panel.period_weeks > 1:
        notes.append(
            f"Weeks hold too few cases and were put together in periods of {panel.period_weeks}."
        )
    if panel.merged:
        notes.append(_merged(panel))
    if question.kind == "count":
        notes.append("More cases finished is not productivity if more cases came in.")
    if question.comparison_process_id is None and question.go_live_date is not None:
        notes.append(
            f"Anything else that began around {day(question.go_live_date)} counts as the "
            "automation's here."
        )
    return tuple(note for note in notes if note)


def _merged(panel: Panel) -> str:
    kept = panel.treated.n.shape[1]
    if kept == 1:
        return "No kinds of case are common enough in every week, so mix cannot be removed."
    shown = [f"{_name(kind)} into {_name(into)}" for kind, into in panel.merged[:3]]
    others = len(panel.merged) - len(shown)
    tail = f" and {others} more" if others > 0 else ""
    return f"Kinds of case with too few cases in some week were merged: {', '.join(shown)}{tail}."


def _name(segment: str) -> str:
    return f"'{segment}'" if segment else "cases without a kind"


def report_only(question: Question, effect: Effect) -> str:
    """Return how a figure moved, without any verdict on it."""
    if effect.effect is None:
        return effect.reason
    if effect.relative_effect is None or effect.relative_low is None:
        moved = distance(effect.effect, question.unit)
        return f"It is {moved} than was to be expected. {_basis(question, effect)}"
    between = span(effect.relative_low, effect.relative_high or 0.0)
    moved = change(effect.relative_effect)
    return f"It is {moved} (99% range {between}). {_basis(question, effect)}"
