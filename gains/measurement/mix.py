"""Kinds of cases: a change in what arrives is told apart from a change in how it is handled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: A kind of case is a stratum of its own if it has this many cases in every period.
CASES_A_PERIOD = 5


@dataclass(frozen=True)
class MixSplit:
    """A change in a figure, split; `rate + mix` is the raw change exactly.

    Parameters
    ----------
    rate : float
        What changed within the kinds of cases, in the figure's unit.
    mix : float
        What changed because the shares of the kinds did, in the figure's unit.
    """

    rate: float
    mix: float


def kitagawa(
    before_sums: Array, before_units: Array, after_sums: Array, after_units: Array
) -> MixSplit:
    """Split the change of a ratio into a rate part and a mix part.

    Parameters
    ----------
    before_sums, before_units, after_sums, after_units : ndarray, shape (kinds,)
        Numerators and denominators by kind of case; the value is sum over sum.

    Returns
    -------
    MixSplit

    Raises
    ------
    ValueError
        If a kind has no units on one side, so that its rate is unknown.

    Notes
    -----
    Kitagawa 1955: rate = sum of mean share x change of rate, mix = sum of change of share x
    mean rate.
    """
    if np.any(before_units <= 0) or np.any(after_units <= 0):
        raise ValueError("A kind of case has no units on one side, so its rate is unknown.")
    before_share, after_share = before_units / before_units.sum(), after_units / after_units.sum()
    before_rate, after_rate = before_sums / before_units, after_sums / after_units
    return MixSplit(
        rate=float(np.sum((before_share + after_share) / 2 * (after_rate - before_rate))),
        mix=float(np.sum((after_share - before_share) * (before_rate + after_rate) / 2)),
    )


@dataclass(frozen=True)
class Merging:
    """Which kinds of cases became one stratum.

    Parameters
    ----------
    stratum : tuple of int
        For each kind the number of its stratum, 0 to strata - 1.
    merged : tuple of (int, int)
        Kind and the kind it was merged into, in order.
    """

    stratum: tuple[int, ...]
    merged: tuple[tuple[int, int], ...]


def merge_thin_kinds(fewest: Array, level: Array) -> Merging:
    """Merge kinds of cases until each stratum has enough cases in every period.

    Parameters
    ----------
    fewest : ndarray, shape (groups_and_periods, kinds)
        Cases of each kind in every period of every group.
    level : ndarray, shape (kinds,)
        Mean of the figure before go-live, by kind; NaN where a kind had no case then.

    Returns
    -------
    Merging
        The thinnest kind joins the kind whose mean is nearest, again and again.
    """
    kinds = fewest.shape[1]
    cases = fewest.astype(np.float64).copy()
    level = np.where(np.isfinite(level), level, np.inf)
    members = {kind: [kind] for kind in range(kinds)}
    merged: list[tuple[int, int]] = []
    while len(members) > 1:
        minimum = {kind: (cases[:, kind].min(), cases[:, kind].sum(), kind) for kind in members}
        thinnest = min(minimum, key=lambda kind: minimum[kind])
        if minimum[thinnest][0] >= CASES_A_PERIOD:
            break
        others = [kind for kind in members if kind != thinnest]

        def distance(kind: int, thinnest: int = thinnest) -> tuple[float, float, int]:
            both = np.isfinite(level[kind]) and np.isfinite(level[thinnest])
            gap = abs(level[kind] - level[thinnest]) if both else np.inf
            return gap, -float(cases[:, kind].sum()), kind

        target = min(others, key=distance)
        total = cases[:, [thinnest, target]].sum(axis=0)
        if np.isfinite(level[thinnest]) and total.sum() > 0 and np.isfinite(level[target]):
            level[target] = (level[[thinnest, target]] * total).sum() / total.sum()
        cases[:, target] += cases[:, thinnest]
        members[target] += members.pop(thinnest)
        merged.append((thinnest, target))
    stratum = [0] * kinds
    for number, kind in enumerate(sorted(members)):
        for member in members[kind]:
            stratum[member] = number
    return Merging(tuple(stratum), tuple(merged))
