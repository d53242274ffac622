"""Arrow tables of weekly sums in, one long Arrow table of results out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa

from gains.measurement.coding import parameters_of
from gains.measurement.inputs import MeasurementRequest, WeeklySums, sort_sums, week_number
from gains.measurement.portfolio import measure
from gains.measurement.results import BridgePart, Check, Effect, ExpectedWeek, Measurement

_TEXT, _NUMBER, _WHOLE, _YES_NO, _DATE = (
    pa.string(),
    pa.float64(),
    pa.int64(),
    pa.bool_(),
    pa.date32(),
)

#: The long table: `result` says which of the four tables a row belongs to.
SCHEMA = pa.schema(
    [
        ("result", _TEXT),  # effect, check, week or bridge
        ("initiative_id", _TEXT),
        ("kpi_id", _TEXT),
        ("row_number", _WHOLE),
        # effect
        ("is_primary", _YES_NO),
        ("method_code", _TEXT),
        ("method_params", _TEXT),
        ("design", _TEXT),
        ("evidence", _TEXT),
        ("reason_code", _TEXT),
        ("reason_params", _TEXT),
        ("before_value", _NUMBER),
        ("after_value", _NUMBER),
        ("expected_value", _NUMBER),
        ("effect", _NUMBER),
        ("effect_low", _NUMBER),
        ("effect_high", _NUMBER),
        ("relative_effect", _NUMBER),
        ("relative_low", _NUMBER),
        ("relative_high", _NUMBER),
        ("relative_low_95", _NUMBER),
        ("relative_high_95", _NUMBER),
        ("p_value", _NUMBER),
        ("q_value", _NUMBER),
        ("weeks_before", _WHOLE),
        ("weeks_after", _WHOLE),
        ("n_before", _WHOLE),
        ("n_after", _WHOLE),
        ("break_even_drift", _NUMBER),
        ("more_weeks_needed", _WHOLE),
        ("mix_effect", _NUMBER),
        ("rate_effect", _NUMBER),
        ("is_joint", _YES_NO),
        ("evidence_from_kpi_id", _TEXT),
        # check
        ("check_id", _TEXT),
        ("passed", _YES_NO),
        ("decides", _YES_NO),
        ("figure", _NUMBER),
        ("finding_code", _TEXT),
        ("finding_params", _TEXT),
        # week
        ("period_start", _DATE),
        ("phase", _TEXT),
        ("actual", _NUMBER),
        ("expected", _NUMBER),
        ("expected_low", _NUMBER),
        ("expected_high", _NUMBER),
        # bridge
        ("component", _TEXT),
        ("amount", _NUMBER),
    ]
)

_REQUEST_FIELDS = {field.name for field in fields(MeasurementRequest)}


def measure_tables(kpis: pa.Table, weeks: pa.Table) -> pa.Table:
    """Measure every initiative and KPI.

    Parameters
    ----------
    kpis : pyarrow.Table
        `int_initiative_kpis`: one row per initiative and KPI.
    weeks : pyarrow.Table
        `int_initiative_weeks`: one row per initiative, KPI, role, kind of case and week.

    Returns
    -------
    pyarrow.Table
        The columns of `SCHEMA`; rows in the order of initiative, KPI and result, whatever the
        order of the input.
    """
    requests = [request_from(row) for row in kpis.to_pylist()]
    return long_table(measure(requests, sums_from(weeks)))


def request_from(row: Mapping[str, Any]) -> MeasurementRequest:
    """Return a request from a row of `int_initiative_kpis`; other columns are left aside."""
    known = {name: value for name, value in row.items() if name in _REQUEST_FIELDS}
    for name in ("baseline_weeks", "cap_weeks"):
        if known.get(name) is not None:
            known[name] = int(known[name])
    for name in ("cap", "value_cap", "target_relative_change"):
        if known.get(name) is not None:
            known[name] = float(known[name])
    names = known.get("overlapping_initiatives") or ""
    known["overlapping_initiatives"] = tuple(
        sorted(name.strip() for name in names.split(",") if name.strip())
    )
    known["is_primary"] = bool(known.get("is_primary"))
    return MeasurementRequest(**known)


def sums_from(weeks: pa.Table) -> dict[tuple[str, str, str], WeeklySums]:
    """Group `int_initiative_weeks` by initiative, KPI and role.

    Parameters
    ----------
    weeks : pyarrow.Table

    Returns
    -------
    dict of (initiative_id, kpi_id, role) to WeeklySums
    """
    rows: dict[tuple[str, str, str], list[int]] = {}
    keys = zip(
        *(weeks.column(name).to_pylist() for name in ("initiative_id", "kpi_id", "role")),
        strict=True,
    )
    for number, key in enumerate(keys):
        rows.setdefault(key, []).append(number)
    week = np.array(
        [week_number(day) for day in weeks.column("period_start").to_pylist()], dtype=np.int64
    )
    segment = [name or "" for name in weeks.column("segment").to_pylist()]
    phase = weeks.column("phase").to_pylist()
    complete = np.array([bool(x) for x in weeks.column("is_complete").to_pylist()], dtype=bool)
    numbers = {
        name: _numbers(weeks, name)
        for name in ("n", "numerator", "denominator", "cut_off", "open_count")
    }
    squares = ("sum_of_squares", "sum_of_products", "sum_of_squared_denominators")
    known = all(name in weeks.column_names for name in squares)
    moments = np.stack([_numbers(weeks, name) for name in squares], axis=-1) if known else None
    grouped = {}
    for key in sorted(rows):
        at = rows[key]
        grouped[key] = sort_sums(
            week=week[at],
            segment=[segment[i] for i in at],
            phase=[phase[i] for i in at],
            is_complete=complete[at],
            **{name: values[at] for name, values in numbers.items()},
            moments=None if moments is None else moments[at],
        )
    return grouped


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    if name not in table.column_names:
        return np.zeros(table.num_rows)
    return np.array(
        [0.0 if x is None else float(x) for x in table.column(name).to_pylist()], dtype=np.float64
    )


def long_table(measurements: tuple[Measurement, ...]) -> pa.Table:
    """Return all results as one table with the columns of `SCHEMA`.

    Parameters
    ----------
    measurements : tuple of Measurement

    Returns
    -------
    pyarrow.Table
    """
    rows: list[dict[str, Any]] = []
    for measured in measurements:
        key = {
            "initiative_id": measured.effect.initiative_id,
            "kpi_id": measured.effect.kpi_id,
        }
        rows.append({"result": "effect", "row_number": 0, **_row(measured.effect)})
        for result, parts in (
            ("check", measured.checks),
            ("week", measured.weeks),
            ("bridge", measured.bridge),
        ):
            for number, part in enumerate(parts):
                rows.append({"result": result, "row_number": number, **key, **_row(part)})
    columns = {
        field.name: pa.array([_cell(row.get(field.name)) for row in rows], type=field.type)
        for field in SCHEMA
    }
    return pa.table(columns, schema=SCHEMA)


def _row(part: Effect | Check | ExpectedWeek | BridgePart) -> dict[str, Any]:
    """Return the fields of a result, a finding as its code and its parameters."""
    row: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in ("reason", "method", "finding"):
            row[f"{field.name}_code"] = value.code
            row[f"{field.name}_params"] = parameters_of(value)
        else:
            row[field.name] = value
    return row


def _cell(value: Any) -> Any:
    """Return a plain Python value; what is not a finite number becomes null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
