"""All questions of a build together: borrowed verdicts, and the correction for asking many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gains.measurement.effects import measure_one
from gains.measurement.grades import lower_by_false_discovery
from gains.measurement.inputs import Question, WeeklySums
from gains.measurement.reasons import report_only
from gains.measurement.results import CLAIMS, Effect, Measurement
from gains.measurement.sentences import percent

#: Whose verdict a balance takes: a month-end balance mixes new invoices with old ones.
VERDICT_FROM = {"days_sales_outstanding": "days_to_pay"}
FALSE_DISCOVERY_RATE = 0.10

#: (initiative_id, kpi_id, role) to sums; role is treated or comparison.
Sums = Mapping[tuple[str, str, str], WeeklySums]


def measure(questions: Sequence[Question], sums: Sums) -> tuple[Measurement, ...]:
    """Answer all questions, in the order of initiative and KPI.

    Parameters
    ----------
    questions : sequence of Question
    sums : mapping of (initiative_id, kpi_id, role) to WeeklySums

    Returns
    -------
    tuple of Measurement
        One a question. The same questions and sums give the same answers in any order.
    """
    ordered = sorted(questions, key=lambda q: (q.initiative_id, q.kpi_id))
    measured = [
        measure_one(
            question,
            sums.get((question.initiative_id, question.kpi_id, "treated")),
            sums.get((question.initiative_id, question.kpi_id, "comparison")),
        )
        for question in ordered
    ]
    # a balance is reported only, so it is no claim among the others
    asked = [question.kind != "balance" for question in ordered]
    measured = lower_for_many(measured, asked)
    by_key = {(m.effect.initiative_id, m.effect.kpi_id): m.effect for m in measured}
    return tuple(
        replace(m, effect=_borrowed(question, m.effect, by_key))
        if question.kind == "balance"
        else m
        for question, m in zip(ordered, measured, strict=True)
    )


def lower_for_many(measured: list[Measurement], asked: list[bool]) -> list[Measurement]:
    """Lower grades of KPIs that were not declared primary, where many are looked at together.

    Parameters
    ----------
    measured : list of Measurement
    asked : list of bool
        Which of them are asked at all; a balance is not.

    Returns
    -------
    list of Measurement
        In the same order, with q-values (Benjamini and Hochberg 1995).
    """
    rows = [i for i, m in enumerate(measured) if asked[i] and m.effect.p_value is not None]
    everything = dict(
        zip(
            rows,
            lower_by_false_discovery(
                [_p_value(measured[i].effect) for i in rows], FALSE_DISCOVERY_RATE
            )[0],
            strict=True,
        )
    )
    others = [i for i in rows if not measured[i].effect.is_primary]
    stands = dict(
        zip(
            others,
            zip(
                *lower_by_false_discovery(
                    [_p_value(measured[i].effect) for i in others], FALSE_DISCOVERY_RATE
                ),
                strict=True,
            ),
            strict=True,
        )
    )
    result = list(measured)
    for i in rows:
        effect = replace(measured[i].effect, q_value=everything[i])
        if i in stands:
            q_value, stays = stands[i]
            effect = replace(effect, q_value=q_value)
            if not stays and effect.evidence in CLAIMS:
                effect = replace(
                    effect,
                    evidence="inconclusive",
                    reason=f"Lowered from {effect.evidence.replace('_', ' ')}: it is one of "
                    f"{len(others)} KPIs that were not declared primary, and among so many at "
                    f"least {percent(q_value)} of such findings are chance. {effect.reason}",
                )
        result[i] = replace(measured[i], effect=effect)
    return result


def _p_value(effect: Effect) -> float:
    return 1.0 if effect.p_value is None else effect.p_value


def _borrowed(question: Question, own: Effect, by_key: Mapping[tuple[str, str], Effect]) -> Effect:
    """Give a balance the verdict of the KPI that it follows from, and say so."""
    why = (
        f"{question.kpi_name} is reported only: for about a quarter after go-live it still holds "
        "old invoices, and its weeks overlap."
    )
    source_id = VERDICT_FROM.get(question.kpi_id)
    source = by_key.get((question.initiative_id, source_id or ""))
    if source is None:
        text = (
            f"{why} Its verdict would be that of {source_id}, which has no figures."
            if source_id
            else f"{why} No verdict is taken on it."
        )
        return replace(
            own, evidence="not_measurable", reason=f"{text} {report_only(question, own)}".strip()
        )
    return replace(
        own,
        evidence=source.evidence,
        evidence_from_kpi_id=source.kpi_id,
        reason=f"{why} The verdict is that of days to pay: {source.reason}",
    )
