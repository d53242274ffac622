"""The terms of the field that pages and reports use, each with a plain explanation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A term and what it means.

    Parameters
    ----------
    label : str
        As the field says it.
    explanation : str
        For somebody who has never heard it; whole sentences.
    """

    label: str
    explanation: str


TERMS = {
    "parallel": Term(
        "Parallel trends",
        "Apart from the automation both processes must have moved alike. A gap that was widening "
        "before go-live, and went on widening after it, is no effect of the automation.",
    ),
    "placebo": Term(
        "Placebo test",
        "The same method is put to a made-up go-live in the weeks before, where there was "
        "nothing to find. It must find nothing.",
    ),
    "regression_to_mean": Term(
        "Regression to the mean",
        "An unusually bad spell ends by itself. Without the last weeks before go-live, at least "
        "half of the effect must be left.",
    ),
    "own_trend": Term(
        "Own trend",
        "If the process was improving in a straight line anyway, at least three fifths of the "
        "effect must be left beside that line.",
    ),
    "one_week": Term(
        "Leave one week out",
        "Whichever single week is left out, the effect must keep its direction.",
    ),
    "break_even_drift": Term(
        "Break-even drift",
        "The change per week that the process would have to be going through by itself to explain "
        "the whole effect. If that much is plausible, the effect is no evidence.",
    ),
    "verdict_within_90_days": Term(
        "Verdict within 90 days",
        "The first verdict, whatever it said, came within 90 days of kick-off.",
    ),
    "truncation_time": Term(
        "Truncation time",
        "Each case counts with the time that it took, but at most with this one, so that cases "
        "still open can be counted. It is the 90th percentile of the baseline, in whole weeks.",
    ),
    "human_rework": Term(
        "Human rework",
        "Share of the cases handled by the automation that a person had to correct.",
    ),
}
