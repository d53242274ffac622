"""Publishing comes after everything: nothing that can fail is left for later.

What would go wrong unseen: a table that nobody publishes, or a test that fails after readers have
already been pointed to the new version.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import ROOT, Project

PUBLICATION = "model.gains.publication"
#: One row per change of a figure: a figure may change twice on a day.
KEYLESS = {"model.gains.restatements"}


@pytest.fixture(scope="module")
def manifest(make_project: Callable[..., Project]) -> dict:
    project = make_project("manifest")
    project.dbt("parse")
    return json.loads((project.folder / "target" / "manifest.json").read_text())


def ancestors(manifest: dict, node: str) -> set[str]:
    found, waiting = set(), [node]
    while waiting:
        for parent in manifest["parent_map"].get(waiting.pop(), []):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def test_every_outcome_is_published(manifest):
    folders = [ROOT / "models" / "marts" / name for name in ("outcomes", "register")]
    models = {f"model.gains.{path.stem}" for folder in folders for path in folder.rglob("*.sql")}
    published = set(manifest["parent_map"]["model.gains.tables_published"])
    assert models == {name for name in published if name.startswith("model.")}


def test_every_model_seed_and_snapshot_is_built_before_publishing(manifest):
    upstream = ancestors(manifest, PUBLICATION)
    built = {
        name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed", "snapshot")
    }
    assert built - upstream == {PUBLICATION}


def test_every_test_that_can_stop_a_build_runs_before_publishing(manifest):
    """dbt runs a test before what is downstream of all of its parents."""
    upstream = ancestors(manifest, PUBLICATION)
    for name, node in manifest["nodes"].items():
        if node["resource_type"] == "test" and node["config"]["severity"].lower() == "error":
            assert set(manifest["parent_map"][name]) <= upstream, name


def test_every_published_table_has_a_contract_and_a_key(manifest):
    without_key = set()
    for name in manifest["parent_map"]["model.gains.tables_published"]:
        if name.startswith("snapshot."):
            continue
        assert manifest["nodes"][name]["contract"]["enforced"], name
        tests = [child for child in manifest["child_map"][name] if child.startswith("test.")]
        kinds = {(manifest["nodes"][test].get("test_metadata") or {}).get("name") for test in tests}
        # the suites of the register check its keys, before anything is built
        if not kinds & {"unique_combination_of_columns", "unique"} and "register_" not in name:
            without_key.add(name)
    assert without_key <= KEYLESS


def test_the_file_lists_no_table_twice(manifest):
    text = Path(ROOT / "macros" / "published_tables.sql").read_text()
    names = [line.strip(" ',") for line in text.splitlines() if line.strip().startswith("'")]
    assert len(names) == len(set(names))
