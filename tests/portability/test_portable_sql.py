"""The models keep to the SQL that DuckDB and Spark compute alike.

What would go wrong unseen: both engines run a query and give different figures. The rules are the
silent and the loud differences that were met; whatever has to differ stands in macros/portable.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SQL_FILES = sorted(
    path
    for folder in ("models", "macros", "data_tests", "snapshots")
    for path in (ROOT / folder).rglob("*.sql")
    if "portable" not in path.parts
)

#: A pattern that must not occur, what to write in its place, and a line that shows it can fail.
RULES: list[tuple[str, str, str]] = [
    (r"\bqualify\b", "a subquery with row_number()", "qualify row_number() over () = 1"),
    (
        r"\bquantile(_cont|_disc)?\s*\(",
        "percentile_cont(...) within group",
        "quantile_cont(x, 0.5)",
    ),
    (r"\bpercentile_disc\b", "percentile_cont", "percentile_disc(0.5) within group (order by x)"),
    (r"\barg_(max|min)\b", "max_by / min_by", "arg_max(a, b)"),
    (r"\bdistinct\s+on\b", "row_number()", "select distinct on (a) b"),
    (r"\*\s*exclude\b", "the columns by name", "select * exclude (a) from t"),
    (r"\*\s*replace\b", "the columns by name", "select * replace (a + 1 as a) from t"),
    (r"\basof\b", "a join on <= and an aggregate", "asof join t using (a)"),
    (r"\bgenerate_series\b", "days_from_to()", "unnest(generate_series(1, 2))"),
    (r"\bunnest\s*\(", "days_from_to()", "select unnest(a)"),
    (r"\bepoch(_ms)?\s*\(", "hours_between()", "epoch(a)"),
    (r"\bdate_diff\s*\(", "days_between() or hours_between()", "date_diff('day', a, b)"),
    (
        r"datediff\([^)]*'(hour|minute|month|week|quarter|year)'",
        "seconds or days",
        "datediff(a, b, 'hour')",
    ),
    (r"\bcurrent_(date|timestamp)\b|\bnow\s*\(\)|\btoday\s*\(\)", "the as-of date", "current_date"),
    (r"\bstr(p|f)time\s*\(", "a cast", "strptime(a, '%Y')"),
    (r"(?<![\w.])hash\s*\(", "md5()", "hash(a)"),
    (r"(?<![\w.])concat\s*\(", "||", "concat(a, b)"),
    (r"(?<![\w.])(?<!do )log\s*\(", "ln() or log10()", "log(a)"),
    (r"\bdayofweek\b|\bisodow\b", "days since the Monday", "dayofweek(a)"),
    (r"\bregexp_replace\b", "landing", "regexp_replace(a, b, c)"),
    (r"\bstring_agg\b|\blist_agg\b|\blist\s*\(", "dbt.listagg()", "string_agg(a, b)"),
    (r"::\s*\w+", "cast(... as ...)", "a::date"),
    (r"\busing\s*\(", "on, with qualified columns", "join t using (a)"),
    (r"\bilike\b", "lower() and like", "a ilike b"),
    (r"\bsafe_cast\b", "try_cast", "dbt.safe_cast(a, b)"),
    (r"\bas\s+varchar\b", "string", "cast(a as varchar)"),
]


def sql_of(path: Path) -> str:
    """The SQL of a file, without comments of either kind."""
    text = re.sub(r"\{#.*?#\}", " ", path.read_text(), flags=re.S)
    return re.sub(r"--[^\n]*", " ", text)


def without_jinja(text: str) -> str:
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text, flags=re.S)


@pytest.mark.parametrize(("pattern", "instead", "example"), RULES, ids=[r[2] for r in RULES])
def test_no_model_uses_what_the_engines_compute_differently(pattern, instead, example):
    assert re.search(pattern, example, re.I), "the rule cannot fail: it misses its own example"
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)!r}, write {instead}"
        for path in SQL_FILES
        for match in [re.search(pattern, sql_of(path), re.I)]
        if match
    ]
    assert not found, "\n".join(found)


def test_identifiers_are_never_quoted():
    # Spark reads "a" as a string: the same query would compare with a constant
    found = [
        str(path.relative_to(ROOT))
        for path in SQL_FILES
        if "macros" not in path.parts and '"' in without_jinja(sql_of(path))
    ]
    assert not found, found


def test_date_trunc_is_always_cast_to_a_date():
    # DuckDB gives a timestamp for a timestamp and a date for a date, Spark always a timestamp
    found = [
        str(path.relative_to(ROOT))
        for path in SQL_FILES
        if "dates.sql" not in path.name and "date_trunc" in sql_of(path)
    ]
    assert not found, f"write week_start() or month_start(): {found}"


def test_percentiles_are_no_window_functions():
    found = [
        str(path.relative_to(ROOT))
        for path in SQL_FILES
        if re.search(r"within group \([^)]*\)\s*over", sql_of(path), re.I)
    ]
    assert not found, found
