"""Exports that changed in the middle: a lasting jump in how many cases they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gains.measurement.inputs import Question, WeeklySums, week_start
from gains.measurement.panel import complete_weeks
from gains.measurement.sentences import day

#: Weeks on either side that a jump must last.
WEEKS_A_SIDE = 4
#: No week on one side comes within this factor of any week on the other.
FACTOR = 2.0
#: Below this many cases a week chance alone makes such jumps.
FEWEST_CASES = 20


@dataclass(frozen=True)
class Break:
    """A lasting jump in weekly cases: the first week after it, and medians of both sides."""

    first_week: date
    cases_before: float
    cases_after: float


def find_break(question: Question, sums: WeeklySums, role: str) -> Break | None:
    """Find a lasting jump in the number of cases, before go-live or after it.

    A jump at go-live itself is not looked for: the automation may have caused it.

    Parameters
    ----------
    question : Question
    sums : WeeklySums
    role : {"treated", "comparison"}

    Returns
    -------
    Break or None
    """
    phases = complete_weeks(sums, question, role)
    for chosen in (("before", "straddle"), ("after",)):
        weeks = np.array([week for week, phase in phases.items() if phase in chosen], dtype=int)
        rows = np.isin(sums.week, weeks)
        cases = np.bincount(
            np.searchsorted(weeks, sums.week[rows]), sums.n[rows], minlength=len(weeks)
        )
        for split in range(WEEKS_A_SIDE, len(weeks) - WEEKS_A_SIDE + 1):
            early, late = cases[:split], cases[split:]
            if late.max() * FACTOR >= early.min() and early.max() * FACTOR >= late.min():
                continue
            middles = float(np.median(early)), float(np.median(late))
            if max(middles) >= FEWEST_CASES:
                return Break(week_start(int(weeks[split])), *middles)
    return None


def export_changed(
    question: Question, treated: WeeklySums, comparison: WeeklySums | None
) -> str | None:
    """Return why no verdict is given on exports that changed, or None if they did not.

    Parameters
    ----------
    question : Question
    treated : WeeklySums
    comparison : WeeklySums or None

    Returns
    -------
    str or None
    """
    if question.kind == "balance":
        return None
    for role, name, sums in (
        ("treated", question.process_id, treated),
        ("comparison", question.comparison_process_id, comparison),
    ):
        found = find_break(question, sums, role) if sums is not None else None
        if found is not None:
            return (
                f"The exports of {name} hold about {found.cases_before:.0f} cases a week until "
                f"{day(found.first_week)} and about {found.cases_after:.0f} from then on: the "
                "export may have changed. No verdict until the missing cases are delivered, or "
                "baseline_weeks leaves out the weeks before the change."
            )
    return None
