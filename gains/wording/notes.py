"""What goes with a verdict about its data and design, in sentences, and how it was estimated."""

from __future__ import annotations

from gains.measurement.findings import (
    ComparisonAutomated,
    ComparisonTooNoisy,
    ComparisonTooShort,
    ComparisonTooThin,
    ComparisonWithoutFigures,
    ComparisonWithoutLevel,
    CountOnly,
    KindsMerged,
    LessThanAYear,
    Method,
    Note,
    OpenCases,
    OtherCauses,
    OtherInitiatives,
    WeeksPutTogether,
)
from gains.wording import formats
from gains.wording.names import Names

#: More merged kinds of case than this are counted and not named.
MOST_KINDS = 3
SCALES = {
    "log": "logarithm",
    "logit": "log odds",
    "points": "points",
    "difference": "difference",
}


def note_sentence(note: Note, names: Names) -> str:
    """Return a note on data or design.

    Parameters
    ----------
    note : Note
    names : Names

    Returns
    -------
    str
        One sentence.
    """
    match note:
        case ComparisonTooShort():
            return (
                f"The comparison process {names.process(note.process_id)} shares "
                f"{note.weeks_before} weeks before and {note.weeks_after} after with it; "
                f"{note.needed_before} and {note.needed_after} are needed, so it is left out."
            )
        case ComparisonWithoutFigures():
            return (
                f"The comparison process {names.process(note.process_id)} has no figures of "
                f"{names.kpi_within(note.kpi_id)}, so it is left out."
            )
        case ComparisonTooThin():
            return (
                f"The comparison process {names.process(note.process_id)} has too few cases to "
                "compare with, so it is left out."
            )
        case ComparisonWithoutLevel():
            return (
                f"The comparison process {names.process(note.process_id)} was zero or negative on "
                "average before go-live, so it is left out."
            )
        case ComparisonTooNoisy():
            return (
                f"The comparison process {names.process(note.process_id)} varies so much by itself "
                "that the answer is better without it: it is left out, by its weeks before "
                "go-live."
            )
        case ComparisonAutomated():
            return (
                f"The comparison process {names.process(note.process_id)} started an automation "
                f"of its own on {formats.day(note.go_live_date)} and counts up to that date only."
            )
        case OpenCases():
            return (
                f"{formats.percent(note.share)} of the cases opened since "
                f"{formats.day(note.opened_since)} are still open; "
                f"{names.kpi_within(note.kpi_id)} is measured on cases opened before "
                f"{formats.day(note.opened_before)} only."
            )
        case OtherInitiatives():
            others = [names.initiative(one) for one in note.initiative_ids]
            return (
                f"{formats.join_names(others)} also went live on {names.process(note.process_id)} "
                "in these weeks, so the effect is theirs together."
            )
        case LessThanAYear():
            return (
                f"The {formats.count(note.weeks_before, 'week')} before are less than a year, so "
                "a season cannot be told from the automation."
            )
        case WeeksPutTogether():
            return (
                "Single weeks hold too few cases, so periods of "
                f"{formats.count(note.period_weeks, 'week')} are compared."
            )
        case KindsMerged():
            return _kinds_merged(note)
        case CountOnly():
            return "More finished cases are no higher productivity if more cases came in."
        case OtherCauses():
            return (
                f"Anything else that began around {formats.day(note.go_live_date)} is credited "
                "to the automation here."
            )


def method_phrase(method: Method) -> str:
    """Return how an effect was estimated, as a phrase without a full stop.

    Parameters
    ----------
    method : Method

    Returns
    -------
    str
    """
    if method.code == "no_estimate" or method.scale is None:
        return "no estimate"
    design = (
        "difference of averages against the comparison process"
        if method.code == "against_comparison"
        else "step beside the process's own straight trend"
    )
    length = "weekly" if method.period_weeks == 1 else f"{method.period_weeks}-week"
    series = f"{length} {SCALES[method.scale]} of the {method.kind}"
    if method.kinds_of_case > 1:
        series += f", standardized over {method.kinds_of_case} kinds of case"
    if method.truncation is not None:
        size = formats.number(method.truncation)
        series += f", truncated at {size} {method.unit}".rstrip()
    return f"{design}; {series}; mixture of error models"


def _kinds_merged(note: KindsMerged) -> str:
    if note.is_one_left:
        return (
            "No kind of case is common enough in every week, so a change of mix cannot be removed."
        )
    shown = [f"{_kind(kind)} into {_kind(into)}" for kind, into in note.merged[:MOST_KINDS]]
    others = len(note.merged) - len(shown)
    tail = f" and {others} more" if others else ""
    return f"Kinds of case with too few cases in some week were merged: {', '.join(shown)}{tail}."


def _kind(segment: str) -> str:
    return f"“{segment}”" if segment else "cases without a kind"
