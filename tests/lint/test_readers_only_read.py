"""Readers select, filter, order and print: what they state is published, never made on the way.

What would go wrong unseen: a page adds up or judges by itself, and says another figure than the
build. Once it said $46k where the build's own total was $5.8k.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gains.published.rows import TABLES
from tests.project import ROOT

FOLDERS = ("gains/published", "gains/report", "gains/frozen_reports", "dashboard")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
#: Aggregates of SQL; `list` and `unnest` only reshape.
AGGREGATE = re.compile(
    r"\b(sum|count|avg|mean|median|min|max|min_by|max_by|arg_max|arg_min|any_value|bool_or|bool_and"
    r"|mode|quantile\w*|approx_\w+|stddev\w*|row_number|rank|lag|lead)\s*\(|\bgroup\s+by\b|\bover\s*\(",
    re.IGNORECASE,
)
#: What adds up, counts or averages in Python.
ADDING = {"sum", "fsum", "mean", "fmean", "median", "Counter", "reduce", "accumulate", "groupby"}
#: Where a number of rows may be printed: how many of them a page does not hold.
SAYS_HOW_MANY = ("shown_of", "more", "shown", "forest_note", "stale", "snapshots")
GRADES = {"proven", "likely", "no_change", "inconclusive", "looks_worse", "worse", "not_measurable"}
#: Days of the verdict clock: printed and drawn from the table `rules` only.
THRESHOLDS = {60, 90}
#: Printed numbers of days, in any sentence.
SAID = re.compile(r"\b(day|within|past day|after)\s+(60|90)\b|\b(60|90)\s+days\b", re.IGNORECASE)


def faults(source: str, name: str = "page.py") -> Iterator[str]:
    """Yield what a reader's file does beyond reading, with its line."""
    tree = ast.parse(source)
    docstrings = {id(text) for text in docstrings_of(tree)}
    for node in ast.walk(tree):
        at = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in docstrings:
                continue
            if is_query(node.value) and (found := AGGREGATE.search(node.value)):
                yield f"{at}: a query aggregates: {found[0]}"
            if found := SAID.search(node.value):
                yield f"{at}: a threshold is written out: {found[0]}"
        elif isinstance(node, ast.Call) and called(node) in ADDING:
            yield f"{at}: {called(node)}() makes a figure"
        elif isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            words = words_of(node) & GRADES
            if len(words) > 1:
                yield f"{at}: a list of grades: {sorted(words)}"
        elif isinstance(node, ast.Compare) and (words := compared(node) & GRADES):
            yield f"{at}: compared with a grade: {sorted(words)}"
        elif isinstance(node, ast.Compare | ast.BinOp) and numbers_of(node) & THRESHOLDS:
            yield f"{at}: a threshold: {sorted(numbers_of(node) & THRESHOLDS)}"
    yield from counted_rows(tree, name)


def counted_rows(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield where a number of rows is printed, save for how many a page does not hold."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.name in SAYS_HOW_MANY:
            continue
        for node in ast.walk(function):
            said: list[ast.AST] = []
            if isinstance(node, ast.FormattedValue):
                said = [node.value]
            elif isinstance(node, ast.Call) and called(node) in ("count", "number", "str"):
                said = list(node.args)
            if any(
                isinstance(inner, ast.Call) and called(inner) == "len"
                for one in said
                for inner in ast.walk(one)
            ):
                yield f"{name}:{node.lineno}: the number of rows is printed as a figure"


def is_query(text: str) -> bool:
    """Whether a text is SQL over published tables, or a part of it."""
    return bool(re.search(r"\b(select|from|order by|group by)\b", text)) and (
        "select" in text or any(re.search(rf"\b{table}\b", text) for table in TABLES)
    )


def docstrings_of(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the docstrings of a module."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for one in body:
                if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                    yield one.value


def called(node: ast.Call) -> str:
    """Return the name of what is called, without its module."""
    function = node.func
    return getattr(function, "id", getattr(function, "attr", ""))


def words_of(node: ast.AST) -> set[str]:
    """Return the texts that a collection holds; of a dict, its keys."""
    elements = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return {one.value for one in elements
            if isinstance(one, ast.Constant) and isinstance(one.value, str)}  # fmt: skip


def compared(node: ast.Compare) -> set[str]:
    """Return the texts that a comparison names."""
    return {
        one.value
        for side in (node.left, *node.comparators)
        for one in ast.walk(side)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def numbers_of(node: ast.Compare | ast.BinOp) -> set[float]:
    """Return the numbers right inside a comparison or an arithmetic expression."""
    sides = (
        (node.left, *node.comparators) if isinstance(node, ast.Compare) else (node.left, node.right)
    )
    return {
        one.value
        for one in sides
        if isinstance(one, ast.Constant)
        and isinstance(one.value, int | float)
        and not isinstance(one.value, bool)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_reader_only_reads(path: Path):
    assert list(faults(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))) == []


@pytest.mark.parametrize(
    "source",
    [
        'reader.rows("select sum(amount) from initiative_value")',
        'SQL = """select currency, max_by(name, amount) from initiative_value group by 1"""',
        'SQL = "select row_number() over (order by x) from kpi_effects"',
        "total = sum(row['amount'] for row in rows)",
        "import statistics\nmiddle = statistics.median(values)",
        "COUNTED = ('proven', 'likely')",
        "ORDER = {'worse': 1, 'looks_worse': 2}",
        "counts = row['evidence'] == 'proven'",
        "counts = row['evidence'] in ('worse', x)",
        "is_late = days > 90",
        'text = "a first verdict is due by day 90"',
        "def tiles(rows):\n    return Tile('Unowned', str(len(rows)))",
        "def tiles(rows):\n    return f'{len(rows)} unowned'",
    ],
)
def test_the_lint_can_fail(source):
    assert list(faults(source))


@pytest.mark.parametrize(
    "source",
    [
        'reader.rows("select * from portfolio_totals where scope = $scope order by currency")',
        "def shown(names):\n    return f'{len(names)} more'",
        "height = 40 * max(len(rows), 1)",
        "STYLE = '.stApp {width: 90px}'",
    ],
)
def test_the_lint_lets_reading_pass(source):
    assert list(faults(source)) == []
