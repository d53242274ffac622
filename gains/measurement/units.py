"""From the scale of the series back to the KPI's unit and to percentages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gains.measurement import evidence
from gains.measurement.evidence import AnyEstimate
from gains.measurement.inputs import MeasurementRequest
from gains.measurement.panel import Panel
from gains.measurement.results import Effect
from gains.measurement.series import Scale, Series, half_event_inside

#: A figure more than ten thousand times what was to be expected is printed as that.
LARGEST_LOG = float(np.log(1e4))


@dataclass(frozen=True)
class Conversion:
    """Turns changes on a scale into values, effects and shares.

    Parameters
    ----------
    scale : Scale
    before, after : float
        The figures of the process, in the KPI's unit.
    anchor : float
        `after`, kept inside the range of the scale; expectations are counted from it.
    target : float or None
        Promised relative change.
    least : float
        Smallest share that can be expected: half an event among all cases after go-live.
    """

    scale: Scale
    before: float
    after: float
    anchor: float
    target: float | None
    least: float = 0.0

    @classmethod
    def of(
        cls,
        request: MeasurementRequest,
        before: float | None,
        after: float | None,
        panel: Panel,
        series: Series,
    ) -> Conversion:
        """Return the conversion for a request whose figures before and after are given."""
        group = panel.treated.periods(panel.after)
        value = group.value if after is None else after
        anchor, least = value, 0.0
        if series.scale.name == "logit":
            anchor = float(half_event_inside(group.numerator.sum(), group.denominator.sum()))
            least = 0.5 / (float(group.denominator.sum()) + 1)
        target = request.target_relative_change
        return cls(series.scale, before or 0.0, value, anchor, target, least)

    def expected(self, change: float) -> float:
        """Return the value to be expected if `change` was the initiative's."""
        expected = float(self.scale.without(self.anchor, change))
        return min(max(expected, self.least), 1 - self.least) if self.least else expected

    def relative(self, change: float, center: float) -> float | None:
        """Return a change as a share of the value to be expected.

        Parameters
        ----------
        change : float
            On the scale.
        center : float
            The estimate itself: differences and points are shares of what it leaves.

        Returns
        -------
        float or None
            None where nothing was there before, or nothing was to be expected.
        """
        if self.before == 0:
            return None
        if self.scale.name == "log":
            return float(np.expm1(min(change, LARGEST_LOG)))
        expected = self.expected(change if self.scale.name == "logit" else center)
        if self.scale.possible(expected) == 0:
            return None
        share = (self.after - self.expected(change)) / expected
        # what cannot be negative cannot fall by more than all of it
        is_positive = self.scale.name != "difference" or self.scale.is_positive
        return max(share, -1.0) if is_positive else share

    def margin(self) -> tuple[float, float]:
        """Return the range of no change, on the scale: 10%, or half the promise if that is less."""
        share = evidence.MARGIN
        if self.target:
            share = min(share, abs(self.target) / 2)
        if self.scale.name == "log":
            return float(np.log1p(-share)), float(np.log1p(share))
        if self.scale.name == "points":
            points = share * max(self.before, self.after)
            return -points, points
        if self.scale.name == "difference":
            return -share, share
        # odds: the changes after which a share higher or lower by the margin was to be expected
        expected = np.minimum(self.anchor / np.array([1 - share, 1 + share]), 1 - 1e-9)
        low, high = np.log(self.anchor / (1 - self.anchor)) - np.log(expected / (1 - expected))
        return float(low), float(high)

    def with_estimate(self, effect: Effect, estimate: AnyEstimate) -> Effect:
        """Return the effect with its figures in the KPI's unit."""
        ends = estimate.interval(evidence.PROOF)
        inner = estimate.interval(evidence.HINT)
        expected = self.scale.possible(self.expected(estimate.value))
        change = self.after - expected
        amounts = [self.after - self.scale.possible(self.expected(end)) for end in ends]
        effect = replace(
            effect,
            expected_value=expected,
            effect=change,
            effect_low=min(change, *amounts),
            effect_high=max(change, *amounts),
        )
        shares = [self.relative(x, estimate.value) for x in (estimate.value, *inner, *ends)]
        known = [share for share in shares if share is not None and np.isfinite(share)]
        if len(known) < len(shares):
            return effect
        return replace(
            effect,
            relative_effect=known[0],
            relative_low_95=min(known[:3]),
            relative_high_95=max(known[:3]),
            relative_low=min(known),
            relative_high=max(known),
        )
