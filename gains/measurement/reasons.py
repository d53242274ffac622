"""Why an effect has the evidence that it has: a code with numbers, dates and ids.

The code is the rule that fired. No sentence is made here: `gains.wording` has one for every code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gains.measurement.findings import CheckFinding, Note

VerdictCode = Literal[
    "proven",
    "likely_by_97_range",
    "likely_without_comparison",
    "worse",
    "looks_worse",
    "no_change",
    "inconclusive_range",
    "inconclusive_checks",
]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """An estimate was made and judged; the code is the rule that gave the evidence.

    Parameters
    ----------
    code : str
    kpi_id, unit, process_id : str
    is_relative : bool
        Whether improvements are shares of the value to be expected, or, where nothing was to be
        expected, amounts in the KPI's unit.
    improvement, improvement_low, improvement_high : float
        The effect turned so that more is better, and its 99% range.
    largest_gain : float or None
        Good end of the 90% range: what "no change" leaves open.
    promised : float or None
        Improvement that the business case promises, as a share.
    comparison_process_id : str or None
        None for the design without a comparison.
    failed_checks : tuple
        What the checks that did not pass found.
    more_weeks_needed : int or None
        0 if the range is narrow enough, None if no number of weeks will do.
    notes : tuple
        On data and design; they go with any evidence.
    """

    code: VerdictCode
    kpi_id: str
    unit: str
    process_id: str
    is_relative: bool
    improvement: float
    improvement_low: float
    improvement_high: float
    largest_gain: float | None
    promised: float | None
    weeks_before: int
    weeks_after: int
    comparison_process_id: str | None
    failed_checks: tuple[CheckFinding, ...] = ()
    more_weeks_needed: int | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OneOfMany:
    """A claim on a KPI not declared primary, lowered because chance alone makes such claims."""

    code: Literal["one_of_many"] = "one_of_many"
    lowered_from: str
    kpis: int
    q_value: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class FirstVerdict:
    """When a first verdict is possible.

    Parameters
    ----------
    covered_through : date or None
        Last day that the exports must cover; None where the ramp has no end yet.
    is_overdue : bool
        Whether they reach that far, so that weeks in between are missing.
    weeks : int
        Complete weeks that are needed after the ramp.
    """

    covered_through: date | None
    is_overdue: bool
    weeks: int


@dataclass(frozen=True, kw_only=True)
class WithoutVerdict:
    """What every reason without a verdict may carry: notes on data and design."""

    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoGoLive(WithoutVerdict):
    """No go-live date is registered."""

    code: Literal["no_go_live"] = "no_go_live"


@dataclass(frozen=True, kw_only=True)
class NotLive(WithoutVerdict):
    """The go-live date lies behind the last day that the exports cover."""

    code: Literal["not_live"] = "not_live"
    go_live_date: date
    as_of_date: date
    first_verdict: FirstVerdict


@dataclass(frozen=True, kw_only=True)
class NoFigures(WithoutVerdict):
    """The exports hold no figures of the KPI in the weeks around go-live."""

    code: Literal["no_figures"] = "no_figures"
    kpi_id: str
    process_id: str


@dataclass(frozen=True, kw_only=True)
class ShortBaseline(WithoutVerdict):
    """Too few weeks before go-live.

    Parameters
    ----------
    usable_weeks, half_treated_weeks, needed_weeks : int
        Half-treated weeks count as seen, never as evidence.
    needed_usable_weeks : int
    baseline_weeks : int or None
        The register's limit, where it is what makes the baseline short.
    covers_from : date or None
    """

    code: Literal["short_baseline"] = "short_baseline"
    usable_weeks: int
    half_treated_weeks: int
    needed_weeks: int
    needed_usable_weeks: int
    baseline_weeks: int | None
    covers_from: date | None


@dataclass(frozen=True, kw_only=True)
class FewWeeksAfter(WithoutVerdict):
    """Too few complete weeks since the ramp ended."""

    code: Literal["few_weeks_after"] = "few_weeks_after"
    weeks_after: int
    first_verdict: FirstVerdict


@dataclass(frozen=True, kw_only=True)
class LongTruncation(WithoutVerdict):
    """Cases are followed for more than half of the time since the ramp."""

    code: Literal["long_truncation"] = "long_truncation"
    truncation_weeks: int
    weeks_since_ramp: int
    covered_through: date


@dataclass(frozen=True, kw_only=True)
class FewCases(WithoutVerdict):
    """Even periods of several weeks hold too few cases."""

    code: Literal["few_cases"] = "few_cases"
    process_id: str
    cases: float
    period_weeks: int
    needed: int
    needed_of: Literal["cases", "events"]


@dataclass(frozen=True, kw_only=True)
class NoCases(WithoutVerdict):
    """No complete week has any cases."""

    code: Literal["no_cases"] = "no_cases"


@dataclass(frozen=True, kw_only=True)
class ExportChanged(WithoutVerdict):
    """The number of cases in the exports jumps in the middle, and stays there."""

    code: Literal["export_changed"] = "export_changed"
    process_id: str
    changed_on: date
    cases_before: float
    cases_after: float


@dataclass(frozen=True, kw_only=True)
class NoLevel(WithoutVerdict):
    """A figure is zero or negative on average before go-live: no relative change exists."""

    code: Literal["no_level"] = "no_level"
    kpi_id: str
    unit: str
    process_id: str
    before_value: float


@dataclass(frozen=True, kw_only=True)
class NoVariation(WithoutVerdict):
    """The figure never varies, so no range can be given."""

    code: Literal["no_variation"] = "no_variation"
    unit: str
    process_id: str
    before_value: float
    after_value: float


@dataclass(frozen=True, kw_only=True)
class FewPeriods(WithoutVerdict):
    """Too few periods hold figures for a range."""

    code: Literal["few_periods"] = "few_periods"
    periods: int
    period_weeks: int


NotMeasurable = (
    NoGoLive
    | NotLive
    | NoFigures
    | ShortBaseline
    | FewWeeksAfter
    | LongTruncation
    | FewCases
    | NoCases
    | ExportChanged
    | NoLevel
    | NoVariation
    | FewPeriods
)


@dataclass(frozen=True, kw_only=True)
class ReportedOnly:
    """A balance: its figures are shown, and no verdict of its own is taken.

    Parameters
    ----------
    kpi_id : str
    source_kpi_id : str or None
        Whose verdict it would take, if that had figures.
    own : Verdict, or a reason without one
        What its own figures say.
    """

    code: Literal["reported_only"] = "reported_only"
    kpi_id: str
    source_kpi_id: str | None
    own: Verdict | NotMeasurable


@dataclass(frozen=True, kw_only=True)
class BorrowedVerdict:
    """A balance that takes the verdict of the KPI it follows from."""

    code: Literal["borrowed_verdict"] = "borrowed_verdict"
    kpi_id: str
    source_kpi_id: str
    source: Verdict | OneOfMany | NotMeasurable


Reason = Verdict | OneOfMany | NotMeasurable | ReportedOnly | BorrowedVerdict
