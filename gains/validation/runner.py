"""Run the suites on the work file and say what was found, one row a check."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from gains.validation.data_docs import write_data_docs
from gains.validation.suites import Check, Suite, read_suites
from gains.wording.validation import check_without_answer, failed_check

if TYPE_CHECKING:
    import duckdb

RESULT_SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("suite", pa.string()),
        ("expectation", pa.string()),
        ("column_name", pa.string()),
        ("table_name", pa.string()),
        ("severity", pa.string()),
        ("did_run", pa.bool_()),
        ("success", pa.bool_()),
        ("row_count", pa.int64()),
        ("unexpected_count", pa.int64()),
        ("unexpected_share", pa.float64()),
        ("message", pa.string()),
    ]
)

# Great Expectations keeps one context a process.
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Result:
    """What one check found.

    Parameters
    ----------
    did_run : bool
        Whether it came to an answer; a check that did not run has not passed either.
    success : bool
        Whether it ran and passed.
    row_count : int
        Rows of the table.
    unexpected_count : int or None
        Rows that are not as expected; None where it did not run.
    message : str
        A sentence, also when it passed.
    """

    suite: Suite
    check: Check
    did_run: bool
    success: bool
    row_count: int
    unexpected_count: int | None
    message: str

    def as_row(self, run_id: str) -> dict[str, Any]:
        """Return the result as a row of `RESULT_SCHEMA`."""
        share = None
        if self.unexpected_count is not None and self.row_count:
            share = min(1.0, self.unexpected_count / self.row_count)
        return {
            "run_id": run_id,
            "suite": self.suite.name,
            "expectation": self.check.name,
            "column_name": self.check.column,
            "table_name": self.suite.table.split(".")[-1],
            "severity": self.check.severity,
            "did_run": self.did_run,
            "success": self.success,
            "row_count": self.row_count,
            "unexpected_count": self.unexpected_count,
            "unexpected_share": share,
            "message": self.message,
        }


def validate(
    connection: duckdb.DuckDBPyConnection,
    suites_folder: Path,
    run_id: str,
    data_docs: Path | None = None,
) -> pa.Table:
    """Run every suite whose table has rows.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        On the work file. Only committed tables are seen.
    suites_folder : Path
        The `expectations/` folder.
    run_id : str
        Names the run in every row.
    data_docs : Path or None
        Where to write the results as HTML pages; None: nowhere.

    Returns
    -------
    pyarrow.Table
        One row per suite, check and column, as in `RESULT_SCHEMA`.

    Raises
    ------
    SuiteError
        Where a suite cannot be read.
    """
    cursor = connection.cursor()
    cursor.execute("set timezone = 'UTC'")
    suites = [
        (suite, row_count)
        for suite in read_suites(suites_folder)
        if (row_count := _count_rows(cursor, suite.table))
    ]
    with _LOCK:
        context, results = _run(cursor, suites)
        rows = [result.as_row(run_id) for result in results]
        if data_docs is not None:
            write_data_docs(context, data_docs, rows)
    return pa.Table.from_pylist(rows, schema=RESULT_SCHEMA)


def _count_rows(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    return cursor.execute(f"select count(*) from {table}").fetchone()[0]


def _run(
    cursor: duckdb.DuckDBPyConnection, suites: list[tuple[Suite, int]]
) -> tuple[Any, list[Result]]:
    # importing takes seconds: only a build that has something to check pays for it
    import great_expectations as gx
    from sqlalchemy.pool import StaticPool

    import gains.validation.counted_rows  # noqa: F401 - defining the expectation registers it
    from gains.validation.duckdb_dialect import URL, BorrowedConnection

    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_or_update_sql(
        "work_file",
        connection_string=URL,
        create_temp_table=False,
        kwargs={"creator": lambda: BorrowedConnection(cursor), "poolclass": StaticPool},
    )
    results = []
    for suite, row_count in suites:
        schema, table = suite.table.split(".")
        batch = source.add_table_asset(suite.name, table_name=table, schema_name=schema)
        definition = gx.ValidationDefinition(
            name=suite.name,
            data=batch.add_batch_definition_whole_table("all"),
            suite=context.suites.add_or_update(_expectation_suite(gx, suite)),
        )
        context.validation_definitions.add_or_update(definition)
        found = definition.run(result_format={"result_format": "SUMMARY"})
        for answer in found.results:
            check = suite.checks[answer.expectation_config.meta["position"]]
            results.append(_result(cursor, suite, check, row_count, answer))
    return context, results


def _expectation_suite(gx: Any, suite: Suite) -> Any:
    return gx.ExpectationSuite(
        name=suite.name,
        expectations=[
            {
                "type": check.type,
                "kwargs": check.kwargs,
                "severity": check.severity,
                "meta": {"position": position},
            }
            for position, check in enumerate(suite.checks)
        ],
    )


def _result(
    cursor: duckdb.DuckDBPyConnection, suite: Suite, check: Check, row_count: int, answer: Any
) -> Result:
    exception = _exception_of(answer)
    if exception is not None:
        message = check_without_answer(check.name, check.column, suite.things, exception)
        return Result(suite, check, False, False, row_count, None, message)
    if answer.success:
        return Result(suite, check, True, True, row_count, 0, "Passed.")
    wrong_rows = _wrong_rows(cursor, suite, check)
    count = _unexpected_count(answer, wrong_rows)
    message = failed_check(
        check.message,
        things=suite.things,
        column=check.column,
        row_count=row_count,
        unexpected_count=count,
        found=answer.result,
        wrong_rows=wrong_rows,
    )
    return Result(suite, check, True, False, row_count, count, message)


def _exception_of(answer: Any) -> str | None:
    """Return the message of a check that raised, None of one that came to an answer.

    The record is one dictionary, or one per metric: both shapes are met.
    """
    record = answer.exception_info or {}
    for entry in [record, *record.values()]:
        if isinstance(entry, dict) and entry.get("raised_exception"):
            return str(entry.get("exception_message"))
    return None


def _wrong_rows(
    cursor: duckdb.DuckDBPyConnection, suite: Suite, check: Check
) -> list[dict[str, Any]] | None:
    if check.query is None:
        return None
    found = cursor.execute(check.query.format(batch=suite.table))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _unexpected_count(answer: Any, wrong_rows: list[dict[str, Any]] | None) -> int | None:
    if wrong_rows is None:
        return answer.result.get("unexpected_count")
    # a query may count the rows of a group instead of listing them
    return sum(int(row.get("unexpected_count", 1)) for row in wrong_rows)
