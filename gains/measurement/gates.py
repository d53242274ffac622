"""When there is no verdict yet, and when there will be."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from gains.measurement.findings import ComparisonTooShort, OpenCases
from gains.measurement.inputs import MeasurementRequest, WeeklySums, week_number, week_start
from gains.measurement.panel import BALANCE_RAMP_WEEKS, Panel, complete_weeks, thin_below
from gains.measurement.reasons import (
    FewCases,
    FewWeeksAfter,
    FirstVerdict,
    LongTruncation,
    NoFigures,
    NoGoLive,
    NotLive,
    NotMeasurable,
    ShortBaseline,
)

#: Fewest weeks before go-live, half-treated ones included; and fewest that are usable.
WEEKS_BEFORE = 26
USABLE_WEEKS_BEFORE = 16
#: Fewest complete weeks after the ramp.
WEEKS_AFTER = 8
#: Fewer cases still open than this share are not worth a note.
MANY_OPEN = 0.2


def no_verdict_yet(request: MeasurementRequest, treated: WeeklySums | None) -> NotMeasurable | None:
    """Return why the automated process alone cannot answer yet, or None if it can.

    Parameters
    ----------
    request : MeasurementRequest
    treated : WeeklySums or None

    Returns
    -------
    NotMeasurable or None
    """
    if request.go_live_date is None:
        return NoGoLive()
    if request.as_of_date is not None and request.go_live_date > request.as_of_date:
        return NotLive(
            go_live_date=request.go_live_date,
            as_of_date=request.as_of_date,
            first_verdict=_first_verdict(request),
        )
    if treated is None or len(treated.week) == 0:
        return NoFigures(kpi_id=request.kpi_id, process_id=request.process_id)
    phases = complete_weeks(treated, request, "treated")
    usable = sum(phase == "before" for phase in phases.values())
    half_treated = len({week for week, phase in phases.items() if phase == "straddle"})
    if usable + half_treated < WEEKS_BEFORE or usable < USABLE_WEEKS_BEFORE:
        return _short_baseline(request, usable, half_treated)
    after = sum(phase == "after" for phase in phases.values())
    if after < WEEKS_AFTER:
        return FewWeeksAfter(weeks_after=after, first_verdict=_first_verdict(request))
    return _long_truncation(request)


def too_thin(request: MeasurementRequest, panel: Panel) -> FewCases:
    """Return the reason for too few cases even in 4-week periods.

    Parameters
    ----------
    request : MeasurementRequest
    panel : Panel

    Returns
    -------
    FewCases
        Of the process that has fewest.
    """
    groups = {request.process_id: panel.treated}
    if panel.comparison is not None:
        groups[str(request.comparison_process_id)] = panel.comparison
    counted = panel.before | panel.after
    cases = {name: float(np.median(group.n[counted].sum(axis=1))) for name, group in groups.items()}
    name = min(cases, key=lambda key: (cases[key], key))
    return FewCases(
        process_id=name,
        cases=cases[name],
        period_weeks=panel.period_weeks,
        needed=thin_below(request.kind),
        needed_of="events" if request.kind == "proportion" else "cases",
    )


def comparison_fails(
    request: MeasurementRequest, treated: WeeklySums, comparison: WeeklySums
) -> ComparisonTooShort | None:
    """Return why the comparison process cannot be used, or None if it can.

    Parameters
    ----------
    request : MeasurementRequest
    treated, comparison : WeeklySums

    Returns
    -------
    ComparisonTooShort or None
    """
    own = complete_weeks(treated, request, "treated")
    other = complete_weeks(comparison, request, "comparison")
    shared = {week: phase for week, phase in own.items() if week in other}
    before = sum(phase == "before" for phase in shared.values())
    straddle = sum(phase == "straddle" for phase in own.values())
    after = sum(phase == "after" for phase in shared.values())
    if before + straddle >= WEEKS_BEFORE and before >= USABLE_WEEKS_BEFORE and after >= WEEKS_AFTER:
        return None
    return ComparisonTooShort(
        process_id=str(request.comparison_process_id),
        weeks_before=before,
        weeks_after=after,
        needed_before=WEEKS_BEFORE,
        needed_after=WEEKS_AFTER,
    )


def open_cases(request: MeasurementRequest, treated: WeeklySums) -> OpenCases | None:
    """Return the note on cases that are still open, if they are many.

    Parameters
    ----------
    request : MeasurementRequest
    treated : WeeklySums

    Returns
    -------
    OpenCases or None
    """
    if request.kind != "duration" or request.after_from is None:
        return None
    since = treated.week >= week_number(request.after_from)
    opened, still_open = treated.n[since].sum(), treated.open_count[since].sum()
    complete = treated.week[since & treated.is_complete]
    if opened <= 0 or still_open / opened < MANY_OPEN or len(complete) == 0:
        return None
    return OpenCases(
        kpi_id=request.kpi_id,
        share=float(still_open / opened),
        opened_since=request.after_from,
        opened_before=week_start(int(complete.max()) + 1),
    )


def _short_baseline(request: MeasurementRequest, usable: int, half_treated: int) -> ShortBaseline:
    is_limited = request.baseline_weeks is not None and request.baseline_weeks < WEEKS_BEFORE
    return ShortBaseline(
        usable_weeks=usable,
        half_treated_weeks=half_treated,
        needed_weeks=WEEKS_BEFORE,
        needed_usable_weeks=USABLE_WEEKS_BEFORE,
        baseline_weeks=request.baseline_weeks if is_limited else None,
        covers_from=request.covers_from,
    )


def _first_verdict(request: MeasurementRequest) -> FirstVerdict:
    covered_through = _covered_through(request)
    return FirstVerdict(
        covered_through=covered_through,
        is_overdue=covered_through is not None
        and request.as_of_date is not None
        and covered_through <= request.as_of_date,
        weeks=WEEKS_AFTER,
    )


def _covered_through(request: MeasurementRequest) -> date | None:
    """Return the last day of the weeks that a first verdict needs."""
    if request.after_from is None:
        return None
    first = request.after_from
    wait = WEEKS_AFTER
    if request.kind == "duration":
        wait += request.cap_weeks or 0
    if request.kind == "balance" and request.go_live_date is not None:
        first = week_start(week_number(request.go_live_date) + BALANCE_RAMP_WEEKS)
    return first + timedelta(weeks=wait, days=-1)


def _long_truncation(request: MeasurementRequest) -> LongTruncation | None:
    if request.kind != "duration" or not request.cap_weeks:
        return None
    if request.as_of_date is None or request.after_from is None:
        return None
    since = ((request.as_of_date - request.after_from).days + 1) // 7
    if 2 * request.cap_weeks <= since:
        return None
    return LongTruncation(
        truncation_weeks=request.cap_weeks,
        weeks_since_ramp=since,
        covered_through=request.after_from + timedelta(weeks=2 * request.cap_weeks, days=-1),
    )
