"""What a reader of any verdict has to know about its data and design."""

from __future__ import annotations

from gains.measurement.findings import (
    ComparisonAutomated,
    ComparisonTooShort,
    CountOnly,
    KindsMerged,
    LessThanAYear,
    Note,
    OtherCauses,
    OtherInitiatives,
    WeeksPutTogether,
)
from gains.measurement.inputs import MeasurementRequest
from gains.measurement.panel import Panel

YEAR_WEEKS = 52


def notes_on(
    request: MeasurementRequest,
    panel: Panel,
    has_comparison: bool,
    found: tuple[Note | None, ...],
) -> tuple[Note, ...]:
    """Return the notes on data and design that go with any evidence.

    Parameters
    ----------
    request : MeasurementRequest
    panel : Panel
    has_comparison : bool
        Whether the comparison process entered.
    found : tuple of Note or None
        Found elsewhere; None is left out.

    Returns
    -------
    tuple of Note
    """
    notes = [note for note in found if note is not None]
    automated = _comparison_automated(request)
    was_left_out = any(isinstance(note, ComparisonTooShort) for note in notes)
    if automated and (has_comparison or was_left_out):
        notes.insert(0, automated)
    if request.overlapping_initiatives:
        notes.append(
            OtherInitiatives(
                process_id=request.process_id, initiative_ids=request.overlapping_initiatives
            )
        )
    weeks_before = int(panel.before.sum()) * panel.period_weeks
    if not has_comparison and weeks_before + (request.cap_weeks or 0) < YEAR_WEEKS:
        notes.append(LessThanAYear(weeks_before=weeks_before))
    if panel.period_weeks > 1:
        notes.append(WeeksPutTogether(period_weeks=panel.period_weeks))
    if panel.merged:
        notes.append(KindsMerged(merged=panel.merged, is_one_left=panel.treated.n.shape[1] == 1))
    if request.kind == "count":
        notes.append(CountOnly())
    if request.comparison_process_id is None and request.go_live_date is not None:
        notes.append(OtherCauses(go_live_date=request.go_live_date))
    return tuple(notes)


def _comparison_automated(request: MeasurementRequest) -> ComparisonAutomated | None:
    """Return the note on an automation of the comparison itself inside the windows, if any."""
    start = request.comparison_go_live_date
    if start is None or request.comparison_process_id is None:
        return None
    if request.as_of_date is not None and start > request.as_of_date:
        return None
    return ComparisonAutomated(process_id=request.comparison_process_id, go_live_date=start)
