"""One request from weekly sums to verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gains.measurement import evidence, gates
from gains.measurement.breaks import export_changed
from gains.measurement.bridge import bridge, mix_split
from gains.measurement.checks import five_checks
from gains.measurement.comparison_weights import worse_than_none
from gains.measurement.designs import estimate_step
from gains.measurement.drift_models import (
    DRIFT_PER_WEEK,
    SMALLEST_NOISE,
    Errors,
    Mixture,
    estimate_effect,
    fit_errors,
)
from gains.measurement.error_models import NoVariationError
from gains.measurement.expected import expected_weeks
from gains.measurement.findings import (
    ComparisonTooNoisy,
    ComparisonTooThin,
    ComparisonWithoutFigures,
    ComparisonWithoutLevel,
    Method,
    Note,
)
from gains.measurement.inputs import MeasurementRequest, WeeklySums
from gains.measurement.notes import notes_on
from gains.measurement.panel import Panel, build_panel, complete_weeks, is_thin
from gains.measurement.reasons import (
    FewPeriods,
    NoCases,
    NoLevel,
    NotMeasurable,
    NoVariation,
    Verdict,
    VerdictCode,
)
from gains.measurement.results import Check, Effect, Measurement
from gains.measurement.series import Series, build_series, has_level
from gains.measurement.units import Conversion

#: Weeks that are put together where single weeks hold too few cases.
LONG_PERIOD = 4
#: Fewest periods before and after go-live.
FEWEST_BEFORE, FEWEST_AFTER = 4, 2


def measure_one(
    request: MeasurementRequest, treated: WeeklySums | None, comparison: WeeklySums | None
) -> Measurement:
    """Estimate, check and grade one request.

    Parameters
    ----------
    request : MeasurementRequest
    treated, comparison : WeeklySums or None

    Returns
    -------
    Measurement
        Where no verdict is possible its evidence is not_measurable and the reason says why.
    """
    before_value, before_n = _raw(request, treated, "before")
    after_value, after_n = _raw(request, treated, "after")
    empty = Effect(
        initiative_id=request.initiative_id,
        kpi_id=request.kpi_id,
        is_primary=request.is_primary,
        method=Method(code="no_estimate"),
        design="no_comparison",
        evidence="not_measurable",
        reason=NoCases(),
        before_value=before_value,
        after_value=after_value,
        weeks_before=_count(request, treated, "before"),
        weeks_after=_count(request, treated, "after"),
        n_before=before_n,
        n_after=after_n,
        is_joint=bool(request.overlapping_initiatives),
    )
    why_not = gates.no_verdict_yet(request, treated)
    if why_not is not None or treated is None:
        return _without_verdict(request, treated, empty, why_not or NoCases())

    left_out: Note | None = None
    if comparison is not None:
        left_out = gates.comparison_fails(request, treated, comparison)
    elif request.comparison_process_id is not None:
        left_out = ComparisonWithoutFigures(
            process_id=request.comparison_process_id, kpi_id=request.kpi_id
        )
    used = comparison if left_out is None else None
    changed = export_changed(request, treated, used)
    if changed is not None:
        return Measurement(replace(empty, reason=changed))
    panel = _panel(request, treated, used)
    if used is not None:
        left_out = _better_without(request, panel)
        if left_out is not None:
            alone = _panel(request, treated, None)
            is_thin_alone = alone is None or is_thin(alone, request.kind)
            if isinstance(left_out, ComparisonTooThin) and is_thin_alone:
                left_out = None
            else:
                panel = alone
    if panel is None:
        return Measurement(empty)
    if is_thin(panel, request.kind):
        return Measurement(replace(empty, reason=gates.too_thin(request, panel)))
    series = build_series(panel, request.kind)
    if series is None:
        reason = NoLevel(
            kpi_id=request.kpi_id,
            unit=request.unit,
            process_id=request.process_id,
            before_value=before_value or 0.0,
        )
        return Measurement(replace(empty, reason=reason))
    return _estimated(request, treated, panel, series, empty, left_out)


def _without_verdict(
    request: MeasurementRequest, treated: WeeklySums | None, empty: Effect, reason: NotMeasurable
) -> Measurement:
    note = gates.open_cases(request, treated) if treated is not None else None
    return Measurement(replace(empty, reason=replace(reason, notes=(note,) if note else ())))


def _estimated(
    request: MeasurementRequest,
    treated: WeeklySums,
    panel: Panel,
    series: Series,
    empty: Effect,
    left_out: Note | None,
) -> Measurement:
    described = replace(
        empty,
        design="comparison" if series.has_comparison else "no_comparison",
        method=_method(request, panel, series),
        weeks_before=int(panel.before.sum()) * panel.period_weeks,
        weeks_after=int(panel.after.sum()) * panel.period_weeks,
    )
    if not _has_enough(series):
        few = FewPeriods(periods=len(series.times), period_weeks=panel.period_weeks)
        return Measurement(replace(described, reason=few))
    try:
        estimate, errors = _estimate(series)
    except NoVariationError:
        flat = NoVariation(
            unit=request.unit,
            process_id=request.process_id,
            before_value=described.before_value or 0.0,
            after_value=described.after_value or 0.0,
        )
        return Measurement(replace(described, reason=flat))
    drifting = estimate if isinstance(estimate, Mixture) else None
    weeks = expected_weeks(panel, series, errors, drifting)
    checks = five_checks(series, estimate.value, errors)
    values = Conversion.of(request, described.before_value, described.after_value, panel, series)
    effect = values.with_estimate(described, estimate)
    split = mix_split(panel, request.kind)
    more = evidence.more_periods_needed(estimate, int(panel.before.sum()), int(panel.after.sum()))
    distance = series.times[series.after].mean() - series.times[~series.after].mean()
    # a drift is a share of the figure a week, whatever scale the series has
    share = estimate.value if series.scale.name == "log" else effect.relative_effect
    effect = replace(
        effect,
        p_value=estimate.p_value,
        break_even_drift=(
            None if share is None else float(share / (distance * panel.period_weeks))
        ),
        more_weeks_needed=None if more is None else more * panel.period_weeks,
        mix_effect=split.mix if split else None,
        rate_effect=split.rate if split else None,
    )
    low, high = values.margin()
    judged = evidence.judge(estimate, checks, request.good_sign, series.has_comparison, low, high)
    ends = estimate.interval(evidence.NOTHING)
    good_end = ends[1] if request.good_sign > 0 else ends[0]
    found = (left_out, gates.open_cases(request, treated))
    effect = replace(
        effect,
        evidence=judged.evidence,
        reason=_verdict(
            request,
            judged.rule,
            effect,
            checks,
            values.relative(good_end, estimate.value),
            notes_on(request, panel, series.has_comparison, found),
        ),
    )
    if effect.before_value is None or effect.after_value is None or effect.effect is None:
        return Measurement(effect, checks, weeks)
    parts = bridge(
        effect.after_value - effect.before_value,
        effect.effect,
        split.mix if split else 0.0,
        panel,
        request.kind,
    )
    return Measurement(effect, checks, weeks, parts)


def _has_enough(series: Series) -> bool:
    """Return whether the periods can carry a level, a step and a trend, and say how they vary."""
    before, after = int((~series.after).sum()), int(series.after.sum())
    return before >= FEWEST_BEFORE and after >= FEWEST_AFTER


def _estimate(series: Series) -> tuple[evidence.AnyEstimate, Errors | None]:
    """Estimate by the design: against the comparison, or beside the process's own trend.

    Raises
    ------
    NoVariationError
        If the series has no residual at all.
    """
    if not series.has_comparison:
        floor = max(float(np.median(series.noise)), SMALLEST_NOISE**2)
        return estimate_step(series.times, series.values, series.after, floor), None
    drift = DRIFT_PER_WEEK * series.period_weeks * series.drift_unit
    errors = fit_errors(series.times, series.values, series.after, series.noise, drift)
    contrast = series.contrast
    return estimate_effect(
        series.times, series.values, series.after, contrast, errors, drift
    ), errors


def _verdict(
    request: MeasurementRequest,
    rule: VerdictCode,
    effect: Effect,
    checks: tuple[Check, ...],
    good_end: float | None,
    notes: tuple[Note, ...],
) -> Verdict:
    """Return the reason for an estimate, its figures turned so that more is better."""
    sign = request.good_sign
    relative = (effect.relative_effect, effect.relative_low, effect.relative_high)
    is_relative = None not in relative
    sizes = relative if is_relative else (effect.effect, effect.effect_low, effect.effect_high)
    middle, *ends = (sign * (size or 0.0) for size in sizes)
    target = request.target_relative_change
    return Verdict(
        code=rule,
        kpi_id=request.kpi_id,
        unit=request.unit,
        process_id=request.process_id,
        is_relative=is_relative,
        improvement=middle,
        improvement_low=min(ends),
        improvement_high=max(ends),
        largest_gain=None if good_end is None else sign * good_end,
        promised=None if target is None else sign * target,
        weeks_before=effect.weeks_before,
        weeks_after=effect.weeks_after,
        comparison_process_id=(
            request.comparison_process_id if effect.design == "comparison" else None
        ),
        failed_checks=tuple(
            check.finding for check in checks if check.decides and not check.passed
        ),
        more_weeks_needed=effect.more_weeks_needed,
        notes=notes,
    )


def _better_without(request: MeasurementRequest, panel: Panel | None) -> Note | None:
    """Return why the answer is better without the comparison process, from the weeks before."""
    name = str(request.comparison_process_id)
    if panel is None or panel.comparison is None or is_thin(panel, request.kind):
        return ComparisonTooThin(process_id=name)
    if not has_level(panel.comparison, panel) and request.kind != "proportion":
        return ComparisonWithoutLevel(process_id=name)
    both = build_series(panel, request.kind)
    alone = build_series(replace(panel, comparison=None), request.kind)
    if both is None or alone is None or both.scale.name != alone.scale.name:
        return None
    before = ~both.after
    if before.sum() < FEWEST_BEFORE or len(both.times) != len(alone.times):
        return None
    target = alone.values[before]
    other = target - both.values[before]
    if worse_than_none(both.times[before], target, other[:, None])[0]:
        return ComparisonTooNoisy(process_id=name)
    return None


def _panel(
    request: MeasurementRequest, treated: WeeklySums, comparison: WeeklySums | None
) -> Panel | None:
    panel = build_panel(request, treated, comparison, 1)
    if panel is None or not is_thin(panel, request.kind):
        return panel
    longer = build_panel(request, treated, comparison, LONG_PERIOD)
    return longer if longer is not None else panel


def _raw(
    request: MeasurementRequest, sums: WeeklySums | None, phase: str
) -> tuple[float | None, int]:
    """Return the uncapped value and the cases of a phase, as they stand in every other table."""
    weeks = {w for w, p in complete_weeks(sums, request, "treated").items() if p == phase}
    if sums is None or not weeks:
        return None, 0
    inside = np.isin(sums.week, sorted(weeks)) & sums.is_complete
    total = sums.denominator[inside].sum()
    cases = round(float(sums.n[inside].sum()))
    if total <= 0:
        return None, cases
    return float((sums.numerator[inside].sum() + sums.cut_off[inside].sum()) / total), cases


def _count(request: MeasurementRequest, sums: WeeklySums | None, phase: str) -> int:
    return sum(p == phase for p in complete_weeks(sums, request, "treated").values())


def _method(request: MeasurementRequest, panel: Panel, series: Series) -> Method:
    truncation = {"duration": request.cap, "mean": request.value_cap}.get(request.kind)
    return Method(
        code="against_comparison" if series.has_comparison else "beside_own_trend",
        scale=series.scale.name,
        kind=request.kind,
        unit=request.unit,
        period_weeks=panel.period_weeks,
        kinds_of_case=panel.treated.n.shape[1],
        truncation=truncation,
    )
