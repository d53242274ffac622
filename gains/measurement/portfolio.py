"""All requests of a build together: borrowed verdicts, and the correction for many KPIs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gains.measurement.effects import measure_one
from gains.measurement.evidence import q_values_of
from gains.measurement.inputs import MeasurementRequest, WeeklySums
from gains.measurement.reasons import BorrowedVerdict, OneOfMany, ReportedOnly, Verdict
from gains.measurement.results import CLAIMS, Effect, Measurement

FALSE_DISCOVERY_RATE = 0.10

#: (initiative_id, kpi_id, role) to sums; role is treated or comparison.
Sums = Mapping[tuple[str, str, str], WeeklySums]


def measure(requests: Sequence[MeasurementRequest], sums: Sums) -> tuple[Measurement, ...]:
    """Answer all requests, in the order of initiative and KPI.

    Parameters
    ----------
    requests : sequence of MeasurementRequest
    sums : mapping of (initiative_id, kpi_id, role) to WeeklySums

    Returns
    -------
    tuple of Measurement
        One a request. The same requests and sums give the same answers in any order.
    """
    ordered = sorted(requests, key=lambda q: (q.initiative_id, q.kpi_id))
    measured = [
        measure_one(
            request,
            sums.get((request.initiative_id, request.kpi_id, "treated")),
            sums.get((request.initiative_id, request.kpi_id, "comparison")),
        )
        for request in ordered
    ]
    # a balance is reported only, so it is no claim among the others
    asked = [request.kind != "balance" for request in ordered]
    measured = lower_for_many(measured, asked)
    by_key = {(m.effect.initiative_id, m.effect.kpi_id): m.effect for m in measured}
    return tuple(
        replace(m, effect=_borrowed(request, m.effect, by_key)) if request.kind == "balance" else m
        for request, m in zip(ordered, measured, strict=True)
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
    others = [i for i in rows if not measured[i].effect.is_primary]
    q_values = _q_values(measured, rows) | _q_values(measured, others)
    result = list(measured)
    for i, q_value in q_values.items():
        effect = replace(measured[i].effect, q_value=q_value)
        if not effect.is_primary and q_value > FALSE_DISCOVERY_RATE:
            effect = _lowered(effect, len(others), q_value)
        result[i] = replace(measured[i], effect=effect)
    return result


def _q_values(measured: list[Measurement], rows: list[int]) -> dict[int, float]:
    p_values = [measured[i].effect.p_value for i in rows]
    return dict(zip(rows, q_values_of([1.0 if p is None else p for p in p_values]), strict=True))


def _lowered(effect: Effect, kpis: int, q_value: float) -> Effect:
    if effect.evidence not in CLAIMS or not isinstance(effect.reason, Verdict):
        return effect
    reason = OneOfMany(
        lowered_from=effect.evidence, kpis=kpis, q_value=q_value, verdict=effect.reason
    )
    return replace(effect, evidence="inconclusive", reason=reason)


def _borrowed(
    request: MeasurementRequest, own: Effect, by_key: Mapping[tuple[str, str], Effect]
) -> Effect:
    """Return a balance with the verdict of the KPI that it follows from."""
    source_id = request.verdict_from
    source = by_key.get((request.initiative_id, source_id or ""))
    if source is None:
        reason = ReportedOnly(kpi_id=own.kpi_id, source_kpi_id=source_id, own=own.reason)
        return replace(own, evidence="not_measurable", reason=reason)
    return replace(
        own,
        evidence=source.evidence,
        evidence_from_kpi_id=source.kpi_id,
        reason=BorrowedVerdict(
            kpi_id=own.kpi_id, source_kpi_id=source.kpi_id, source=source.reason
        ),
    )
