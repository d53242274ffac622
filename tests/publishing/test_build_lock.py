"""One build at a time, and no lock outlives its holder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from gains.publishing.build_lock import AnotherBuildError, BuildLock
from gains.publishing.work_files import (
    WorkFileHeldError,
    mark_damaged,
    set_aside_if_unreadable,
)

HOLDER = """
import sys
from pathlib import Path
from gains.publishing.build_lock import BuildLock
BuildLock(Path(sys.argv[1])).take()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Return a process that holds the lock until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "build.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "taken\n"
    yield process
    process.kill()
    process.wait()


def test_the_second_is_told_who_holds_it(holder, tmp_path):
    with pytest.raises(AnotherBuildError, match=rf"since .* \(process {holder.pid}\)"):
        BuildLock(tmp_path / "build.lock").take()


def test_a_killed_holder_leaves_no_lock_but_its_trace(holder, tmp_path):
    holder.kill()
    holder.wait()
    lock = BuildLock(tmp_path / "build.lock")
    left_behind = lock.take()
    assert left_behind["process_id"] == holder.pid
    lock.mark_finished()
    lock.release()
    assert BuildLock(tmp_path / "build.lock").take() is None


def test_one_process_may_take_it_twice(tmp_path):
    assert BuildLock(tmp_path / "build.lock").take() is None
    assert BuildLock(tmp_path / "build.lock").take() is None


def test_a_broken_work_file_is_set_aside(tmp_path):
    work_file = tmp_path / "gains.duckdb"
    work_file.write_bytes(b"no database" * 1000)
    set_aside_if_unreadable(work_file)
    assert not work_file.exists()
    assert (tmp_path / "gains.duckdb.unreadable").exists()


def test_a_work_file_that_somebody_has_open_is_left_alone(tmp_path):
    work_file = tmp_path / "gains.duckdb"
    duckdb.connect(str(work_file)).close()
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True);"
            "sys.stdin.read()",
            str(work_file),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert reader.stdout.readline() == "open\n"
        with pytest.raises(WorkFileHeldError, match=r"published/current\.json"):
            set_aside_if_unreadable(work_file)
        assert work_file.exists()
    finally:
        reader.kill()
        reader.wait()


@pytest.mark.parametrize("offset", [13, 20, 5000])
def test_a_flipped_bit_is_damage_and_not_another_program(tmp_path, offset):
    """DuckDB says "block" of a damaged file; "lock" in it once stopped every later build."""
    folder = tmp_path / "lock and block"
    folder.mkdir()
    work_file = folder / "gains.duckdb"
    duckdb.connect(str(work_file)).close()
    content = bytearray(work_file.read_bytes())
    content[offset] ^= 1
    work_file.write_bytes(content)
    told = set_aside_if_unreadable(work_file)
    assert "set aside as" in told and not work_file.exists()


def test_an_earlier_broken_file_is_not_overwritten(tmp_path):
    work_file = tmp_path / "gains.duckdb"
    for content in (b"first" * 1000, b"second" * 1000):
        work_file.write_bytes(content)
        set_aside_if_unreadable(work_file)
    assert (tmp_path / "gains.duckdb.unreadable").read_bytes().startswith(b"first")
    assert (tmp_path / "gains.duckdb.unreadable-2").read_bytes().startswith(b"second")


def test_a_work_file_found_damaged_in_the_middle_is_set_aside_by_the_next_build(tmp_path):
    work_file = tmp_path / "gains.duckdb"
    duckdb.connect(str(work_file)).close()
    mark_damaged(work_file)
    assert "found it damaged" in set_aside_if_unreadable(work_file)
    assert set_aside_if_unreadable(work_file) == ""


@pytest.mark.parametrize("content", [b'{"a": 1}', b"\xff\x00", b"[]"])
def test_a_lock_file_of_any_content_is_only_a_lock_file(tmp_path, content):
    (tmp_path / "build.lock").write_bytes(content)
    lock = BuildLock(tmp_path / "build.lock")
    assert lock.take() is None
    lock.release()


def test_a_folder_in_place_of_the_lock_file_is_a_sentence(tmp_path):
    (tmp_path / "build.lock").mkdir()
    with pytest.raises(AnotherBuildError, match="is a folder"):
        BuildLock(tmp_path / "build.lock").take()
