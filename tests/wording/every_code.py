"""Findings of every code that measurement can return, with any parameters of the right type."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from gains.measurement.findings import CheckFinding, Method, Note
from gains.measurement.reasons import NotMeasurable, Reason
from gains.wording.names import Names

#: Floats that are shares or counts; others may have any sign.
BETWEEN = {
    "share": (0.0, 1.0),
    "p_value": (0.0, 1.0),
    "q_value": (0.0, 1.0),
    "cases": (0.0, 1e4),
    "cases_before": (0.0, 1e4),
    "cases_after": (0.0, 1e4),
}
#: Any size, and often a small one, where a sign or a decimal goes wrong.
SIZES = st.floats(-1e3, 1e3) | st.floats(-0.1, 0.1)
#: Ids are told by their underscore; no name holds one.
NAMES = Names(
    processes={"the_process": "Orders, clinics", "an_other": "Orders, dealers"},
    initiatives={"an_initiative": "Order entry"},
    kpis={"a_kpi": "Cycle time", "days_to_pay": "Days to pay"},
    currencies={"the_process": "EUR"},
)
IDS = {
    "process_id": NAMES.processes,
    "comparison_process_id": NAMES.processes,
    "initiative_ids": NAMES.initiatives,
    "kpi_id": NAMES.kpis,
    "source_kpi_id": NAMES.kpis,
}
WORDS = {
    "unit": st.sampled_from(["hours", "minutes", "days", "share", "percent", "money"]),
    "kind": st.sampled_from(["duration", "mean", "ratio", "proportion", "count", "balance"]),
    "lowered_from": st.sampled_from(["proven", "likely", "worse", "looks_worse"]),
}


def members(kind: Any) -> list[type]:
    """Return the classes of a union of unions."""
    if isinstance(kind, type):
        return [kind]
    return [one for part in get_args(kind) for one in members(part)]


def codes_of(one: type) -> tuple[str, ...]:
    """Return the codes that a class of findings can have."""
    return get_args(get_type_hints(one)["code"])


def every(kind: Any) -> list[tuple[str, type]]:
    """Return every code of a union, with its class."""
    return [(code, one) for one in members(kind) for code in codes_of(one)]


REASONS = every(Reason)
CHECKS = every(CheckFinding)
NOTES = every(Note)
METHODS = every(Method)
NOT_MEASURABLE = every(NotMeasurable)


@cache
def findings(one: type, code: str | None = None) -> st.SearchStrategy[Any]:
    """Return findings of a class, of one of its codes or of any."""
    hints = get_type_hints(one)
    parts = {
        field.name: _values(field.name, hints[field.name])
        for field in fields(one)
        if field.name != "code"
    }
    if "code" in hints:
        parts["code"] = st.just(code) if code else st.sampled_from(codes_of(one))
    return st.builds(one, **parts)


def _values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(_values(name, part) for part in arguments))
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(_values(name, arguments[0]), min_size=1, max_size=5).map(tuple)
        return st.tuples(*(_values(name, part) for part in arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if hint is type(None):
        return st.none()
    if name in IDS:
        return st.sampled_from(sorted(IDS[name]))
    if name in WORDS:
        return WORDS[name]
    simple = {
        str: st.sampled_from(["", "easy", "hard"]),
        bool: st.booleans(),
        int: st.integers(0, 120),
        float: st.floats(*BETWEEN.get(name, (-1e3, 1e3)))
        | st.floats(*BETWEEN.get(name, (-0.1, 0.1))),
        date: st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    }
    return simple[hint] if hint in simple else findings(hint)
