"""A snapshot is written whole or not at all, never changed, and every touched file is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import shared_snapshots
from gains.cli import main
from gains.frozen_reports import store
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.make import FILES, make
from gains.published.access import Scope
from tests.frozen_reports.conftest import LABEL

ROOT = Path(__file__).resolve().parents[2]


def copied(snapshot: Path, folder: Path) -> Path:
    """Copy a snapshot, so that a test may damage it."""
    home = folder / snapshot.name
    home.mkdir(parents=True)
    for path in snapshot.iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    return home


def test_the_same_snapshot_twice_is_the_same_bytes(publication, snapshot, tmp_path):
    again = make(publication, tmp_path, **LABEL)
    assert again.name == snapshot.name
    names = sorted(path.name for path in snapshot.iterdir())
    assert len(names) == len(FILES) + 2
    for name in names:
        assert (again / name).read_bytes() == (snapshot / name).read_bytes(), name


def test_sums_are_those_that_sha256sum_gives(snapshot):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", store.SUMS], cwd=snapshot, check=False
    )
    assert done.returncode == 0


def test_untouched_snapshots_verify(snapshot):
    assert store.verify(snapshot.parent) == []


@pytest.mark.parametrize("name", [*map(store.FILE_NAMES.get, FILES), store.RECORD, store.SUMS])
def test_each_touched_file_is_named(snapshot, tmp_path, name):
    home = copied(snapshot, tmp_path)
    data = bytearray((home / name).read_bytes())
    data[len(data) // 2] ^= 1
    (home / name).write_bytes(data)
    findings = store.verify(tmp_path)
    assert findings
    assert all(finding.snapshot_id == home.name for finding in findings)
    assert any(name in finding.sentence for finding in findings)


def test_a_record_rewritten_with_its_sums_is_still_found(snapshot, tmp_path):
    home = copied(snapshot, tmp_path)
    content = json.loads((home / store.RECORD).read_text())
    content["figures"]["totals"][0]["net_annual_value"] *= 10
    packed = json.dumps(content, indent=1).encode()
    lines = (home / store.SUMS).read_text().splitlines()
    lines = [line for line in lines if not line.endswith(store.RECORD)]
    lines.append(f"{store.sum_of(packed)}  {store.RECORD}")
    (home / store.RECORD).write_bytes(packed)
    (home / store.SUMS).write_text("\n".join(lines) + "\n")
    assert "its figures are not those that were frozen" in store.verify(tmp_path)[0].sentence


def test_missing_and_added_files_are_named(snapshot, tmp_path):
    home = copied(snapshot, tmp_path)
    (home / "snapshot.xlsx").unlink()
    (home / "notes.txt").write_text("x")
    said = " ".join(finding.sentence for finding in store.verify(tmp_path))
    assert "snapshot.xlsx is missing" in said
    assert "notes.txt was added" in said


def test_an_existing_snapshot_is_refused_and_unharmed(publication, snapshot):
    before = {path.name: path.stat().st_mtime_ns for path in snapshot.iterdir()}
    with pytest.raises(SnapshotError, match="never changed"):
        make(publication, snapshot.parent, **LABEL)
    assert {path.name: path.stat().st_mtime_ns for path in snapshot.iterdir()} == before


@pytest.mark.slow
def test_a_disk_that_takes_no_more_leaves_nothing_and_a_sentence(publication, tmp_path):
    # the system itself refuses: no file may grow beyond 400 kB, and the page is larger
    command = (
        f"ulimit -f 400; exec {sys.executable} -m gains snapshot --title t --author a "
        f"--published {publication.folder} --folder {tmp_path}"
    )
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_folder_that_cannot_be_made_is_a_sentence(publication, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    arguments = ["snapshot", "--title", "t", "--published", str(publication.folder)]
    assert main([*arguments, "--folder", str(tmp_path / "file")]) == 1
    said = capsys.readouterr().err
    assert "The system refused" in said
    assert "Traceback" not in said


KILLED = """
import sys, time
from pathlib import Path
from gains.published.publication import Publication
from gains.frozen_reports import store
from gains.frozen_reports.make import FILES, make
real = store.save
def slow(path, data):
    real(path, data)
    print("saved", flush=True)
    time.sleep(60)
store.save = slow
make(Publication(Path(sys.argv[1])), Path(sys.argv[2]), title="t", author="a")
"""


@pytest.mark.slow
def test_a_kill_leaves_no_half_snapshot_and_the_next_run_clears_up(publication, tmp_path):
    command = [sys.executable, "-c", KILLED, str(publication.folder), str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"saved"
        with pytest.raises(SnapshotError, match="Another snapshot is being written"):
            make(publication, tmp_path, **LABEL)
        process.kill()
    assert store.records(tmp_path) == {}
    assert store.verify(tmp_path) == []
    assert list(tmp_path.glob(f"{store.UNFINISHED}*"))
    with store.locked(tmp_path):
        pass
    assert not list(tmp_path.glob(f"{store.UNFINISHED}*"))


def test_a_correction_names_what_it_replaces(publication, snapshot, tmp_path):
    home = copied(snapshot, tmp_path)
    new = make(publication, tmp_path, **{**LABEL, "title": "Corrected"}, replaces=home.name)
    assert json.loads((new / store.RECORD).read_text())["replaces"] == home.name
    assert store.last_of(tmp_path, "portfolio")["snapshot_id"] == new.name


def test_replacing_what_is_not_there_is_refused(publication, tmp_path):
    with pytest.raises(SnapshotError, match="There is no snapshot 'x'"):
        make(publication, tmp_path, **LABEL, replaces="x")


def test_the_dashboard_lists_a_snapshot_to_those_who_may_see_its_companies(snapshot, monkeypatch):
    monkeypatch.setenv("GAINS_SNAPSHOTS", str(snapshot.parent))
    for scope in (Scope(everything=True), Scope(("falken", "harbor"))):
        (listed,) = shared_snapshots.snapshots(scope)
        assert listed.snapshot_id == snapshot.name
        assert [file.kind for file in listed.files] == ["pdf", "html", "pptx", "xlsx"]
    assert shared_snapshots.snapshots(Scope(("harbor",))) == []
