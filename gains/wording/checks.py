"""What a check of an estimate found, in a sentence."""

from __future__ import annotations

from gains.measurement.findings import (
    CheckFinding,
    ContinuedTrend,
    ExactBefore,
    FlatBefore,
    LeaveOneWeekOut,
    OwnTrend,
    OwnTrendIsTheDesign,
    ParallelTrends,
    PlaceboTest,
    RegressionToTheMean,
    ScaleName,
)
from gains.wording import formats


def check_sentence(finding: CheckFinding) -> str:
    """Return what a check found.

    Parameters
    ----------
    finding : CheckFinding

    Returns
    -------
    str
        One sentence.
    """
    match finding:
        case ParallelTrends():
            return _parallel_trends(finding)
        case ContinuedTrend():
            return _continued_trend(finding)
        case PlaceboTest(passed=True):
            return (
                "A made-up go-live in the weeks before shows no effect, as it should "
                f"({p_value(finding.p_value)})."
            )
        case PlaceboTest():
            return (
                "A made-up go-live in the weeks before shows an effect too "
                f"({p_value(finding.p_value)}), so the method is misled here."
            )
        case FlatBefore():
            return "The weeks before go-live do not vary at all."
        case ExactBefore():
            return "Before go-live the figure moved exactly along a line or a step."
        case RegressionToTheMean():
            left = _left(finding.share_left, finding.passed, "those weeks may have been unusual")
            return f"Without the last {finding.weeks_left_out} weeks before go-live, {left}."
        case OwnTrend():
            left = _left(finding.share_left, finding.passed, "it may be that trend")
            return f"Allowing for a straight trend of the process's own, {left}."
        case OwnTrendIsTheDesign():
            return (
                "Without a comparison process, the effect is measured beside the process's own "
                "trend already."
            )
        case LeaveOneWeekOut():
            return _leave_one_out(finding)


def check_figure(finding: CheckFinding) -> str:
    """Return the number of a check with what it is: a slope, a p-value, or a share that is left.

    Parameters
    ----------
    finding : CheckFinding

    Returns
    -------
    str
        A dash where there is none.
    """
    match finding:
        case ParallelTrends():
            return f"{_slope(finding.per_week, finding.scale)} per week"
        case ContinuedTrend():
            return f"{_slope(finding.per_week_before, finding.scale)} per week"
        case PlaceboTest():
            return p_value(finding.p_value)
        case RegressionToTheMean() | OwnTrend() | LeaveOneWeekOut():
            return f"{formats.percent(min(max(finding.share_left, 0.0), 1.0), 0)} left"
        case FlatBefore() | ExactBefore() | OwnTrendIsTheDesign():
            return formats.MISSING


def p_value(value: float) -> str:
    """Return a p-value: `p = 0.021`, or `p < 0.001`."""
    return f"p = {value:.3f}" if value >= 0.0005 else "p < 0.001"


def _slope(per_week: float, scale: ScaleName) -> str:
    """Return a slope with its sign, in percent or, where shares are compared so, in points."""
    if scale == "points":
        return f"{formats.number(100 * per_week, 2, plus=True)} points"
    return formats.percent(per_week, 2, plus=True)


def _continued_trend(finding: ContinuedTrend) -> str:
    before = _slope(finding.per_week_before, finding.scale)
    after = _slope(finding.per_week_after, finding.scale)
    what = "its odds" if finding.scale == "logit" else "the figure"
    moved = (
        f"{what} moved by {before} per week against the comparison process in the last "
        f"{finding.weeks} weeks before go-live and by {after} per week after it"
    )
    chance = p_value(finding.p_value)
    if finding.passed:
        return f"{moved[0].upper()}{moved[1:]}: no trend that went on explains the effect."
    explained = finding.share_explained
    part = "all" if explained >= 0.995 else formats.percent(max(explained, 0.0), 0)
    return (
        f"{moved[0].upper()}{moved[1:]} ({chance}): that trend would explain {part} of the effect "
        "without the automation."
    )


def _parallel_trends(finding: ParallelTrends) -> str:
    size = _slope(finding.per_week, finding.scale)
    what = "its odds" if finding.scale == "logit" else "the figure"
    against = " against the comparison process" if finding.has_comparison else ""
    chance = p_value(finding.p_value)
    if finding.passed:
        return (
            f"Before go-live, {what} moved by {size} per week{against}, which is within chance "
            f"({chance})."
        )
    verb = "were" if finding.scale == "logit" else "was"
    return (
        f"{what.capitalize()} {verb} already moving by {size} per week{against} before go-live "
        f"({chance}), which a plain comparison of before and after would credit to the automation."
    )


def _leave_one_out(finding: LeaveOneWeekOut) -> str:
    period = "week" if finding.period_weeks == 1 else f"period of {finding.period_weeks} weeks"
    if finding.passed:
        left = formats.percent(min(finding.share_left, 1.0), 0)
        return f"Whichever single {period} is left out, at least {left} of the effect is left."
    return f"Without one single {period} the effect changes its sign, so that {period} decides it."


def _left(share: float, passed: bool, why: str) -> str:
    """Return how much of an effect a check leaves; a negative share has turned round."""
    if share < 0:
        return "nothing of the effect would be left: the sign turns round"
    if share >= 0.995:
        return "all of the effect is left"
    if passed:
        return f"{formats.percent(share, 0)} of the effect is left"
    if share < 0.005:
        return f"nothing of the effect is left: {why}"
    return f"only {formats.percent(share, 0)} of the effect is left: {why}"
