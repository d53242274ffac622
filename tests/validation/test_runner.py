"""The runner on stock expectations, on checks that cannot run, and on texts that are no markup."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gains.validation.runner import RESULT_SCHEMA, validate
from gains.validation.suites import SuiteError, read_suites

pytestmark = pytest.mark.filterwarnings("ignore:`schema_name` is deprecated")
MARKUP = "<b>bold</b><img src=x onerror=alert(1)>"


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema staging")
    connection.execute(
        "create table staging.things as select * from (values "
        "('a1', 1, 1.50, date '2026-01-01', timestamp '2026-01-01 10:00', true), "
        "('b2', 2, 2.50, date '2026-01-02', timestamp '2026-01-02 10:00', false), "
        f"('{MARKUP}', 3, null, date '2026-01-03', null, null)"
        ") as things(name, number, amount, day, moment, is_open)"
    )
    return connection


def suite(folder: Path, expectations: str, table: str = "staging.things") -> Path:
    (folder / "things.yml").write_text(
        f"table: {table}\nthings: things\nexpectations:\n{expectations}"
    )
    return folder


def run(connection: duckdb.DuckDBPyConnection, folder: Path, **options) -> list[dict]:
    table = validate(connection, folder, run_id="run", **options)
    assert table.schema == RESULT_SCHEMA
    return table.to_pylist()


#: A stock expectation, what it is given, and how many of the three rows it objects to.
STOCK = {
    "expect_column_values_to_not_be_null": ("{column: amount}", 1),
    "expect_column_values_to_be_null": ("{column: amount}", 2),
    "expect_column_values_to_be_unique": ("{column: is_open}", 0),
    "expect_column_values_to_be_in_set": ("{column: number, value_set: [1, 2]}", 1),
    "expect_column_values_to_not_be_in_set": ("{column: number, value_set: [3]}", 1),
    "expect_column_values_to_be_between": ("{column: amount, min_value: 2}", 1),
    "expect_column_value_lengths_to_equal": ("{column: name, value: 2}", 1),
    "expect_column_values_to_match_regex": ("{column: name, regex: '[0-9]'}", 0),
    "expect_column_values_to_not_match_regex": ("{column: name, regex: '^a'}", 1),
    "expect_column_values_to_match_like_pattern": ("{column: name, like_pattern: 'b%'}", 2),
    "expect_column_pair_values_a_to_be_greater_than_b": (
        "{column_A: number, column_B: amount, ignore_row_if: either_value_is_missing}",
        2,
    ),
    "expect_compound_columns_to_be_unique": ("{column_list: [name, number]}", 0),
    "expect_select_column_values_to_be_unique_within_record": (
        "{column_list: [number, amount], ignore_row_if: any_value_is_missing}",
        0,
    ),
}


def test_stock_expectations_count_what_a_person_counts(connection, tmp_path):
    """A dialect that mistranslates would pass or fail everything alike."""
    lines = "".join(
        f"  - {{type: {name}, severity: warning, message: m, kwargs: {kwargs}}}\n"
        for name, (kwargs, _) in STOCK.items()
    )
    found = run(connection, suite(tmp_path, lines))
    assert all(row["did_run"] for row in found), [row["message"] for row in found]
    counted = {f"expect_{row['expectation']}": row["unexpected_count"] for row in found}
    assert counted == {name: count for name, (_, count) in STOCK.items()}


def test_a_check_that_cannot_run_has_not_passed_and_says_so(connection, tmp_path):
    folder = suite(
        tmp_path,
        "  - {type: expect_column_values_to_not_be_null, severity: critical, message: m, "
        "columns: [nowhere]}\n"
        "  - {name: broken, severity: critical, message: m, "
        "sql: 'select * from {batch} where nothing_of_it'}\n"
        "  - {name: sound, severity: critical, message: m, "
        "sql: 'select * from {batch} where number > 3'}\n",
    )
    found = {row["expectation"]: row for row in run(connection, folder)}
    for name in ("column_values_to_not_be_null", "broken"):
        assert not found[name]["did_run"]
        assert not found[name]["success"]
        assert found[name]["unexpected_count"] is None
        assert "did not run on things, so nothing is known" in found[name]["message"]
    assert found["sound"]["success"]


def test_a_table_without_rows_is_not_checked(connection, tmp_path):
    connection.execute("delete from staging.things")
    folder = suite(tmp_path, "  - {name: n, severity: critical, message: m, sql: 'select 1'}\n")
    assert run(connection, folder) == []


def test_data_docs_need_no_network_run_no_script_and_keep_markup_from_exports_out(
    connection, tmp_path
):
    (tmp_path / "suites").mkdir()
    folder = suite(
        tmp_path / "suites",
        "  - {type: expect_column_values_to_be_in_set, columns: [name], severity: warning, "
        "kwargs: {value_set: [a1]}, message: 'such as {examples}'}\n",
    )
    run(connection, folder, data_docs=tmp_path / "docs")
    pages = {path: path.read_text() for path in (tmp_path / "docs").rglob("*.html")}
    assert len(pages) == 3
    for page in pages.values():
        assert "<script" not in page
        assert 'src="http' not in page and 'href="http' not in page and "url(http" not in page
        assert "Content-Security-Policy" in page
        assert "<img src=x" not in page
        assert "<b>bold" not in page
    first = pages[tmp_path / "docs" / "index.html"]
    assert "such as b2, &lt;b&gt;bold" in first


def test_the_borrowed_connection_stays_in_its_transaction(connection, tmp_path):
    """dbt's transaction must not be ended by a check."""
    folder = suite(
        tmp_path, "  - {name: n, severity: warning, message: m, sql: 'select * from {batch}'}\n"
    )
    connection.execute("begin")
    connection.execute("create table mine (a integer)")
    run(connection, folder)
    connection.execute("rollback")
    with pytest.raises(duckdb.CatalogException):
        connection.execute("select * from mine")


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        (
            "  - {name: n, severity: severe, message: m, sql: s}\n",
            "expectations, entry 1.severity: .severe. must be one of .critical. or .warning",
        ),
        ("  - {name: n, severity: warning, sql: s}\n", "message. is missing"),
        (
            "  - {name: n, severity: warning, message: m, sqll: s}\n",
            "sqll. is not known .the nearest is .sql",
        ),
        ("  - {severity: warning, message: m, sql: s}\n", "entry 1 needs a name or a type"),
        ("  - {name: n, severity: warning, message: m}\n", "entry 1 needs a type, a query"),
        ("  - {name: n, severity: warning, message: m, file: gone}\n", "gone.sql"),
        (2 * "  - {name: n, severity: warning, message: m, sql: s}\n", "two checks are named n"),
    ],
)
def test_a_suite_with_a_mistake_is_refused_with_a_sentence(tmp_path, expectation, words):
    with pytest.raises(SuiteError, match=words):
        read_suites(suite(tmp_path, expectation))
