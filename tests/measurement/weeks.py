"""Weekly sums for tests, made without any exports."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from gains.measurement.inputs import MONDAY, MeasurementRequest, WeeklySums, sort_sums, week_number

GO_LIVE = date(2025, 9, 1)  # a Monday
FIRST_AFTER = week_number(GO_LIVE) + 1


def request(**changes) -> MeasurementRequest:
    """Return a request about a mean, with a comparison, a promise and a ramp of one week."""
    after_from = GO_LIVE + timedelta(weeks=1)
    known = {
        "initiative_id": "capture",
        "process_id": "invoices",
        "comparison_process_id": "orders",
        "kpi_id": "touch_time_minutes",
        "kind": "mean",
        "unit": "minutes",
        "better": "lower",
        "is_primary": True,
        "go_live_date": GO_LIVE,
        "after_from": after_from,
        "as_of_date": after_from + timedelta(weeks=12),
        "covers_from": GO_LIVE - timedelta(weeks=26),
        "baseline_weeks": 26,
        "target_relative_change": -0.2,
    }
    return MeasurementRequest(**(known | changes))


def sums(
    values,
    n=500,
    *,
    segments=None,
    before=26,
    weeks=None,
    straddle=0,
    numerator=None,
    variation=None,
) -> WeeklySums:
    """Return weekly sums with these values: `before` weeks before go-live, one of ramp, the rest.

    `values` has shape (weeks,) or (weeks, segments); `n` is broadcast to it.
    """
    values = np.asarray(values, dtype=float)
    if values.ndim == 1:
        values = values[:, None]
    count, kinds = values.shape
    segments = segments or ["", *(f"kind {i}" for i in range(1, kinds))]
    n = np.asarray(n, dtype=float)
    n = np.broadcast_to(n[:, None] if n.ndim == 1 else n, values.shape)
    start = week_number(GO_LIVE) - before
    number = np.arange(start, start + count) if weeks is None else np.asarray(weeks)
    phase = [
        "after"
        if w > FIRST_AFTER - 1
        else "ramp"
        if w == FIRST_AFTER - 1
        else "straddle"
        if w >= FIRST_AFTER - 1 - straddle
        else "before"
        for w in number
    ]
    return sort_sums(
        week=np.repeat(number, kinds),
        segment=segments * count,
        phase=[p for p in phase for _ in range(kinds)],
        is_complete=np.ones(count * kinds, bool),
        n=n.reshape(-1),
        numerator=(values * n).reshape(-1) if numerator is None else np.asarray(numerator, float),
        denominator=n.reshape(-1).copy(),
        cut_off=np.zeros(count * kinds),
        open_count=np.zeros(count * kinds),
        moments=None if variation is None else _moments(values, n, variation),
    )


def _moments(values, n, variation):
    """Return sums of squares of cases whose standard deviation is `variation` times their mean."""
    squares = n * values**2 * (1 + variation**2)
    return np.stack([squares.reshape(-1), (n * values).reshape(-1), n.reshape(-1)], axis=1)


def monday(number: int) -> date:
    """Return the Monday of a week number."""
    return MONDAY + timedelta(weeks=int(number))
