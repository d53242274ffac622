"""What the estimate is made from: one request, and the weekly sums that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Kind = Literal["duration", "mean", "ratio", "proportion", "count", "balance"]
MONDAY = date(1970, 1, 5)


@dataclass(frozen=True)
class MeasurementRequest:
    """What is asked of measurement: did this initiative move this KPI, and by how much.

    Parameters
    ----------
    initiative_id, process_id, kpi_id, unit : str
    kind : Kind
        Decides the scale of the series.
    better : {"lower", "higher"}
        Turns the sign for the grade only; an effect is always after minus expected.
    is_primary : bool
        Declared before go-live; only other KPIs are corrected for being many.
    comparison_process_id : str or None
    go_live_date, after_from, as_of_date : date or None
        `after_from` is the Monday from which weeks count as after.
    covers_from : date or None
        First day that the exports cover.
    baseline_weeks : int or None
    cap, value_cap : float or None
        Truncation time of durations, and of other values, in the KPI's unit; applied to the
        sums already, named in the method.
    cap_weeks : int or None
        Truncation time in weeks: an older week of durations is complete.
    comparison_go_live_date : date or None
        From when on the comparison process is automated itself.
    overlapping_initiatives : tuple of str
        Others that went live on the same process inside the windows.
    target_relative_change : float or None
        Promised change, as a share of the figure before.
    verdict_from : str or None
        The KPI whose verdict a balance takes, because a balance mixes new documents with old ones.
    """

    initiative_id: str
    process_id: str
    kpi_id: str
    kind: Kind
    unit: str
    better: Literal["lower", "higher"]
    is_primary: bool = False
    comparison_process_id: str | None = None
    go_live_date: date | None = None
    after_from: date | None = None
    as_of_date: date | None = None
    covers_from: date | None = None
    baseline_weeks: int | None = None
    cap: float | None = None
    cap_weeks: int | None = None
    value_cap: float | None = None
    comparison_go_live_date: date | None = None
    overlapping_initiatives: tuple[str, ...] = ()
    target_relative_change: float | None = None
    verdict_from: str | None = None

    @property
    def good_sign(self) -> int:
        """Return 1 if a higher figure is better, else -1."""
        return 1 if self.better == "higher" else -1


@dataclass(frozen=True)
class WeeklySums:
    """Weekly sums of one process, one row per week and kind of case, in ascending order.

    Parameters
    ----------
    week : ndarray of int, shape (rows,)
        Weeks since Monday 5 January 1970.
    segment, phase : tuple of str
        Kind of case, and before, straddle, ramp or after.
    is_complete : ndarray of bool, shape (rows,)
    n, numerator, denominator, cut_off, open_count : ndarray, shape (rows,)
        Cases, truncated sum, divisor, what truncation took off the sum, and cases still open.
    moments : ndarray, shape (rows, 3), or None
        Sums over cases of the truncated numerator squared, of numerator times denominator, and of
        the denominator squared; None where they are not known.
    """

    week: NDArray[np.int64]
    segment: tuple[str, ...]
    phase: tuple[str, ...]
    is_complete: NDArray[np.bool_]
    n: Array
    numerator: Array
    denominator: Array
    cut_off: Array
    open_count: Array
    moments: Array | None = None


def week_number(day: date) -> int:
    """Return the weeks since Monday 5 January 1970 of the week that `day` is in."""
    return (day - MONDAY).days // 7


def week_start(number: int) -> date:
    """Return the Monday of a week number."""
    return MONDAY + timedelta(weeks=int(number))


def sort_sums(
    week: NDArray[np.int64],
    segment: list[str],
    phase: list[str],
    is_complete: NDArray[np.bool_],
    n: Array,
    numerator: Array,
    denominator: Array,
    cut_off: Array,
    open_count: Array,
    moments: Array | None = None,
) -> WeeklySums:
    """Return the rows as `WeeklySums`, in an order that does not depend on theirs.

    Sums are rounded to 13 significant digits, because an engine that adds in parallel may
    differ in the last one, and the same data has to give the same verdict to the byte.

    Parameters
    ----------
    week, segment, phase, is_complete, n, numerator, denominator, cut_off, open_count, moments
        As the fields of `WeeklySums`, in any order of rows.

    Returns
    -------
    WeeklySums
    """
    keys = list(zip(week.tolist(), segment, strict=True))
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    return WeeklySums(
        week=week[order],
        segment=tuple(segment[i] for i in order),
        phase=tuple(phase[i] for i in order),
        is_complete=is_complete[order],
        n=significant(n[order]),
        numerator=significant(numerator[order]),
        denominator=significant(denominator[order]),
        cut_off=significant(cut_off[order]),
        open_count=significant(open_count[order]),
        moments=None if moments is None else significant(moments[order]),
    )


def significant(values: Array, digits: int = 13) -> Array:
    """Return values rounded to significant digits; what is not finite becomes 0.

    Parameters
    ----------
    values : ndarray
    digits : int

    Returns
    -------
    ndarray
    """
    finite = np.where(np.isfinite(values), values, 0.0)
    magnitude = np.where(finite == 0, 1.0, np.abs(finite))
    factor = 10.0 ** (digits - 1 - np.floor(np.log10(magnitude)))
    return np.where(finite == 0, 0.0, np.round(finite * factor) / factor)
