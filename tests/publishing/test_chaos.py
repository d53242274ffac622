"""Kills at random moments, full disks, locked folders, clocks that run backwards.

Seeded, so that what fails once can be made to fail again. What would go wrong unseen: a reader's
page that mixes two builds, a figure that is lost, a build that never starts again.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.compare_publications import differences
from gains.files import read_json
from gains.publishing.doctor import examine
from gains.publishing.pointer import version_names
from gains.publishing.versions import NotPublishedError
from tests.project import ROOT, Project
from tests.publishing.test_builds import cases, last_run, write_register
from tests.publishing.test_versions import publish_next, stamp

pytestmark = pytest.mark.slow
KILLS = 3


@pytest.fixture(scope="module")
def project(make_project: Callable[..., Project]) -> Project:
    """Return a small project that was built once."""
    project = make_project("chaos")
    write_register(project)
    project.write_export("acme", "canonical", "cases.csv", cases())
    project.build()
    return project


def test_killed_at_random_moments_the_next_build_publishes_the_same_figures(
    project: Project, tmp_path: Path
):
    draw = random.Random(20261125)
    published = project.folder / "published"
    before = project.current()
    shutil.copytree(published, tmp_path / "before")
    nodes = 150
    for _ in range(KILLS):
        after = draw.randrange(1, nodes)
        process = project.start("build")
        started = sum(1 for line in process.stdout if _is_start(line, process, after))
        process.wait()
        assert started >= 1
        assert project.current()["version"] in version_names(published)
        assert project.query("select count(*) from kpi_weekly")[0][0] > 0
    told = project.build()
    assert "Published: version" in told
    assert list(differences(tmp_path / "before", published)) == []
    assert set(version_names(published)) >= {before["version"]}
    assert [one.sentence for one in examine(project.folder) if one.state == "wrong"] == []


def _is_start(line: str, process: subprocess.Popen[str], after: int) -> bool:
    """Count a node that starts, and end the build at the stated one."""
    if " START " not in line:
        return False
    process.started = getattr(process, "started", 0) + 1
    if process.started == after:
        process.send_signal(signal.SIGKILL)
    return True


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here: the full disk is not tried")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_a_sentence_and_readers_keep_their_figures(small_disk, connection):
    published = small_disk / "published"
    first = publish_next(connection, published, 0)
    connection.execute(
        "create or replace table outcomes.kpi_weekly as "
        "select n as build, md5(n::varchar) as run_id from range(200000) as rows(n)"
    )
    with pytest.raises(NotPublishedError, match="is full"):
        publish_next(connection, published, 1)
    assert version_names(published) == [first.version]
    assert not list(published.glob(".tmp-*"))
    stamp(connection, 2)
    assert publish_next(connection, published, 2).version in version_names(published)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_locked_folder_is_a_sentence(tmp_path, connection):
    published = tmp_path / "published"
    first = publish_next(connection, published, 0)
    published.chmod(0o555)
    try:
        with pytest.raises(NotPublishedError, match="may not write"):
            publish_next(connection, published, 1)
    finally:
        published.chmod(0o755)
    assert version_names(published) == [first.version]


def test_a_clock_that_was_set_back_deletes_nothing(tmp_path, connection):
    published = tmp_path / "published"
    ahead = publish_next(connection, published, 100_000)
    stamp(connection, 1)
    behind = publish_next(connection, published, 0)
    stamp(connection, 2)
    again = publish_next(connection, published, 1)
    assert set(version_names(published)) == {ahead.version, behind.version, again.version}
    assert read_json(published / "current.json")["version"] == again.version


def test_a_snapshot_that_is_killed_is_not_there_or_whole(project: Project, tmp_path: Path):
    shared = tmp_path / "shared"
    environment = os.environ | {
        "GAINS_PROJECT": str(project.folder),
        "GAINS_PUBLISHED": str(project.folder / "published"),
        "GAINS_SNAPSHOTS": str(shared),
        "PYTHONPATH": str(ROOT),
    }
    gains = [sys.executable, "-m", "gains"]
    draw = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*gains, "snapshot", "--title", "Board", "--author", "Ada"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.3, 4.0))
        process.kill()
        process.wait()
        checked = subprocess.run(
            [*gains, "verify"], env=environment, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr
    done = subprocess.run(
        [*gains, "snapshot", "--title", "Board", "--author", "Ada"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_run_log_knows_the_killed(project: Project):
    assert last_run(project)["status"] == "success"
    runs = list((project.folder / "published" / "runs").glob("killed-*.json"))
    assert 1 <= len(runs) <= KILLS
