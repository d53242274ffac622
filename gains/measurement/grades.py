"""From an estimate and its checks to one word, by a rule that is printed beside it."""

from __future__ import annotations

from dataclasses import dataclass

from gains.measurement.error_models import Estimate
from gains.measurement.results import Check, Evidence

#: People look every day, so what is claimed has to survive looking: 99%, not 95%.
PROOF = 0.99
HINT = 0.95
NOTHING = 0.90
#: A change within this share either way is no change, unless half the promise is less.
MARGIN = 0.10
#: Growth of an interval that the plain forecast leaves out (measured in simulation).
FORECAST_OPTIMISM = 0.9
#: An interval this share of the effect wide is conclusive four times in five.
CONCLUSIVE_SHARE = 0.75
LONGEST_FORECAST = 520


@dataclass(frozen=True)
class Graded:
    """A grade, and which of the rules gave it."""

    evidence: Evidence
    rule: str


def grade(
    estimate: Estimate,
    own_trend: Estimate,
    checks: tuple[Check, ...],
    good_sign: int,
    has_comparison: bool,
    margin_low: float,
    margin_high: float,
) -> Graded:
    """Grade an estimate.

    Parameters
    ----------
    estimate : Estimate
        The design's estimate.
    own_trend : Estimate
        The step beside the process's own straight trend (the same, without a comparison).
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
    Graded
    """
    passed = {check.check_id: check.passed for check in checks}
    all_pass = all(passed.values())
    good = estimate.value * good_sign > 0
    beyond = {level: _excludes_zero(estimate, level) for level in (PROOF, HINT)}
    own_is_clear = {
        level: own_trend.value * good_sign > 0 and _excludes_zero(own_trend, level)
        for level in (PROOF, HINT)
    }

    if has_comparison:
        if good and beyond[PROOF] and all_pass:
            return Graded("proven", "the 99% range excludes zero and all five checks pass")
        if good and beyond[HINT] and all_pass:
            return Graded("likely", "only the 95% range excludes zero, not the 99% range")
        if good and own_is_clear[PROOF] and passed["regression_to_mean"]:
            return Graded(
                "likely",
                "it is clear beside the process's own trend, but not every check passes",
            )
        if (
            good
            and beyond[PROOF]
            and own_is_clear[HINT]
            and passed["regression_to_mean"]
            and passed["one_week"]
        ):
            return Graded("likely", "the 99% range excludes zero, but not every check passes")
    elif (
        good
        and beyond[PROOF]
        and passed["placebo"]
        and passed["regression_to_mean"]
        and passed["one_week"]
    ):
        return Graded("likely", "there is no comparison process")
    if not good and beyond[PROOF]:
        return Graded("worse" if has_comparison else "looks_worse", "the 99% range excludes zero")
    low, high = estimate.interval(NOTHING)
    if margin_low <= low and high <= margin_high:
        return Graded("no_change", "the 90% range lies within the margin of no change")
    return Graded("inconclusive", "the range allows for both an effect and none")


def _excludes_zero(estimate: Estimate, confidence: float) -> bool:
    return abs(estimate.value) > estimate.half_width(confidence)


def more_periods_needed(estimate: Estimate, before: int, after: int) -> int | None:
    """Forecast how many more periods after go-live would settle the question.

    Parameters
    ----------
    estimate : Estimate
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


def lower_by_false_discovery(
    p_values: list[float], rate: float = 0.10
) -> tuple[list[float], list[bool]]:
    """Return Benjamini-Hochberg q-values and which p-values stand.

    Parameters
    ----------
    p_values : list of float
        Of all figures that are looked at together.
    rate : float
        Share of claims that may be false.

    Returns
    -------
    list of float, list of bool
        In the order given. Benjamini and Hochberg 1995.
    """
    count = len(p_values)
    order = sorted(range(count), key=lambda i: (p_values[i], i))
    q_values = [1.0] * count
    smallest = 1.0
    for rank in range(count, 0, -1):
        i = order[rank - 1]
        smallest = min(smallest, p_values[i] * count / rank)
        q_values[i] = smallest
    return q_values, [q <= rate for q in q_values]
