"""From an estimate and its checks to the evidence, and the code of the rule that gave it."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import false_discovery_control

from gains.measurement.drift_models import Mixture
from gains.measurement.error_models import Estimate
from gains.measurement.reasons import VerdictCode
from gains.measurement.results import Check, Evidence

AnyEstimate = Estimate | Mixture

#: People look every day, so what is claimed has to survive looking: 99%, not 95%.
PROOF = 0.99
#: Printed beside it.
HINT = 0.95
#: What a claim short of proof has to survive.
CLAIM = 0.97
NOTHING = 0.90
#: A change within this share either way is no change, unless half the promise is less.
MARGIN = 0.10
#: Growth of an interval that the plain forecast leaves out (measured in simulation).
FORECAST_OPTIMISM = 0.9
#: An interval this share of the effect wide is conclusive four times in five.
CONCLUSIVE_SHARE = 0.75
LONGEST_FORECAST = 520


@dataclass(frozen=True)
class Judgement:
    """The evidence, and which of the rules gave it."""

    evidence: Evidence
    rule: VerdictCode


def judge(
    estimate: AnyEstimate,
    checks: tuple[Check, ...],
    good_sign: int,
    has_comparison: bool,
    margin_low: float,
    margin_high: float,
) -> Judgement:
    """Judge an estimate by its ranges and its checks; harm needs as much as a gain.

    Parameters
    ----------
    estimate : Estimate or Mixture
        The design's estimate.
    checks : tuple of Check
        As `checks.five_checks` gives them.
    good_sign : int
        1 if higher is better, else -1.
    has_comparison : bool
        Without one, nothing is proven.
    margin_low, margin_high : float
        The range of no change, on the scale of the series.

    Returns
    -------
    Judgement
    """
    pass_all = all(check.passed for check in checks if check.decides)
    good = estimate.value * good_sign > 0
    is_clear = _excludes_zero(estimate, PROOF)
    is_likely = has_comparison and good and _excludes_zero(estimate, CLAIM)

    if pass_all and is_clear and has_comparison:
        return Judgement("proven", "proven") if good else Judgement("worse", "worse")
    if pass_all and is_likely:
        return Judgement("likely", "likely_by_97_range")
    if pass_all and is_clear:
        if good:
            return Judgement("likely", "likely_without_comparison")
        return Judgement("looks_worse", "looks_worse")
    low, high = estimate.interval(NOTHING)
    if margin_low <= low and high <= margin_high:
        return Judgement("no_change", "no_change")
    # the range alone would have been enough: what denies the claim is a check
    denied = not pass_all and (is_clear or is_likely)
    return Judgement("inconclusive", "inconclusive_checks" if denied else "inconclusive_range")


def _excludes_zero(estimate: AnyEstimate, confidence: float) -> bool:
    low, high = estimate.interval(confidence)
    return low > 0 or high < 0


def more_periods_needed(estimate: AnyEstimate, before: int, after: int) -> int | None:
    """Forecast how many more periods after go-live would settle the request.

    Parameters
    ----------
    estimate : Estimate or Mixture
    before, after : int
        Periods that entered so far.

    Returns
    -------
    int or None
        0 if the range is narrow enough already; None if no number of periods is enough, because
        the periods before stay as few as they are.

    Notes
    -----
    Half-width(h) = half-width(now) sqrt((1/n0 + 1/h) / (1/n0 + 1/now)) / 0.9, conclusive when
    below 0.75 of the effect.
    """
    half_width = estimate.half_width(PROOF)
    target = CONCLUSIVE_SHARE * abs(estimate.value)
    if half_width <= target:
        return 0
    for more in range(1, LONGEST_FORECAST + 1):
        ratio = (1 / before + 1 / (after + more)) / (1 / before + 1 / after)
        if half_width * ratio**0.5 / FORECAST_OPTIMISM < target:
            return more
    return None


def q_values_of(p_values: list[float]) -> list[float]:
    """Return the smallest false discovery rate at which each finding stands.

    Parameters
    ----------
    p_values : list of float
        Of all figures that are looked at together.

    Returns
    -------
    list of float
        In the order given. Benjamini and Hochberg 1995.
    """
    return false_discovery_control(p_values).tolist() if p_values else []
