"""Weekly sums laid out as weeks by kinds of case, thin kinds merged, thin weeks put together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gains.measurement.inputs import MeasurementRequest, WeeklySums, week_number
from gains.measurement.mix import CASES_A_PERIOD, merge_thin_kinds

Array = NDArray[np.float64]
#: Fewest cases in the median period of a mean or duration.
CASES_FOR_A_MEAN = 30
#: Fewest expected events of the rarer outcome in a period.
EVENTS_A_PERIOD = 5
#: Kinds of KPI that are standardized for the mix of cases.
MIXED_KINDS = ("duration", "mean", "ratio", "proportion")
#: Months of ramp in a balance: old invoices stay in it for about a quarter.
BALANCE_RAMP_WEEKS = 13


@dataclass(frozen=True)
class Group:
    """Sums of one process, shape (periods, strata) each."""

    n: Array
    numerator: Array
    denominator: Array
    #: Sums over cases of squares and products, shape (periods, strata, 3); None if not known.
    moments: Array | None = None

    def periods(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Group:
        """Return the chosen periods only."""
        return Group(
            self.n[chosen],
            self.numerator[chosen],
            self.denominator[chosen],
            None if self.moments is None else self.moments[chosen],
        )

    @property
    def value(self) -> float:
        """Return sum over sum, in the KPI's unit (NaN without a denominator)."""
        total = self.denominator.sum()
        return float(self.numerator.sum() / total) if total > 0 else float("nan")


@dataclass(frozen=True)
class Panel:
    """The periods that enter, for the automated process and, if any, its comparison.

    Parameters
    ----------
    weeks : ndarray of int, shape (periods,)
        First week of each period, ascending.
    period_weeks : int
        1, or 4 where single weeks hold too few cases.
    phase : tuple of str
        before, ramp or after, of each period.
    treated : Group
    comparison : Group or None
    merged : tuple of (str, str)
        Kinds of case that were merged, and into which.
    """

    weeks: NDArray[np.int64]
    period_weeks: int
    phase: tuple[str, ...]
    treated: Group
    comparison: Group | None
    merged: tuple[tuple[str, str], ...] = ()

    @property
    def before(self) -> NDArray[np.bool_]:
        """Return which periods are before."""
        return np.array([phase == "before" for phase in self.phase])

    @property
    def after(self) -> NDArray[np.bool_]:
        """Return which periods are after."""
        return np.array([phase == "after" for phase in self.phase])


def dense(sums: WeeklySums, segments: list[str], weeks: NDArray[np.int64], kind: str) -> Group:
    """Lay sums out as weeks by kinds of case; what is absent is 0.

    Parameters
    ----------
    sums : WeeklySums
    segments : list of str
        The columns.
    weeks : ndarray of int, shape (weeks,)
    kind : str
        Kind of KPI; a count or balance is not split by kind of case.

    Returns
    -------
    Group
    """
    column = {segment: number for number, segment in enumerate(segments)}
    row = {int(week): number for number, week in enumerate(weeks)}
    n, numerator, denominator = (np.zeros((len(weeks), len(segments))) for _ in range(3))
    moments = np.zeros((len(weeks), len(segments), 3))
    for i, week in enumerate(sums.week.tolist()):
        if week not in row or not sums.is_complete[i]:
            continue
        cell = row[week], column[sums.segment[i]]
        n[cell] += sums.n[i]
        numerator[cell] += sums.numerator[i]
        denominator[cell] += sums.denominator[i]
        if sums.moments is not None:
            moments[cell] += sums.moments[i]
    if kind not in MIXED_KINDS:
        # the weeks or days under a count are those of the process, whatever the kind of case
        divisor = denominator.max(axis=1) if kind == "count" else denominator.sum(axis=1)
        return Group(
            n.sum(axis=1, keepdims=True), numerator.sum(axis=1, keepdims=True), divisor[:, None]
        )
    return Group(n, numerator, denominator, None if sums.moments is None else moments)


def complete_weeks(
    sums: WeeklySums | None, request: MeasurementRequest, role: str
) -> dict[int, str]:
    """Return the phase of every complete week of a process that may enter.

    A week without a row between two that have one is covered: nothing was finished in it.

    Parameters
    ----------
    sums : WeeklySums or None
    request : MeasurementRequest
    role : {"treated", "comparison"}
        The comparison counts only until its own go-live.

    Returns
    -------
    dict of int to str
        Week number to phase, ascending.
    """
    if sums is None:
        return {}
    phases = {
        week: phase
        for week, phase, complete in zip(
            sums.week.tolist(), sums.phase, sums.is_complete.tolist(), strict=True
        )
        if complete
    }
    phases = _without_gaps(phases, request)
    if role == "comparison" and request.comparison_go_live_date is not None:
        own = week_number(request.comparison_go_live_date)
        phases = {week: phase for week, phase in phases.items() if week < own}
    if request.kind == "balance" and request.go_live_date is not None:
        first = week_number(request.go_live_date) + BALANCE_RAMP_WEEKS
        phases = {
            week: "ramp" if phase == "after" and week < first else phase
            for week, phase in phases.items()
        }
    return dict(sorted(phases.items()))


def _without_gaps(phases: dict[int, str], request: MeasurementRequest) -> dict[int, str]:
    if not phases or request.go_live_date is None:
        return phases
    go_live = week_number(request.go_live_date)
    after_from = week_number(request.after_from or request.go_live_date)
    filled: dict[int, str] = {}
    last = "before"
    for week in range(min(phases), max(phases) + 1):
        if week in phases:
            last = phases[week]
            filled[week] = last
        else:
            filled[week] = "after" if week >= after_from else "ramp" if week >= go_live else last
    return filled


def build_panel(
    request: MeasurementRequest,
    treated: WeeklySums,
    comparison: WeeklySums | None,
    period_weeks: int,
) -> Panel | None:
    """Lay out the periods of a request.

    Parameters
    ----------
    request : MeasurementRequest
    treated : WeeklySums
    comparison : WeeklySums or None
        None: the design without a comparison.
    period_weeks : int
        1, or 4 to put weeks together.

    Returns
    -------
    Panel or None
        None if no period before or none after is left.
    """
    phases = complete_weeks(treated, request, "treated")
    if comparison is not None:
        known = complete_weeks(comparison, request, "comparison")
        phases = {week: phase for week, phase in phases.items() if week in known}
    phases = {week: phase for week, phase in phases.items() if phase != "straddle"}
    weeks = np.array(sorted(phases), dtype=np.int64)
    names = sorted(set(treated.segment) | set(comparison.segment if comparison else ()))
    sums = [treated] if comparison is None else [treated, comparison]
    groups = [dense(each, names, weeks, request.kind) for each in sums]
    labels = np.array([phases[int(week)] for week in weeks], dtype=object)
    if period_weeks > 1:
        weeks, labels, groups = _put_together(weeks, labels, groups, period_weeks)
    usable = np.all([group.denominator.sum(axis=1) > 0 for group in groups], axis=0)
    weeks, labels = weeks[usable], labels[usable]
    groups = [group.periods(usable) for group in groups]
    if not (labels == "before").any() or not (labels == "after").any():
        return None
    groups, merged = _merge_kinds(groups, labels, names, request.kind)
    return Panel(
        weeks=weeks,
        period_weeks=period_weeks,
        phase=tuple(labels.tolist()),
        treated=groups[0],
        comparison=groups[1] if comparison is not None else None,
        merged=merged,
    )


def _put_together(
    weeks: NDArray[np.int64], labels: NDArray[np.object_], groups: list[Group], length: int
) -> tuple[NDArray[np.int64], NDArray[np.object_], list[Group]]:
    """Sum whole periods of `length` weeks, counted away from go-live on both sides."""
    starts: list[int] = []
    names: list[str] = []
    members: list[NDArray[np.bool_]] = []
    for phase in ("before", "after"):
        inside = labels == phase
        if not inside.any():
            continue
        if phase == "before":
            distance = (weeks[inside].max() - weeks) // length
        else:
            distance = (weeks - weeks[inside].min()) // length
        for number in sorted(set(distance[inside].tolist())):
            member = inside & (distance == number)
            if member.sum() == length:
                starts.append(int(weeks[member].min()))
                names.append(phase)
                members.append(member)
    order = np.argsort(np.array(starts, dtype=np.int64))

    def summed_over(field: Array) -> Array:
        sums = [field[members[i]].sum(axis=0) for i in order]
        return np.array(sums).reshape(len(order), *field.shape[1:])

    summed = [
        Group(
            summed_over(group.n),
            summed_over(group.numerator),
            summed_over(group.denominator),
            None if group.moments is None else summed_over(group.moments),
        )
        for group in groups
    ]
    return (
        np.array(starts, dtype=np.int64)[order],
        np.array(names, dtype=object)[order],
        summed,
    )


def _merge_kinds(
    groups: list[Group], labels: NDArray[np.object_], names: list[str], kind: str
) -> tuple[list[Group], tuple[tuple[str, str], ...]]:
    if kind not in MIXED_KINDS or len(names) < 2:
        return groups, ()
    counted = labels != "ramp"
    cases = np.concatenate([np.where(g.denominator[counted] > 0, g.n[counted], 0) for g in groups])
    treated = groups[0].periods(labels == "before")
    units = treated.denominator.sum(axis=0)
    level = np.where(units > 0, treated.numerator.sum(axis=0) / np.maximum(units, 1e-300), np.nan)
    merging = merge_thin_kinds(cases, level)
    strata = max(merging.stratum) + 1
    member = np.zeros((len(names), strata))
    member[np.arange(len(names)), merging.stratum] = 1
    merged = tuple((names[kind], names[into]) for kind, into in merging.merged)
    return [
        Group(
            g.n @ member,
            g.numerator @ member,
            g.denominator @ member,
            None if g.moments is None else np.einsum("pkm,ks->psm", g.moments, member),
        )
        for g in groups
    ], merged


def thin_below(kind: str) -> int:
    """Return the fewest cases, or events of a proportion, that a period must hold."""
    return CASES_FOR_A_MEAN if kind in ("duration", "mean") else CASES_A_PERIOD


def is_thin(panel: Panel, kind: str) -> bool:
    """Return whether the periods hold too few cases for their figures to be compared.

    Parameters
    ----------
    panel : Panel
    kind : str

    Returns
    -------
    bool
        Means and durations need 30 cases in the median period of each process, counts 5, and
        proportions 5 expected events of the rarer outcome in the automated process, over the
        weeks before and after together.
    """
    counted = panel.before | panel.after
    groups = [group for group in (panel.treated, panel.comparison) if group is not None]
    cases = min(float(np.median(group.n[counted].sum(axis=1))) for group in groups)
    if kind in ("duration", "mean"):
        return cases < CASES_FOR_A_MEAN
    if kind == "count":
        return cases < CASES_A_PERIOD
    if kind == "proportion":
        sides = (panel.before, panel.after)
        share = float(np.mean([panel.treated.periods(side).value for side in sides]))
        units = float(np.median(panel.treated.denominator[counted].sum(axis=1)))
        return min(share, 1 - share) * units < EVENTS_A_PERIOD or cases < EVENTS_A_PERIOD
    return False


def has_rare_side(panel: Panel) -> bool:
    """Return whether some process had next to none, or next to all, on some side of go-live.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    bool
        Then odds say little, and shares are compared in points.
    """
    for group in (panel.treated, panel.comparison):
        for side in (panel.before, panel.after):
            if group is None:
                continue
            part = group.periods(side)
            rarer = min(part.value, 1 - part.value)
            if rarer * float(np.median(part.denominator.sum(axis=1))) < EVENTS_A_PERIOD:
                return True
    return False
