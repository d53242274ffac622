"""Compare two publications of the same exports: every cell of every table that both have.

    python -m benchmarks.compare_publications old/published new/published

A change of the program must not move a figure unseen. Rows are matched by the key of the contract,
numbers to 1e-12 of their size, everything else exactly. What differs is printed per table and
column, with an example; the exit code is 1 if anything does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from gains.sql import sql_name

ROOT = Path(__file__).resolve().parents[1]
TOLERANCE = 1e-12
#: Made anew by every build.
STAMPS = {"run_id"}


@dataclass(frozen=True)
class Difference:
    """What differs in one column of one table.

    Attributes
    ----------
    table, column : str
        The column is empty where whole rows, or the table, are missing.
    count : int
        Rows in which it differs.
    example : str
        The first of them.
    """

    table: str
    column: str
    count: int
    example: str


def keys() -> dict[str, list[str]]:
    """Return the key columns that the contracts name, by table as published."""
    found = {}
    for path in sorted((ROOT / "models" / "marts").rglob("*.yml")):
        for model in yaml.safe_load(path.read_text()).get("models", []):
            name = model["name"].removeprefix("register_")
            for test in model.get("data_tests", []):
                if "unique_combination_of_columns" in test:
                    found[name] = test["unique_combination_of_columns"]["arguments"]["columns"]
            for column in model.get("columns", []):
                if "unique" in column.get("data_tests", []):
                    found[name] = [column["name"]]
    return found


def database(folder: Path) -> Path:
    """Return the database that a published folder points to."""
    return folder / json.loads((folder / "current.json").read_text())["path"]


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """Yield what differs between two published folders.

    Parameters
    ----------
    old, new : Path
        Folders with a `current.json`.
    """
    known = keys()
    with duckdb.connect() as connection:
        for name, folder in (("old", old), ("new", new)):
            connection.execute(f"attach '{database(folder)}' as {name} (read_only)")
        tables = {side: columns_of(connection, side) for side in ("old", "new")}
        for table in sorted(tables["old"]):
            if table not in tables["new"]:
                yield Difference(table, "", 0, "the table is gone")
                continue
            gone = sorted(set(tables["old"][table]) - set(tables["new"][table]))
            for column in gone:
                yield Difference(table, column, 0, "the column is gone")
            shared = [
                column
                for column in tables["old"][table]
                if column in tables["new"][table] and column not in STAMPS
            ]
            yield from of_table(connection, table, shared, known.get(table, shared))


def columns_of(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, list[str]]:
    """Return the columns of every table of an attached database."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = ? "
        "order by table_name, column_index",
        [side],
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def of_table(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], key: list[str]
) -> Iterator[Difference]:
    """Yield what differs in one table, column by column."""
    if not set(key) <= set(columns):
        yield Difference(table, "", 0, f"no common key: {', '.join(key)}")
        return
    rows = {
        side: {
            tuple(map(str, (row[columns.index(name)] for name in key))): row
            for row in connection.execute(
                f"select {', '.join(sql_name(name) for name in columns)} from {side}.main.{table}"
            ).fetchall()
        }
        for side in ("old", "new")
    }
    for one, other, said in (("old", "new", "gone"), ("new", "old", "new")):
        only = [row for row in rows[one] if row not in rows[other]]
        if only:
            yield Difference(table, "", len(only), f"rows are {said}, as {only[0]}")
    both = [row for row in rows["old"] if row in rows["new"]]
    for position, column in enumerate(columns):
        moved = [
            row for row in both if not same(rows["old"][row][position], rows["new"][row][position])
        ]
        if moved:
            first = moved[0]
            was, now = rows["old"][first][position], rows["new"][first][position]
            yield Difference(table, column, len(moved), f"{first}: {was!r} became {now!r}")


def same(was: object, now: object) -> bool:
    """Say whether two cells are equal, numbers to the tolerance."""
    if isinstance(was, float) and isinstance(now, float):
        return was == now or abs(was - now) <= TOLERANCE * max(abs(was), abs(now), 1.0)
    return was == now


def main(arguments: list[str]) -> int:
    """Print the differences; return 1 if there are any."""
    old, new = map(Path, arguments)
    found = list(differences(old, new))
    for one in found:
        print(f"{one.table}.{one.column}: {one.count}; {one.example}")
    print(f"{len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
