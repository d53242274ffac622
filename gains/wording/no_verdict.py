"""Why there is no verdict yet, and what it needs, in sentences."""

from __future__ import annotations

from gains.measurement.reasons import (
    ExportChanged,
    FewCases,
    FewPeriods,
    FewWeeksAfter,
    FirstVerdict,
    LongTruncation,
    NoCases,
    NoFigures,
    NoGoLive,
    NoLevel,
    NotLive,
    NotMeasurable,
    NoVariation,
    ShortBaseline,
)
from gains.wording import formats
from gains.wording.names import Names


def no_verdict_sentences(reason: NotMeasurable, names: Names) -> str:
    """Return why an effect is not measurable.

    Parameters
    ----------
    reason : NotMeasurable
    names : Names

    Returns
    -------
    str
        Whole sentences, without the reason's notes.
    """
    match reason:
        case NoGoLive():
            return "No go-live date is registered, so there is no before and after yet."
        case NotLive():
            return (
                f"Go-live is on {formats.day(reason.go_live_date)}; the exports reach to "
                f"{formats.day(reason.as_of_date)}. {first_verdict(reason.first_verdict)}"
            )
        case NoFigures():
            return (
                f"The exports hold no figures of {names.kpi_within(reason.kpi_id)} for "
                f"{names.process(reason.process_id)} in the weeks around go-live."
            )
        case ShortBaseline():
            return _short_baseline(reason)
        case FewWeeksAfter():
            return f"{_weeks_after(reason.weeks_after)} {first_verdict(reason.first_verdict)}"
        case LongTruncation():
            return (
                f"Cases are followed for {formats.count(reason.truncation_weeks, 'week')} (the "
                f"truncation time), which is more than half of the "
                f"{formats.count(reason.weeks_since_ramp, 'week')} since the ramp. The first "
                f"verdict needs exports through {formats.day(reason.covered_through)}."
            )
        case FewCases():
            return _few_cases(reason, names)
        case NoCases():
            return "No complete week has any cases to measure."
        case ExportChanged():
            return (
                f"The exports of {names.process(reason.process_id)} hold about "
                f"{formats.number(reason.cases_before, 0)} cases per week until "
                f"{formats.day(reason.changed_on)} and about "
                f"{formats.number(reason.cases_after, 0)} from then on, so the export itself may "
                "have changed. There is no verdict until the missing cases are delivered, or "
                "baseline_weeks in the register leaves out the weeks before the change."
            )
        case NoLevel():
            value = _value(reason.before_value, reason, names)
            return (
                f"{names.kpi(reason.kpi_id)} was zero or negative on average before go-live "
                f"({value}), so there is no relative change."
            )
        case NoVariation():
            before = _value(reason.before_value, reason, names)
            after = _value(reason.after_value, reason, names)
            return (
                f"The figure is the same in every week before ({before}) and in every week after "
                f"({after}); without any variation no range can be given."
            )
        case FewPeriods():
            return (
                f"Only {formats.count(reason.periods, 'period')} of "
                f"{formats.count(reason.period_weeks, 'week')} hold figures, too few for a range."
            )


def first_verdict(first: FirstVerdict) -> str:
    """Return what a first verdict needs; true on any day that it is read."""
    if first.covered_through is None:
        return f"The first verdict needs {first.weeks} complete weeks after the ramp."
    if first.is_overdue:
        return f"Of the {first.weeks} weeks that a first verdict needs, some are not exported."
    return (
        f"The first verdict needs exports through {formats.day(first.covered_through)}, "
        f"{first.weeks} complete weeks after the ramp."
    )


def _weeks_after(weeks: int) -> str:
    if weeks == 0:
        return "There is no complete week since the ramp ended."
    if weeks == 1:
        return "There is only 1 complete week since the ramp ended."
    return f"There are only {weeks} complete weeks since the ramp ended."


def _short_baseline(reason: ShortBaseline) -> str:
    usable = formats.count(reason.usable_weeks, "week")
    if reason.half_treated_weeks:
        seen = formats.count(reason.half_treated_weeks, "week")
        parts = [
            f"The baseline has {usable} that can be used and {seen} whose cases were half treated; "
            f"{reason.needed_weeks} are needed, {reason.needed_usable_weeks} of them usable."
        ]
    else:
        parts = [f"The baseline has {usable}; {reason.needed_weeks} are needed."]
    if reason.baseline_weeks is not None:
        limit = formats.count(reason.baseline_weeks, "week")
        parts.append(f"The register limits the baseline to {limit}.")
    elif reason.covers_from is not None:
        parts.append(f"The exports begin on {formats.day(reason.covers_from)}.")
    return " ".join(parts)


def _few_cases(reason: FewCases, names: Names) -> str:
    period = "week" if reason.period_weeks == 1 else f"{reason.period_weeks}-week period"
    needed = (
        f"{reason.needed} cases"
        if reason.needed_of == "cases"
        else f"{reason.needed} expected events of the rarer outcome"
    )
    return (
        f"{names.process(reason.process_id)} has {formats.number(reason.cases, 0)} cases in the "
        f"median {period}; at least {needed} are needed, because chance alone would move the "
        "figure too much."
    )


def _value(value: float, reason: NoLevel | NoVariation, names: Names) -> str:
    return formats.kpi_value(value, reason.unit, names.currencies.get(reason.process_id, ""))
