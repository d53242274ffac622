"""The two data tests on receivables, shown to fail on tables that were tampered with.

What would go wrong unseen: a check that passes whatever stands in the tables.
"""

from __future__ import annotations

import re
import shutil

import duckdb
import pytest

from tests.project import Project

TESTS = ("assert_ageing_adds_up_to_receivables", "assert_receivables_lose_no_movement")
LAST_MONTH = "month_end = date '2025-09-30' and process_id"


@pytest.fixture
def tampered(ledgers_built, tmp_path) -> Project:
    """Return a copy of the built project, whose tables a test may change."""
    project = Project(tmp_path / "project")
    for name in ("seeds", "exports", "landed", "target"):
        shutil.rmtree(project.folder / name, ignore_errors=True)
        shutil.copytree(ledgers_built.folder / name, project.folder / name)
    return project


def failures(project: Project, *statements: str) -> dict[str, int]:
    """Run the statements and the data tests; return how many rows each test that fails found."""
    with duckdb.connect(str(project.folder / "target" / "gains.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
    output = project.dbt("test", "--select", *TESTS, expect=1)
    found = re.findall(r"FAIL (\d+) (assert_\w+)", output)
    return {name: int(count) for count, name in found}


def test_a_cent_in_the_wrong_bucket_and_a_month_without_buckets(tampered):
    assert failures(
        tampered,
        f"update outcomes.receivables_ageing set balance = balance + 0.01"
        f" where bucket = '31-60' and {LAST_MONTH} = 'ledger_1'",
        f"delete from outcomes.receivables_ageing where {LAST_MONTH} = 'ledger_2'",
    ) == {TESTS[0]: 2}


def test_a_movement_that_never_reached_the_balance(tampered):
    assert failures(
        tampered,
        f"update outcomes.receivables_ageing set balance = balance + 1"
        f" where bucket = 'current' and {LAST_MONTH} = 'ledger_1'",
        f"update outcomes.receivables_monthly set ar_balance = ar_balance + 1,"
        f" current_balance = current_balance + 1 where {LAST_MONTH} = 'ledger_1'",
    ) == {TESTS[1]: 1}
