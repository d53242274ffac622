"""The grades of evidence in words, with the rule of each beside it."""

from dataclasses import dataclass, replace

from gains.wording.terms import TERMS


@dataclass(frozen=True)
class Grade:
    """What one grade of evidence is called, and what it means.

    Attributes
    ----------
    label : str
        Two words at most, for a badge.
    icon : str
        Name of a Material symbol; color never stands alone.
    tone : str
        good, bad or neutral; picks the color.
    rule : str
        The rule printed beside the grade.
    """

    label: str
    icon: str
    tone: str
    rule: str


GRADES = {
    "proven": Grade(
        "Proven",
        "verified",
        "good",
        "Against a comparison process that was not automated: the 99% range excludes no change, "
        "at least 8 weeks after, and every check passes.",
    ),
    "likely": Grade(
        "Likely",
        "trending_up",
        "good",
        "Probably real, not proof: there is no comparison process, or only the 97% range excludes "
        "no change.",
    ),
    "no_change": Grade(
        "No change",
        "drag_handle",
        "neutral",
        "The 90% range lies within the margin of no change: 10% either way, or half of what was "
        "promised if that is less.",
    ),
    "inconclusive": Grade(
        "Inconclusive",
        "question_mark",
        "neutral",
        "The range holds a gain and none, or a check that the gain needs does not pass. Never "
        "counted in a total.",
    ),
    "looks_worse": Grade(
        "Looks worse",
        "trending_down",
        "bad",
        "Without a comparison process, the 99% range lies wholly on the bad side and every check "
        "passes.",
    ),
    "worse": Grade(
        "Worse",
        "arrow_downward",
        "bad",
        "Against a comparison process, the 99% range lies wholly on the bad side and every check "
        "passes.",
    ),
    "not_measurable": Grade(
        "Not measurable",
        "hourglass_empty",
        "neutral",
        "There is no verdict; the reason says what is missing and what a verdict needs.",
    ),
}
#: By reason code: the rule that fired, where the grade has more than one.
RULES = {
    "proven": GRADES["proven"].rule,
    "likely_by_97_range": "Every check passes and the 97% range excludes no change, but the 99% "
    "range does not. Probably real, not proof.",
    "likely_without_comparison": "The 99% range excludes no change, but there is no comparison "
    "process. Probably real, not proof.",
    "worse": GRADES["worse"].rule,
    "looks_worse": GRADES["looks_worse"].rule,
    "no_change": GRADES["no_change"].rule,
    "inconclusive_range": "The 99% range holds a gain and none. Never counted in a total.",
    "inconclusive_checks": "The range alone would say that it changed, but a check that a change "
    "needs did not pass. Never counted in a total.",
    "one_of_many": "Among so many KPIs not declared primary, chance alone makes such findings. "
    "Never counted in a total.",
    "reported_only": "The figures are shown without a verdict: a balance still holds what was "
    "open before go-live.",
    "borrowed_verdict": "It takes the verdict of the KPI that it follows from.",
    "no_go_live": "There is no after yet, so there is no verdict.",
    "not_live": "There is no after yet, so there is no verdict.",
}
#: Reason codes of an automation that does not run yet, and of figures that get no verdict.
NOT_LIVE = ("no_go_live", "not_live")
LABELS = {**dict.fromkeys(NOT_LIVE, "Not live yet"), "reported_only": "Reported only"}

#: {at_risk} and {late} are days of the published rules.
CLOCKS = {
    "on_track": ("On track", "schedule", "neutral"),
    "at_risk": ("Past day {at_risk}", "warning", "warning"),
    "late": ("Past day {late}", "alarm", "bad"),
    "met": ("Verdict within {late} days", "task_alt", "good"),
}
TARGETS = {
    "met": ("Target met", "flag", "good"),
    "missed": ("Target missed", "flag", "warning"),
    "too_early": ("Target open", "flag", "neutral"),
}
DECISIONS = {"scale": "Scale", "extend": "Extend", "fix": "Fix", "stop": "Stop"}
#: In the order in which checks are made.
CHECKS = {
    name: TERMS[name].label
    for name in ("parallel", "placebo", "regression_to_mean", "own_trend", "one_week")
}
VALUE_TYPES = {
    "cash_cost": "Cash cost saved",
    "capacity": "Capacity freed",
    "carrying_cost": "Carrying cost saved",
    "working_capital": "Working capital released",
    "run_cost": "Run cost",
    "build_cost": "Build cost",
}
COMPONENTS = {
    "volume": "Volume",
    "mix": "Mix of cases",
    "season_trend": "Season and trend",
    "initiative": "The automation",
}


def grade(evidence: str | None, reason_code: str | None = None) -> Grade:
    """Return the grade of an evidence word, with the rule that fired.

    Parameters
    ----------
    evidence : str or None
        An unknown or missing word is not measurable.
    reason_code : str or None
        As `kpi_effects` has it; without one, the rule is that of the grade in general.

    Returns
    -------
    Grade
    """
    one = GRADES.get(evidence or "", GRADES["not_measurable"])
    code = reason_code or ""
    return replace(one, label=LABELS.get(code, one.label), rule=RULES.get(code, one.rule))
