"""The ways in which the values of a column are written.

DuckDB reduces each value to its shape ('25/10/2024' to '99/99/9999') and counts the shapes; Python
looks at these few shapes and decides. What cannot be decided stops with two examples and the
setting to write: one value is never read differently from the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

#: More shapes than these are free text; the rest of them is left to be rejected.
SHAPES_LOOKED_AT = 500


@dataclass(frozen=True)
class Shape:
    """A way in which values of a column are written, with an example."""

    shape: str
    example: str


def shapes_of(connection: duckdb.DuckDBPyConnection, relation: str, text: str) -> list[Shape]:
    """Return the shapes of a column's values, the commonest first.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the relation is.
    relation : str
        Name of a table or view.
    text : str
        SQL of the column's texts.

    Returns
    -------
    list of Shape
        Digits as 9; other characters as they are.
    """
    return [
        Shape(*row)
        for row in connection.execute(
            f"""
            select regexp_replace({text}, '\\d', '9', 'g') as shape, min({text}) as example
            from {relation} where {text} is not null
            group by shape order by count(*) desc, shape limit {SHAPES_LOOKED_AT}
            """
        ).fetchall()
    ]
