"""The grades of evidence in words, with the rule of each beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grade:
    """What one grade of evidence is called, what it means, and whether its value counts.

    Attributes
    ----------
    label : str
        Two words at most, for a badge.
    icon : str
        Name of a Material symbol; color never stands alone.
    tone : str
        good, bad or neutral; picks the color.
    counts : bool
        Whether its value, positive or negative, enters a total.
    rule : str
        The rule printed beside the grade.
    """

    label: str
    icon: str
    tone: str
    counts: bool
    rule: str


GRADES = {
    "proven": Grade(
        "Proven",
        "verified",
        "good",
        True,
        "Against a comparison group that was not automated: the 99% range excludes no change, "
        "at least 8 weeks after, and every check passes.",
    ),
    "likely": Grade(
        "Likely",
        "trending_up",
        "good",
        True,
        "The range excludes no change, but there is no comparison group, or only the 95% range "
        "does. Probably real; not proof.",
    ),
    "no_change": Grade(
        "No change",
        "drag_handle",
        "neutral",
        False,
        "The 90% range lies within the margin around no change: a gain of interest is ruled out.",
    ),
    "inconclusive": Grade(
        "Inconclusive",
        "question_mark",
        "neutral",
        False,
        "The range is too wide to tell a gain from none. Never counted in a total.",
    ),
    "looks_worse": Grade(
        "Looks worse",
        "trending_down",
        "bad",
        True,
        "Without a comparison group, the 99% range lies wholly on the bad side.",
    ),
    "worse": Grade(
        "Worse",
        "arrow_downward",
        "bad",
        True,
        "Against a comparison group, the 99% range lies wholly on the bad side.",
    ),
    "not_measurable": Grade(
        "Not measurable",
        "hourglass_empty",
        "neutral",
        False,
        "Too few complete weeks or cases for any verdict; the reason is printed.",
    ),
}
#: Grades that say the KPI improved by more than it would have moved anyway.
IMPROVED = ("proven", "likely")

CLOCKS = {
    "on_track": ("On track", "schedule", "neutral"),
    "at_risk": ("Past day 60", "warning", "warning"),
    "late": ("Past day 90", "alarm", "bad"),
    "met": ("Verdict on time", "task_alt", "good"),
}
TARGETS = {
    "met": ("Target met", "flag", "good"),
    "missed": ("Target missed", "flag", "warning"),
    "too_early": ("Target too early", "flag", "neutral"),
}
DECISIONS = {"scale": "Scale", "extend": "Extend", "fix": "Fix", "stop": "Stop"}
CHECKS = {
    "parallel": "Moved alike before",
    "placebo": "Nothing found where nothing happened",
    "regression_to_mean": "Not just a bad spell before",
    "own_trend": "Holds against its own trend",
    "one_week": "Does not hang on one week",
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


def grade(evidence: str | None) -> Grade:
    """Give the grade of an evidence word; an unknown or missing word is not measurable."""
    return GRADES.get(evidence or "", GRADES["not_measurable"])
