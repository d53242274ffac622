"""When there is no verdict yet, and when there will be: messages with numbers and dates."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from gains.measurement.inputs import Question, WeeklySums, week_number, week_start
from gains.measurement.panel import BALANCE_RAMP_WEEKS, Panel, complete_weeks
from gains.measurement.sentences import day, percent, weeks

#: Fewest weeks before go-live, half-treated ones included; and fewest that are usable.
WEEKS_BEFORE = 26
USABLE_WEEKS_BEFORE = 16
#: Fewest complete weeks after the ramp.
WEEKS_AFTER = 8


def no_verdict_yet(question: Question, treated: WeeklySums | None) -> str | None:
    """Return why the automated process alone cannot answer yet, or None if it can.

    Parameters
    ----------
    question : Question
    treated : WeeklySums or None

    Returns
    -------
    str or None
    """
    if question.go_live_date is None:
        return "No go-live date is registered, so there is no before and after yet."
    if question.as_of_date is not None and question.go_live_date > question.as_of_date:
        return (
            f"Goes live on {day(question.go_live_date)}; the exports reach to "
            f"{day(question.as_of_date)}. {_first_verdict(question)}"
        )
    if treated is None or len(treated.week) == 0:
        return (
            f"The exports hold no figures of {question.kpi_name} for {question.process_id} in the "
            "weeks around go-live."
        )
    phases = complete_weeks(treated, question, "treated")
    usable = sum(phase == "before" for phase in phases.values())
    half_treated = len({week for week, phase in phases.items() if phase == "straddle"})
    if usable + half_treated < WEEKS_BEFORE or usable < USABLE_WEEKS_BEFORE:
        return _short_baseline(question, usable, half_treated)
    after = sum(phase == "after" for phase in phases.values())
    if after < WEEKS_AFTER:
        return (
            f"Only {after} complete weeks since the ramp ended; {_first_verdict(question, True)}"
            if after
            else f"No complete week since the ramp ended; {_first_verdict(question, True)}"
        )
    return _horizon_too_long(question)


def too_thin(question: Question, panel: Panel) -> str:
    """Return the message for too few cases even in 4-week periods."""
    groups = {question.process_id: panel.treated}
    if panel.comparison is not None:
        groups[str(question.comparison_process_id)] = panel.comparison
    counted = panel.before | panel.after
    cases = {name: float(np.median(group.n[counted].sum(axis=1))) for name, group in groups.items()}
    name = min(cases, key=lambda key: (cases[key], key))
    needed = (
        "at least 5 expected events of the rarer outcome"
        if question.kind == "proportion"
        else "at least 30 cases"
        if question.kind in ("duration", "mean")
        else "at least 5 cases"
    )
    return (
        f"{name} has {cases[name]:.0f} cases in the median {panel.period_weeks}-week period; "
        f"{needed} a period are needed, so chance alone would move the figure too much."
    )


def comparison_fails(question: Question, treated: WeeklySums, comparison: WeeklySums) -> str | None:
    """Return why the comparison process cannot be used, or None if it can.

    Parameters
    ----------
    question : Question
    treated, comparison : WeeklySums

    Returns
    -------
    str or None
    """
    own = complete_weeks(treated, question, "treated")
    other = complete_weeks(comparison, question, "comparison")
    shared = {week: phase for week, phase in own.items() if week in other}
    before = sum(phase == "before" for phase in shared.values())
    straddle = sum(phase == "straddle" for phase in own.values())
    after = sum(phase == "after" for phase in shared.values())
    name = question.comparison_process_id
    if before + straddle >= WEEKS_BEFORE and before >= USABLE_WEEKS_BEFORE and after >= WEEKS_AFTER:
        return None
    why = (
        f"The comparison process {name} shares {before} weeks before and {after} after with it; "
        f"{WEEKS_BEFORE} and {WEEKS_AFTER} are needed, so it is left out."
    )
    started = comparison_started(question)
    return f"{started} {why}" if started else why


def comparison_started(question: Question) -> str | None:
    """Return the sentence on the comparison's own automation inside the windows, if any."""
    start = question.comparison_go_live_date
    if start is None or (question.as_of_date is not None and start > question.as_of_date):
        return None
    return (
        f"The comparison process {question.comparison_process_id} started its own automation on "
        f"{day(start)}; it is used up to that date only."
    )


def open_cases(question: Question, treated: WeeklySums) -> str | None:
    """Return the sentence on cases that are still open, if they are many."""
    if question.kind != "duration" or question.after_from is None:
        return None
    since = treated.week >= week_number(question.after_from)
    opened, still_open = treated.n[since].sum(), treated.open_count[since].sum()
    complete = treated.week[since & treated.is_complete]
    if opened <= 0 or still_open / opened < 0.2 or len(complete) == 0:
        return None
    until = week_start(int(complete.max()) + 1)
    return (
        f"{percent(still_open / opened)} of cases opened since {day(question.after_from)} are "
        f"still open. {question.kpi_name} is measured only on cases opened before {day(until)}."
    )


def _short_baseline(question: Question, usable: int, half_treated: int) -> str:
    parts = [f"Baseline has {usable} usable weeks; {WEEKS_BEFORE} needed."]
    if half_treated:
        parts.append(f"{half_treated} were left out because their cases were half treated.")
    if question.baseline_weeks is not None and question.baseline_weeks < WEEKS_BEFORE:
        parts.append(f"The register sets baseline_weeks to {question.baseline_weeks}.")
    elif question.covers_from is not None:
        parts.append(f"The exports cover it from {day(question.covers_from)}.")
    return " ".join(parts)


def _first_verdict(question: Question, lower: bool = False) -> str:
    start = "the" if lower else "The"
    if question.after_from is None:
        return f"{start} first verdict comes {weeks(WEEKS_AFTER)} after the ramp."
    wait = WEEKS_AFTER + (question.cap_weeks or 0 if question.kind == "duration" else 0)
    due = question.after_from + timedelta(weeks=wait)
    if question.kind == "balance" and question.go_live_date is not None:
        first = week_start(week_number(question.go_live_date) + BALANCE_RAMP_WEEKS)
        due = first + timedelta(weeks=WEEKS_AFTER)
    if question.as_of_date is not None and due <= question.as_of_date:
        return f"{start} weeks since then are not all in the exports; {WEEKS_AFTER} are needed."
    return f"{start} first verdict comes on {day(due)} ({weeks(WEEKS_AFTER)})."


def _horizon_too_long(question: Question) -> str | None:
    if question.kind != "duration" or not question.cap_weeks:
        return None
    if question.as_of_date is None or question.after_from is None:
        return None
    since = ((question.as_of_date - question.after_from).days + 1) // 7
    if 2 * question.cap_weeks <= since:
        return None
    due = question.after_from + timedelta(weeks=2 * question.cap_weeks)
    return (
        f"Cases are followed for {weeks(question.cap_weeks)}, which is more than half of the "
        f"{weeks(since)} since the ramp; the first verdict comes on {day(due)}."
    )
