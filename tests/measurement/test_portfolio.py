"""Many requests together: borrowed verdicts, and fewer claims where many are asked."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from gains.measurement.evidence import q_values_of
from gains.measurement.frames import SCHEMA, measure_tables
from gains.measurement.portfolio import lower_for_many, measure
from tests.measurement.test_effects import _pair
from tests.measurement.weeks import monday, request, sums


def test_q_values_are_those_of_the_step_up_procedure_by_hand():
    # Benjamini and Hochberg 1995: p x count / rank, the smallest of it and all larger ones
    assert q_values_of([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert q_values_of([]) == []


def _requests(count, primary, effects):
    requests, data = [], {}
    for number in range(count):
        q = request(initiative_id=f"i{number:02d}", is_primary=primary)
        treated, comparison = _pair(effects.get(number, 0.0), seed=number)
        requests.append(q)
        data[q.initiative_id, q.kpi_id, "treated"] = sums(treated)
        data[q.initiative_id, q.kpi_id, "comparison"] = sums(comparison)
    return requests, data


def test_a_grade_only_ever_goes_down_by_the_correction():
    effects = {0: -0.06, 1: -0.3}
    alone = {m.effect.initiative_id: m.effect for m in measure(*_requests(30, True, effects))}
    among = {m.effect.initiative_id: m.effect for m in measure(*_requests(30, False, effects))}
    order = ("inconclusive", "no_change", "likely", "proven")
    assert among["i01"].evidence == alone["i01"].evidence == "proven"
    for name, effect in among.items():
        assert order.index(effect.evidence) <= order.index(alone[name].evidence)
        assert effect.p_value <= effect.q_value


@pytest.mark.parametrize(("p_value", "evidence"), [(0.02, "inconclusive"), (0.001, "likely")])
def test_a_claim_that_chance_makes_among_many_is_lowered_and_says_so(p_value, evidence):
    (found,) = measure(*_requests(1, False, {}))
    claim = replace(found.effect, evidence="likely", p_value=p_value)
    others = [replace(found.effect, evidence="inconclusive", p_value=0.5)] * 29
    primary = replace(claim, is_primary=True)
    measured = [replace(found, effect=effect) for effect in (claim, *others, primary)]
    lowered, *_, kept = (m.effect for m in lower_for_many(measured, [True] * 31))
    assert lowered.evidence == evidence
    if evidence == "inconclusive":
        assert (lowered.reason.code, lowered.reason.lowered_from) == ("one_of_many", "likely")
        assert (lowered.reason.kpis, lowered.reason.q_value) == (30, lowered.q_value)
        assert lowered.reason.verdict == found.effect.reason
    else:
        assert lowered.reason == found.effect.reason
    assert kept.evidence == "likely"


def test_the_order_of_questions_changes_nothing():
    requests, data = _requests(6, False, {0: -0.2})
    assert repr(measure(requests, data)) == repr(measure(requests[::-1], data))


def test_days_sales_outstanding_takes_the_verdict_of_days_to_pay():
    treated, comparison = _pair(-0.3)
    balance = request(kpi_id="days_sales_outstanding", kind="balance", verdict_from="days_to_pay")
    paid = request(kpi_id="days_to_pay", kind="duration")
    data = {
        ("capture", kpi_id, role): sums(values)
        for kpi_id in ("days_sales_outstanding", "days_to_pay")
        for role, values in (("treated", treated), ("comparison", comparison))
    }
    dso, days = (m.effect for m in measure([balance, paid], data))
    assert (dso.evidence, dso.evidence_from_kpi_id) == (days.evidence, "days_to_pay")
    assert dso.reason.source == days.reason
    # twelve weeks after are all within the quarter that is left out of a balance
    assert dso.after_value is None
    (alone,) = measure([balance], data)
    assert alone.effect.evidence == "not_measurable"
    assert (alone.effect.reason.code, alone.effect.reason.source_kpi_id) == (
        "reported_only",
        "days_to_pay",
    )


def _tables(shuffle=None):
    q = request()
    treated, comparison = _pair(-0.25)
    kpis = pa.Table.from_pylist(
        [
            {
                "initiative_id": q.initiative_id,
                "process_id": q.process_id,
                "comparison_process_id": q.comparison_process_id,
                "kpi_id": q.kpi_id,
                "kind": q.kind,
                "unit": q.unit,
                "better": q.better,
                "is_primary": True,
                "go_live_date": q.go_live_date,
                "after_from": q.after_from,
                "as_of_date": q.as_of_date,
                "baseline_weeks": 26,
                "overlapping_initiatives": "b, a",
                "review_date": None,
            }
        ]
    )
    rows = []
    for role, values in (("treated", treated), ("comparison", comparison)):
        data = sums(np.column_stack([values, 2 * values]), 300)
        for i in range(len(data.week)):
            rows.append(
                {
                    "initiative_id": q.initiative_id,
                    "kpi_id": q.kpi_id,
                    "role": role,
                    "segment": data.segment[i],
                    "period_start": monday(data.week[i]),
                    "phase": data.phase[i],
                    "is_complete": True,
                    "n": 300,
                    # parallel sums differ in the last digit from run to run
                    "numerator": data.numerator[i] * (1 + (1e-16 if shuffle else 0)),
                    "denominator": 300.0,
                    "cut_off": None,
                    "open_count": 0,
                }
            )
    if shuffle is not None:
        np.random.default_rng(shuffle).shuffle(rows)
    return kpis, pa.Table.from_pylist(rows)


def test_tables_in_and_one_long_table_out():
    result = measure_tables(*_tables())
    assert result.schema == SCHEMA
    rows = result.to_pylist()
    counts = {
        name: sum(row["result"] == name for row in rows)
        for name in ("effect", "check", "week", "bridge")
    }
    assert counts == {"effect": 1, "check": 5, "week": 39, "bridge": 4}
    assert rows[0]["evidence"] == "proven"
    assert rows[0]["reason_code"] == "proven"
    notes = json.loads(rows[0]["reason_params"])["notes"]
    other = {"process_id": "invoices", "initiative_ids": ["a", "b"]}
    assert {"code": "other_initiatives", **other} in notes


def test_rows_in_any_order_give_the_same_table_to_the_byte():
    assert measure_tables(*_tables()).equals(measure_tables(*_tables(shuffle=1)))
    assert str(measure_tables(*_tables()).to_pylist()) == str(
        measure_tables(*_tables(shuffle=2)).to_pylist()
    )


def test_no_questions_give_an_empty_table_with_its_columns():
    kpis, weeks = _tables()
    result = measure_tables(kpis.slice(0, 0), weeks.slice(0, 0))
    assert result.num_rows == 0 and result.schema == SCHEMA
