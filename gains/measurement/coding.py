"""Reasons and findings as a code and JSON text, and back: how a table holds them."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from gains.measurement.findings import CheckFinding, Method, Note
from gains.measurement.reasons import Reason

#: Parameters are there to be said: engines differ in digits that nobody prints.
SIGNIFICANT_DIGITS = 6
#: Larger than any figure that can be said; infinity has no place in JSON.
LARGEST = 1e15


def parameters_of(finding: Reason | CheckFinding | Note | Method) -> str:
    """Return the parameters of a finding as JSON text.

    Parameters
    ----------
    finding : Reason, CheckFinding, Note or Method

    Returns
    -------
    str
        An object without the finding's own `code`; dates are ISO text, findings inside it are
        objects with theirs.

    Raises
    ------
    ValueError
        If a number is not a number: whoever found that has a fault.
    """
    parameters = asdict(finding)
    parameters.pop("code")
    return to_json(_plain(parameters)).decode()


def reason_from(code: str, parameters: str) -> Reason:
    """Return a reason from its code and `parameters_of` it.

    Parameters
    ----------
    code : str
    parameters : str

    Returns
    -------
    Reason

    Raises
    ------
    ValueError
        If there is no such code, or its parameters are others.
    """
    return _adapter(Reason).validate_python(_with_code(code, parameters))


def check_from(code: str, parameters: str) -> CheckFinding:
    """Return what a check found from its code and `parameters_of` it.

    Parameters and errors as `reason_from`.
    """
    return _adapter(CheckFinding).validate_python(_with_code(code, parameters))


def method_from(code: str, parameters: str) -> Method:
    """Return a method from its code and `parameters_of` it.

    Parameters and errors as `reason_from`.
    """
    return _adapter(Method).validate_python(_with_code(code, parameters))


@lru_cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _with_code(code: str, parameters: str) -> dict[str, Any]:
    return {**from_json(parameters), "code": code}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if math.isnan(value):
            raise ValueError("A parameter of a reason is not a number.")
        return float(f"{max(-LARGEST, min(LARGEST, value)):.{SIGNIFICANT_DIGITS}g}")
    return value
