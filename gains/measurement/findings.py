"""What is found beside an estimate, as codes with numbers: outcomes of checks, and notes.

No sentence is made here: `gains.wording` has one for every code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ScaleName = Literal["log", "logit", "points", "difference"]


@dataclass(frozen=True, kw_only=True)
class ParallelTrends:
    """Slope of the series before go-live.

    Parameters
    ----------
    per_week : float
        On the scale of the series: 0.01 is 1% (log, difference), 1% of the odds (logit) or
        1 point.
    p_value : float
    """

    code: Literal["parallel_trends"] = "parallel_trends"
    passed: bool
    per_week: float
    p_value: float
    scale: ScaleName
    has_comparison: bool


@dataclass(frozen=True, kw_only=True)
class ContinuedTrend:
    """Whether the series moved towards the effect before go-live already, and went on after it.

    Parameters
    ----------
    per_week_before, per_week_after : float
        Slope over the last weeks before go-live and over the weeks after, on the scale of the
        series: 0.01 is 1% (log, difference), 1% of the odds (logit) or 1 point.
    weeks : int
        Those last weeks.
    share_explained : float
        Share of the effect that a trend of their mean slope would make.
    p_value : float
        Of both slopes together, one-sided.
    """

    code: Literal["continued_trend"] = "continued_trend"
    passed: bool
    per_week_before: float
    per_week_after: float
    weeks: int
    share_explained: float
    p_value: float
    scale: ScaleName


@dataclass(frozen=True, kw_only=True)
class PlaceboTest:
    """Estimate for a made-up go-live inside the weeks before."""

    code: Literal["placebo_test"] = "placebo_test"
    passed: bool
    p_value: float


@dataclass(frozen=True, kw_only=True)
class FlatBefore:
    """The weeks before go-live do not vary at all, so a check of them passes."""

    code: Literal["flat_before"] = "flat_before"
    passed: bool = True


@dataclass(frozen=True, kw_only=True)
class ExactBefore:
    """The weeks before go-live lie exactly on a line or a step, so a check of them fails."""

    code: Literal["exact_before"] = "exact_before"
    passed: bool = False


@dataclass(frozen=True, kw_only=True)
class RegressionToTheMean:
    """Share of the effect that is left without the last weeks before go-live."""

    code: Literal["regression_to_the_mean"] = "regression_to_the_mean"
    passed: bool
    share_left: float
    weeks_left_out: int


@dataclass(frozen=True, kw_only=True)
class OwnTrend:
    """Share of the effect that is left beside a straight trend of the process's own."""

    code: Literal["own_trend"] = "own_trend"
    passed: bool
    share_left: float


@dataclass(frozen=True, kw_only=True)
class OwnTrendIsTheDesign:
    """Without a comparison the estimate is beside the process's own trend already."""

    code: Literal["own_trend_is_the_design"] = "own_trend_is_the_design"
    passed: bool = True


@dataclass(frozen=True, kw_only=True)
class LeaveOneWeekOut:
    """Smallest share of the effect that is left when any single period is left out."""

    code: Literal["leave_one_week_out"] = "leave_one_week_out"
    passed: bool
    share_left: float
    period_weeks: int


CheckFinding = (
    ParallelTrends
    | ContinuedTrend
    | PlaceboTest
    | FlatBefore
    | ExactBefore
    | RegressionToTheMean
    | OwnTrend
    | OwnTrendIsTheDesign
    | LeaveOneWeekOut
)


@dataclass(frozen=True, kw_only=True)
class ComparisonTooShort:
    """The comparison process shares too few weeks and is left out."""

    code: Literal["comparison_too_short"] = "comparison_too_short"
    process_id: str
    weeks_before: int
    weeks_after: int
    needed_before: int
    needed_after: int


@dataclass(frozen=True, kw_only=True)
class ComparisonWithoutFigures:
    """The comparison process has no figures of this KPI."""

    code: Literal["comparison_without_figures"] = "comparison_without_figures"
    process_id: str
    kpi_id: str


@dataclass(frozen=True, kw_only=True)
class ComparisonTooThin:
    """The comparison process has too few cases and is left out."""

    code: Literal["comparison_too_thin"] = "comparison_too_thin"
    process_id: str


@dataclass(frozen=True, kw_only=True)
class ComparisonWithoutLevel:
    """The comparison's figure was zero or negative on average before go-live; it is left out."""

    code: Literal["comparison_without_level"] = "comparison_without_level"
    process_id: str


@dataclass(frozen=True, kw_only=True)
class ComparisonTooNoisy:
    """The comparison process varies so much by itself that the answer is better without it."""

    code: Literal["comparison_too_noisy"] = "comparison_too_noisy"
    process_id: str


@dataclass(frozen=True, kw_only=True)
class ComparisonAutomated:
    """The comparison process started an automation of its own inside the windows."""

    code: Literal["comparison_automated"] = "comparison_automated"
    process_id: str
    go_live_date: date


@dataclass(frozen=True, kw_only=True)
class OpenCases:
    """Many cases opened since the ramp are still open."""

    code: Literal["open_cases"] = "open_cases"
    kpi_id: str
    share: float
    opened_since: date
    opened_before: date


@dataclass(frozen=True, kw_only=True)
class OtherInitiatives:
    """Other initiatives went live on the same process inside the windows."""

    code: Literal["other_initiatives"] = "other_initiatives"
    process_id: str
    initiative_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LessThanAYear:
    """Without a comparison, weeks before that are less than a year cannot show a season."""

    code: Literal["less_than_a_year"] = "less_than_a_year"
    weeks_before: int


@dataclass(frozen=True, kw_only=True)
class WeeksPutTogether:
    """Single weeks hold too few cases, so several make one period."""

    code: Literal["weeks_put_together"] = "weeks_put_together"
    period_weeks: int


@dataclass(frozen=True, kw_only=True)
class KindsMerged:
    """Kinds of case with too few cases in some week were merged: pairs of kind and into which."""

    code: Literal["kinds_merged"] = "kinds_merged"
    merged: tuple[tuple[str, str], ...]
    is_one_left: bool


@dataclass(frozen=True, kw_only=True)
class CountOnly:
    """More finished cases may only mean that more came in."""

    code: Literal["count_only"] = "count_only"


@dataclass(frozen=True, kw_only=True)
class OtherCauses:
    """Without a comparison, whatever else began at go-live counts as the automation's."""

    code: Literal["other_causes"] = "other_causes"
    go_live_date: date


Note = (
    ComparisonTooShort
    | ComparisonWithoutFigures
    | ComparisonTooThin
    | ComparisonWithoutLevel
    | ComparisonTooNoisy
    | ComparisonAutomated
    | OpenCases
    | OtherInitiatives
    | LessThanAYear
    | WeeksPutTogether
    | KindsMerged
    | CountOnly
    | OtherCauses
)


@dataclass(frozen=True, kw_only=True)
class Method:
    """How an effect was estimated.

    Parameters
    ----------
    code : {"against_comparison", "beside_own_trend", "no_estimate"}
    kind : str
        Kind of KPI; empty without an estimate, as are the others.
    truncation : float or None
        In the KPI's unit: durations are means up to this time, other values are cut at it.
    kinds_of_case : int
        More than one where the series is standardized for mix.
    """

    code: Literal["against_comparison", "beside_own_trend", "no_estimate"]
    scale: ScaleName | None = None
    kind: str = ""
    unit: str = ""
    period_weeks: int = 1
    kinds_of_case: int = 1
    truncation: float | None = None
