"""What the estimate gives back: effect, checks, expected weeks and the bridge of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gains.measurement.findings import CheckFinding, Method
from gains.measurement.reasons import Reason

Evidence = Literal[
    "proven", "likely", "no_change", "inconclusive", "worse", "looks_worse", "not_measurable"
]
#: The words that claim that something moved.
CLAIMS = ("proven", "likely", "worse", "looks_worse")
CheckId = Literal["parallel", "placebo", "regression_to_mean", "own_trend", "one_week"]


@dataclass(frozen=True)
class Check:
    """One yes/no check, with its number and what it found.

    A check that does not decide is there to be read: it was not shown to make a verdict better.
    """

    check_id: CheckId
    passed: bool
    figure: float
    finding: CheckFinding
    decides: bool = True


@dataclass(frozen=True)
class ExpectedWeek:
    """One week: what was seen, and the 99% range of what was to be expected without go-live."""

    period_start: date
    phase: str
    actual: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None


@dataclass(frozen=True)
class BridgePart:
    """A part of the raw change, in the KPI's unit; the parts add up to it."""

    component: Literal["volume", "mix", "season_trend", "initiative"]
    amount: float


@dataclass(frozen=True)
class Effect:
    """The effect of one initiative on one KPI.

    Values and effects are in the KPI's unit, relative ones are shares of the expected value, and
    `effect` is after minus expected whatever direction is better. Ranges are 99% unless named
    otherwise. What could not be estimated is None, and `reason` says why.
    """

    initiative_id: str
    kpi_id: str
    is_primary: bool
    method: Method
    design: Literal["comparison", "no_comparison"]
    evidence: Evidence
    reason: Reason
    before_value: float | None = None
    after_value: float | None = None
    expected_value: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    relative_effect: float | None = None
    relative_low: float | None = None
    relative_high: float | None = None
    relative_low_95: float | None = None
    relative_high_95: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    weeks_before: int = 0
    weeks_after: int = 0
    n_before: int = 0
    n_after: int = 0
    break_even_drift: float | None = None
    more_weeks_needed: int | None = None
    mix_effect: float | None = None
    rate_effect: float | None = None
    is_joint: bool = False
    evidence_from_kpi_id: str | None = None


@dataclass(frozen=True)
class Measurement:
    """All that is known about one request."""

    effect: Effect
    checks: tuple[Check, ...] = ()
    weeks: tuple[ExpectedWeek, ...] = ()
    bridge: tuple[BridgePart, ...] = ()
