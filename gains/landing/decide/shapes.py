"""The ways in which the values of a column are written.

DuckDB reduces each value to its shape ('25/10/2024' to '99/99/9999') and counts the shapes; Python
looks at these few shapes and decides. A format is decided by the column and then holds for every
value of it: a few values that do not fit are rejected, and where many do not, the build stops.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

import duckdb

from gains.sql import sql_text

#: More shapes than these are free text; the rest of them is left to be rejected.
SHAPES_LOOKED_AT = 20_000

#: Values that fit nothing are outliers up to this share of a column; they are rejected.
FEW = 0.05

#: Fewer rows than these are told line by line, be they the most of a column.
FEW_ROWS = 3

#: Marks that no eye sees: directions of writing, joiners, a byte order mark.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069\ufeff"
_LOOK_ALIKE = {"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-", "：": ":", "，": ","}


@dataclass(frozen=True)
class Asked:
    """A question about one column of a file.

    Parameters
    ----------
    relation : str
        SQL of a table or view.
    text : str
        SQL of the column's texts, null where there is none.
    shown : str
        File and column, as a person sees them.
    setting : str
        The file in which a setting can be written.
    """

    relation: str
    text: str
    shown: str
    setting: str


@dataclass(frozen=True)
class Shape:
    """A way in which values of a column are written.

    Parameters
    ----------
    shape : str
        Lower case, each digit a 9.
    rows : int
        How many values are written so.
    example : str
        The smallest of them.
    """

    shape: str
    rows: int
    example: str


def normal(text: str) -> str:
    """Return SQL of a text with plain blanks, minus signs and digits, without unseen marks."""
    origin, target = _translation()
    plain = f"translate({text}, {sql_text(origin)}, {sql_text(target)})"
    # few values have any of it
    return (
        f"case when regexp_matches({text}, '[^ -~]|  ') "
        f"then trim(regexp_replace({plain}, ' +', ' ', 'g')) else {text} end"
    )


@cache
def _translation() -> tuple[str, str]:
    pairs = dict(_LOOK_ALIKE)
    for code in range(0x80, sys.maxunicode + 1):
        letter = chr(code)
        category = unicodedata.category(letter)
        if category == "Zs":
            pairs[letter] = " "
        elif category == "Nd":
            pairs[letter] = str(unicodedata.digit(letter))
    # what has no counterpart in the second text is removed
    return "".join(pairs) + _UNSEEN, "".join(pairs.values())


def shape(text: str) -> str:
    """Return SQL of the shape of a normal text."""
    return f"regexp_replace(lower({text}), '\\d', '9', 'g')"


def shapes_of(connection: duckdb.DuckDBPyConnection, relation: str, text: str) -> list[Shape]:
    """Return the shapes of a column's values, the commonest first.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the relation is.
    relation, text
        As in `Asked`.

    Returns
    -------
    list of Shape
        Digits as 9, letters in lower case.
    """
    return [
        Shape(*row)
        for row in connection.execute(
            f"""
            select {shape(normal(text))} as shape, count(*) as row_count, min({text}) as example
            from {relation} where {text} is not null
            group by shape order by row_count desc, shape limit {SHAPES_LOOKED_AT}
            """
        ).fetchall()
    ]


def spread(shapes: list[Shape], names_shown: int = 5) -> str:
    """Return the kinds of values of a column, with counts and examples, as part of a sentence."""
    kinds: dict[str, tuple[int, str]] = {}
    for one in shapes:
        kind = re.sub("9+", "9", re.sub(r"[^\W\d_]+", "a", one.shape))
        rows, example = kinds.get(kind, (0, one.example))
        kinds[kind] = (rows + one.rows, example)
    commonest = sorted(kinds.values(), key=lambda found: -found[0])
    told = [f"{rows:,} like '{shortened(example)}'" for rows, example in commonest[:names_shown]]
    others = sum(rows for rows, _ in commonest[names_shown:])
    return ", ".join(told) + (f" and {others:,} of other kinds" if others else "")


def shortened(value: str, longest: int = 60) -> str:
    """Return a value as it is quoted in a sentence."""
    return value if len(value) <= longest else value[: longest - 1] + "…"
