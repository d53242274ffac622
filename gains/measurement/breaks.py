"""Exports that changed in the middle: a lasting jump in how many cases they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gains.measurement.inputs import MeasurementRequest, WeeklySums, week_start
from gains.measurement.panel import complete_weeks
from gains.measurement.reasons import ExportChanged

#: Weeks on either side that a jump must last.
WEEKS_A_SIDE = 4
#: No week on one side comes within this factor of any week on the other.
FACTOR = 2.0
#: Below this many cases per week, chance alone makes such jumps.
FEWEST_CASES = 20


@dataclass(frozen=True)
class Break:
    """A lasting jump in weekly cases: the first week after it, and medians of both sides."""

    first_week: date
    cases_before: float
    cases_after: float


def find_break(request: MeasurementRequest, sums: WeeklySums, role: str) -> Break | None:
    """Find a lasting jump in the number of cases, before go-live or after it.

    A jump at go-live itself is not looked for: the automation may have caused it.

    Parameters
    ----------
    request : MeasurementRequest
    sums : WeeklySums
    role : {"treated", "comparison"}

    Returns
    -------
    Break or None
    """
    phases = complete_weeks(sums, request, role)
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
    request: MeasurementRequest, treated: WeeklySums, comparison: WeeklySums | None
) -> ExportChanged | None:
    """Return why no verdict is given on exports that changed, or None if they did not.

    Parameters
    ----------
    request : MeasurementRequest
    treated : WeeklySums
    comparison : WeeklySums or None

    Returns
    -------
    ExportChanged or None
    """
    if request.kind == "balance":
        return None
    for role, name, sums in (
        ("treated", request.process_id, treated),
        ("comparison", request.comparison_process_id, comparison),
    ):
        found = find_break(request, sums, role) if sums is not None else None
        if found is not None:
            return ExportChanged(
                process_id=str(name),
                changed_on=found.first_week,
                cases_before=found.cases_before,
                cases_after=found.cases_after,
            )
    return None
