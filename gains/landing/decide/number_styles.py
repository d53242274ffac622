"""Decimal point or decimal comma, decided over the whole column."""

from __future__ import annotations

import re

import duckdb

from gains.landing.decide.shapes import shapes_of
from gains.landing.map.rules import NumberStyle
from gains.landing.problems import LandingError


def decide_numbers(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    text: str,
    shown: str,
    setting: str,
) -> NumberStyle:
    """Decide whether the numbers of one column have a decimal point or a decimal comma.

    Parameters
    ----------
    connection, relation, text, shown, setting
        As for `date_styles.decide_dates`.

    Returns
    -------
    NumberStyle
        '1,234.56' or '1.234,56'.

    Raises
    ------
    LandingError
        When values contradict each other, or fit both styles.
    """
    point: str | None = None
    comma: str | None = None
    either: list[str] = []
    for shape in shapes_of(connection, relation, text):
        marks = re.sub(r"[^.,]", "", shape.shape)
        if not marks or "9" not in shape.shape:
            continue
        tail = re.search(r"[.,](9*)[^9.,]*$", shape.shape)
        if len(set(marks)) == 2:
            is_point = marks[-1] == "."
        elif len(marks) > 1:
            is_point = marks[0] == ","
        elif tail and len(tail[1]) == 3 and re.search(r"(?<!9)9{1,3}[.,]", shape.shape):
            either.append(shape.example)
            continue
        else:
            is_point = marks == "."
        if is_point:
            point = point or shape.example
        else:
            comma = comma or shape.example
    if point is not None and comma is not None:
        raise LandingError(
            [
                f"{shown}: '{point}' has a decimal point and '{comma}' a decimal comma: one column "
                "cannot be read both ways. Correct the file, or deliver the two parts as two files."
            ]
        )
    if point is None and comma is None and either:
        raise LandingError(
            [
                f"{shown}: it cannot be decided whether '{either[0]}' and '{either[-1]}' are "
                f"thousands or decimals: write number_style: '1,234.56' (or '1.234,56') "
                f"into {setting}, or beside the column in the map."
            ]
        )
    return "1.234,56" if comma is not None else "1,234.56"
