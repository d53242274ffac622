"""From verdicts to error rates, for the product and for the t-test that it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.stats import ttest_ind_from_stats

from gains.measurement.inputs import WeeklySums

CLAIMED = ("proven", "likely")


@dataclass(frozen=True)
class Look:
    """One initiative at one look.

    Parameters
    ----------
    initiative_id : str
    weeks_after : int
        Complete weeks after the ramp.
    evidence : str
    relative_effect, relative_low, relative_high : float or None
    t_test_claims : bool
        Whether a two-sample t-test on single cases finds a gain (p < 0.05).
    """

    initiative_id: str
    weeks_after: int
    evidence: str
    relative_effect: float | None
    relative_low: float | None
    relative_high: float | None
    t_test_claims: bool


@dataclass(frozen=True)
class Rates:
    """Shares of initiatives, 0 to 1; bias is the mean error of the relative effect."""

    initiatives: int
    ever_proven: float
    ever_claimed: float
    ever_worse: float
    last_proven: float
    last_claimed: float
    last_worse: float
    covered: float
    bias: float
    t_test_ever: float


def rates(looks: Iterable[Look], truth: float) -> Rates:
    """Return the error rates, or the power, of a set of initiatives with one true effect.

    Parameters
    ----------
    looks : iterable of Look
        Every look at every initiative.
    truth : float
        The true relative effect.

    Returns
    -------
    Rates
    """
    by_initiative: dict[str, list[Look]] = {}
    for look in looks:
        by_initiative.setdefault(look.initiative_id, []).append(look)
    histories = [sorted(h, key=lambda look: look.weeks_after) for h in by_initiative.values()]
    last = [history[-1] for history in histories]
    measured = [look for look in last if look.relative_effect is not None]

    def ever(words: tuple[str, ...]) -> float:
        return float(np.mean([any(look.evidence in words for look in h) for h in histories]))

    def at_last(words: tuple[str, ...]) -> float:
        return float(np.mean([look.evidence in words for look in last]))

    return Rates(
        initiatives=len(histories),
        ever_proven=ever(("proven",)),
        ever_claimed=ever(CLAIMED),
        ever_worse=ever(("worse", "looks_worse")),
        last_proven=at_last(("proven",)),
        last_claimed=at_last(CLAIMED),
        last_worse=at_last(("worse", "looks_worse")),
        covered=float(np.mean([x.relative_low <= truth <= x.relative_high for x in measured])),
        bias=float(np.mean([x.relative_effect - truth for x in measured])),
        t_test_ever=float(np.mean([any(x.t_test_claims for x in h) for h in histories])),
    )


def t_test_claims(sums: WeeklySums, sum_of_squares: np.ndarray, good_sign: int) -> bool:
    """Return whether Welch's t-test on single cases, before against after, claims a gain.

    Parameters
    ----------
    sums : WeeklySums
        Of the automated process.
    sum_of_squares : ndarray, shape (rows,)
        Of single values, in the rows' order.
    good_sign : int

    Returns
    -------
    bool
    """
    phase = np.array(sums.phase)
    sides = []
    for name in ("after", "before"):
        rows = (phase == name) & sums.is_complete
        n = sums.n[rows].sum()
        mean = sums.numerator[rows].sum() / n
        variance = max(sum_of_squares[rows].sum() / n - mean**2, 0.0) * n / (n - 1)
        sides += [mean, variance**0.5, n]
    result = ttest_ind_from_stats(*sides, equal_var=False)
    return bool(result.pvalue < 0.05 and result.statistic * good_sign > 0)


def table(rows: Iterable[tuple[str, Rates]]) -> str:
    """Return rates as a Markdown table, in percent."""
    head = (
        "| world | initiatives | t-test, ever | Proven, ever | any claim, ever | Worse, ever "
        "| Proven, week 12 | any claim, week 12 | 99% range holds the truth | bias, points |"
    )
    lines = [head, "|" + "---|" * 10]
    for name, r in rows:
        shares = (r.t_test_ever, r.ever_proven, r.ever_claimed, r.ever_worse)
        shares += (r.last_proven, r.last_claimed, r.covered)
        cells = [f"{100 * share:.1f}" for share in shares]
        lines.append(f"| {name} | {r.initiatives} | {' | '.join(cells)} | {100 * r.bias:+.1f} |")
    return "\n".join(lines)
