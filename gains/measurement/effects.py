"""One question from weekly sums to verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gains.measurement import gates, grades
from gains.measurement.breaks import export_changed
from gains.measurement.bridge import bridge, mix_split
from gains.measurement.checks import five_checks, main_estimate
from gains.measurement.designs import estimate_step
from gains.measurement.error_models import NoVariationError
from gains.measurement.expected import expected_weeks
from gains.measurement.inputs import Question, WeeklySums
from gains.measurement.panel import Panel, build_panel, complete_weeks, is_thin
from gains.measurement.reasons import notes_on, reason
from gains.measurement.results import Effect, Measurement
from gains.measurement.series import Series, build_series
from gains.measurement.units import Conversion

#: Weeks that are put together where single weeks hold too few cases.
LONG_PERIOD = 4


def measure_one(
    question: Question, treated: WeeklySums | None, comparison: WeeklySums | None
) -> Measurement:
    """Estimate, check and grade one question.

    Parameters
    ----------
    question : Question
    treated, comparison : WeeklySums or None

    Returns
    -------
    Measurement
        Where no verdict is possible its evidence is not_measurable and the reason says why.
    """
    before_value, before_n = _raw(question, treated, "before")
    after_value, after_n = _raw(question, treated, "after")
    empty = Effect(
        initiative_id=question.initiative_id,
        kpi_id=question.kpi_id,
        is_primary=question.is_primary,
        method="none: no estimate",
        design="no_comparison",
        evidence="not_measurable",
        reason="",
        before_value=before_value,
        after_value=after_value,
        weeks_before=_count(question, treated, "before"),
        weeks_after=_count(question, treated, "after"),
        n_before=before_n,
        n_after=after_n,
        is_joint=bool(question.overlapping_initiatives),
    )
    why_not = gates.no_verdict_yet(question, treated)
    if why_not is not None or treated is None:
        note = gates.open_cases(question, treated) if treated is not None else None
        return Measurement(replace(empty, reason=" ".join(filter(None, (why_not, note)))))

    left_out = None
    if comparison is not None:
        left_out = gates.comparison_fails(question, treated, comparison)
    elif question.comparison_process_id is not None:
        left_out = (
            f"The comparison process {question.comparison_process_id} has no figures of "
            f"{question.kpi_name}."
        )
    used = comparison if left_out is None else None
    changed = export_changed(question, treated, used)
    if changed is not None:
        return Measurement(replace(empty, reason=changed))
    panel = _panel(question, treated, used)
    if used is not None and (panel is None or is_thin(panel, question.kind)):
        alone = _panel(question, treated, None)
        if alone is not None and not is_thin(alone, question.kind):
            left_out = (
                f"The comparison process {question.comparison_process_id} has too few cases to be "
                "compared with."
            )
            panel = alone
    if panel is None:
        return Measurement(replace(empty, reason="No complete week has any cases to be measured."))
    if is_thin(panel, question.kind):
        return Measurement(replace(empty, reason=gates.too_thin(question, panel)))
    series = build_series(panel, question.kind)
    if series is None:
        return Measurement(
            replace(
                empty,
                reason=f"{question.kpi_name} was zero or negative on average before go-live "
                f"({before_value:.4g}), so no relative change exists.",
            )
        )
    return _graded(question, treated, panel, series, empty, left_out)


def _graded(
    question: Question,
    treated: WeeklySums,
    panel: Panel,
    series: Series,
    empty: Effect,
    left_out: str | None,
) -> Measurement:
    weeks = expected_weeks(panel, series)
    design = "comparison" if series.has_comparison else "no_comparison"
    described = replace(
        empty,
        design=design,
        method=_method(question, panel, series),
        weeks_before=int(panel.before.sum()) * panel.period_weeks,
        weeks_after=int(panel.after.sum()) * panel.period_weeks,
    )
    try:
        estimate = main_estimate(series)
    except NoVariationError:
        return Measurement(
            replace(
                described,
                reason="The figure is the same in every week before and in every week after "
                f"({described.before_value:.6g} and {described.after_value:.6g}); without any "
                "variation no range can be given.",
            ),
            weeks=weeks,
        )
    except ValueError:
        return Measurement(
            replace(
                described,
                reason=f"Only {len(series.times)} periods of {panel.period_weeks} weeks hold "
                "figures; too few for a range.",
            ),
            weeks=weeks,
        )
    own_trend = estimate_step(series.times, series.values, series.after)
    checks = five_checks(series, estimate.value)
    values = Conversion.of(question, described.before_value, described.after_value, panel, series)
    effect = values.with_estimate(described, estimate)
    split = mix_split(panel, question.kind)
    more = grades.more_periods_needed(estimate, int(panel.before.sum()), int(panel.after.sum()))
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
    graded = grades.grade(
        estimate, own_trend, checks, question.good_sign, series.has_comparison, low, high
    )
    ends = estimate.interval(grades.NOTHING)
    good_end = ends[1] if question.good_sign > 0 else ends[0]
    notes = notes_on(question, panel, effect, (left_out, gates.open_cases(question, treated)))
    effect = replace(
        effect,
        evidence=graded.evidence,
        reason=reason(
            question, graded, effect, checks, values.relative(good_end, estimate.value), notes
        ),
    )
    if effect.before_value is None or effect.after_value is None or effect.effect is None:
        return Measurement(effect, checks, weeks)
    parts = bridge(
        effect.after_value - effect.before_value,
        effect.effect,
        split.mix if split else 0.0,
        panel,
        question.kind,
    )
    return Measurement(effect, checks, weeks, parts)


def _panel(question: Question, treated: WeeklySums, comparison: WeeklySums | None) -> Panel | None:
    panel = build_panel(question, treated, comparison, 1)
    if panel is None or not is_thin(panel, question.kind):
        return panel
    longer = build_panel(question, treated, comparison, LONG_PERIOD)
    return longer if longer is not None else panel


def _raw(question: Question, sums: WeeklySums | None, phase: str) -> tuple[float | None, int]:
    """Return the uncapped value and the cases of a phase, as they stand in every other table."""
    weeks = {w for w, p in complete_weeks(sums, question, "treated").items() if p == phase}
    if sums is None or not weeks:
        return None, 0
    inside = np.isin(sums.week, sorted(weeks)) & sums.is_complete
    total = sums.denominator[inside].sum()
    cases = round(float(sums.n[inside].sum()))
    if total <= 0:
        return None, cases
    return float((sums.numerator[inside].sum() + sums.cut_off[inside].sum()) / total), cases


def _count(question: Question, sums: WeeklySums | None, phase: str) -> int:
    return sum(p == phase for p in complete_weeks(sums, question, "treated").values())


def _method(question: Question, panel: Panel, series: Series) -> str:
    scale = {
        "log": "log",
        "logit": "log odds of",
        "points": "points of",
        "difference": "level, in units of the level before, of",
    }[series.scale.name]
    strata = panel.treated.n.shape[1]
    mixed = f", standardized over {strata} kinds of case" if strata > 1 else ""
    length = "weekly" if panel.period_weeks == 1 else f"{panel.period_weeks}-week"
    how = (
        "difference of averages against the comparison process"
        if series.has_comparison
        else "step beside the process's own straight trend"
    )
    capped = ""
    if question.kind == "duration" and question.cap is not None:
        capped = f", durations cut at {question.cap:g} {question.unit}"
    elif question.kind == "mean" and question.value_cap is not None:
        capped = f", values cut at {question.value_cap:g} {question.unit}"
    return f"{how}; {length} {scale} {question.kind}{mixed}{capped}; grid of error models"
