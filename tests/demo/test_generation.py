"""The demo is made by code: the committed files are what the code writes, every time."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from demo.generate import MANIFEST, sha256, write_demo
from gains.canonical import TABLES

ROOT = Path(__file__).parents[2]
LARGEST_DEMO_BYTES = 5_000_000


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    write_demo(root)
    return root


def manifest(root: Path) -> dict[str, str]:
    with (root / MANIFEST).open(newline="") as stream:
        return {row["path"]: row["sha256"] for row in csv.DictReader(stream)}


def test_the_committed_demo_is_what_the_code_writes(generated: Path) -> None:
    # otherwise a story told in demo/stories.py would not be the one in the files
    assert manifest(ROOT) == manifest(generated)


@pytest.mark.slow
def test_a_second_run_writes_the_same_bytes(generated: Path, tmp_path: Path) -> None:
    write_demo(tmp_path)
    for path in manifest(generated):
        assert (tmp_path / path).read_bytes() == (generated / path).read_bytes(), path


def test_the_files_in_the_repository_are_the_ones_in_the_manifest() -> None:
    changed = [
        path
        for path, digest in manifest(ROOT).items()
        if not (ROOT / path).is_file() or sha256(ROOT / path) != digest
    ]
    if changed and not any((ROOT / path).is_file() for path in changed if "exports" in path):
        pytest.skip("SKIPPED: the demo was cleared with `make own`; there is nothing to compare")
    assert not changed


def test_the_demo_stays_small_enough_to_commit(generated: Path) -> None:
    files = [generated / path for path in manifest(generated)]
    assert sum(path.stat().st_size for path in files) < LARGEST_DEMO_BYTES


def test_every_canonical_table_occurs_with_canonical_columns_only(generated: Path) -> None:
    # a table without a single demo file would leave its models untried by the demo
    seen = set()
    for path in manifest(generated):
        if not path.startswith("exports/"):
            continue
        name = next(table for table in TABLES if Path(path).name.startswith(f"{table}_2"))
        with gzip.open(generated / path, "rt", newline="") as stream:
            header = next(csv.reader(stream))
        assert set(header) <= set(TABLES[name].by_name), path
        required = {column.name for column in TABLES[name].columns if column.required}
        assert required <= set(header), path
        seen.add(name)
    # what a ledger states of itself is no part of the demo
    assert seen == set(TABLES) - {"open_items", "ledger_totals"}
