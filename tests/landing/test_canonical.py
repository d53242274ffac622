"""What is written from the one declaration of the canonical tables is what is in the repository.

What would go wrong unseen: a column that landing types and staging, the fingerprints, the checks or
the documentation do not know.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from gains.canonical import TABLES
from gains.canonical_files import files

ROOT = Path(__file__).resolve().parents[2]
EXPECTATIONS = {
    name: yaml.safe_load((ROOT / "expectations" / f"{name}.yml").read_text())["expectations"]
    for name in TABLES
}


@pytest.mark.parametrize("path", files())
def test_the_written_files_are_as_the_declaration_writes_them(path):
    assert (ROOT / path).read_text() == files()[path], f"run `make canonical` to write {path}"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_staged_and_its_checks_are_those_of_the_declaration(name):
    assert (
        f"newest_delivery('{name}')"
        in (ROOT / "models" / "staging" / "exports" / f"stg_exports__{name}.sql").read_text()
    )
    by_type = {}
    for check in EXPECTATIONS[name]:
        by_type.setdefault(check.get("type"), []).append(check)
    (required,) = by_type["expect_column_values_to_not_be_null"]
    assert set(required["columns"]) == {c.name for c in TABLES[name].columns if c.required}
    vocabularies = {
        column: set(check["kwargs"]["value_set"])
        for check in by_type.get("expect_column_values_to_be_in_set", [])
        for column in check["columns"]
    }
    assert vocabularies == {c.name: set(c.vocabulary) for c in TABLES[name].columns if c.vocabulary}


def test_a_column_that_only_one_model_needs_stands_in_few_files():
    # the declaration, what is written from it, the model that uses it, and its tests
    by_hand = set()
    for folder in ("gains", "models", "macros", "expectations", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".sql", ".yml", ".md"} and re.search(
                r"\bis_on_time\b", path.read_text()
            ):
                by_hand.add(str(path.relative_to(ROOT)))
    assert by_hand - set(files()) == {
        "gains/canonical.py",
        "models/intermediate/cases/int_cases_united.sql",
        "models/marts/core/fct_cases.sql",
        "models/marts/measures/measure_on_time_rate.sql",
        "models/marts/measures/measure_on_time_rate.yml",
        "models/marts/core/fct_cases.yml",
    }
