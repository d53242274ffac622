"""Each generic test of ours passes on sound rows and fails on the rows that it is there for.

What would go wrong unseen: a test whose SQL can never give a row guards nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from tests.project import ROOT, Project

YML = """
models:
  - name: things
    data_tests:
      - no_rows: {name: no_rows_holds, arguments: {condition: "amount > 9"}}
      - no_rows: {name: no_rows_fails, arguments: {condition: "amount > 1"}}
      - no_rows: {name: no_rows_at_all_fails}
      - unique_combination_of_columns:
          name: unique_combination_of_columns_holds
          arguments: {columns: [name, amount]}
      - unique_combination_of_columns:
          name: unique_combination_of_columns_fails
          arguments: {columns: [name]}
"""
ROWS = "select * from (values ('a', 1), ('a', 2), ('b', 2)) as things(name, amount)"


@pytest.fixture(scope="module")
def statuses(make_project: Callable[..., Project]) -> dict[str, str]:
    """Return how each test of one small model ended, in a real run of dbt."""
    project: Project = make_project("generic_tests")
    for name in ("models", "data_tests", "snapshots"):
        (project.folder / name).unlink(missing_ok=True)
        (project.folder / name).mkdir()
    shutil.rmtree(project.folder / "seeds")
    groups = (ROOT / "models" / "groups.yml").read_text()
    (project.folder / "models" / "groups.yml").write_text(groups)
    (project.folder / "models" / "things.sql").write_text(ROWS)
    (project.folder / "models" / "things.yml").write_text(YML)
    project.build(expect=1)
    results = json.loads((project.folder / "target" / "run_results.json").read_text())["results"]
    return {
        result["unique_id"].split(".")[2]: result["status"]
        for result in results
        if result["unique_id"].startswith("test.")
    }


def test_each_fails_where_its_name_says_so_and_holds_elsewhere(statuses: dict[str, str]):
    assert len(statuses) == 5
    for name, status in statuses.items():
        assert status == ("fail" if name.endswith("_fails") else "pass"), name


def test_every_generic_test_is_tried(statuses: dict[str, str]):
    tests = {path.stem for path in (ROOT / "macros" / "generic_tests").glob("*.sql")}
    assert tests == {test for test in tests if any(name.startswith(test) for name in statuses)}
