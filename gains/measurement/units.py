"""From the scale of the series back to the KPI's unit and to percentages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gains.measurement import evidence
from gains.measurement.error_models import Estimate
from gains.measurement.inputs import MeasurementRequest
from gains.measurement.panel import Panel
from gains.measurement.results import Effect
from gains.measurement.series import Scale, Series, half_event_inside


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
    """

    scale: Scale
    before: float
    after: float
    anchor: float
    target: float | None

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
        anchor = value
        if series.scale.name == "logit":
            anchor = float(half_event_inside(group.numerator.sum(), group.denominator.sum()))
        return cls(series.scale, before or 0.0, value, anchor, request.target_relative_change)

    def expected(self, change: float) -> float:
        """Return the value to be expected if `change` was the initiative's."""
        return float(self.scale.without(self.anchor, change))

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
            return float(np.expm1(change))
        expected = self.expected(change if self.scale.name == "logit" else center)
        if self.scale.possible(expected) == 0:
            return None
        return (self.after - self.expected(change)) / expected

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

    def with_estimate(self, effect: Effect, estimate: Estimate) -> Effect:
        """Return the effect with its figures in the KPI's unit."""
        low, high = estimate.interval(evidence.PROOF)
        low_95, high_95 = estimate.interval(evidence.HINT)
        shares = [
            self.relative(x, estimate.value) for x in (estimate.value, low, high, low_95, high_95)
        ]
        if not all(share is not None and np.isfinite(share) for share in shares):
            shares = [None] * 5
        expected = self.scale.possible(self.expected(estimate.value))
        return replace(
            effect,
            expected_value=expected,
            effect=self.after - expected,
            effect_low=self.after - self.expected(low),
            effect_high=self.after - self.expected(high),
            relative_effect=shares[0],
            relative_low=shares[1],
            relative_high=shares[2],
            relative_low_95=shares[3],
            relative_high_95=shares[4],
        )
