"""A backup is whole or refused, and putting one back overwrites nothing.

What would go wrong unseen: a backup that restores half a project, or one that replaces newer
figures without a word.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gains.publishing.backup import BackupError, back_up, restore

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)
FILES = {
    "exports/acme/canonical/cases.csv": b"process_id,case_id\n",
    "seeds/companies.csv": b"company_id\nacme\n",
    "published/current.json": b'{"version": "v"}',
    "published/ledger.jsonl": b"{}\n",
    "history.duckdb": bytes(range(256)),
    "target/gains.duckdb": b"made again",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(tmp_path / "project")


def written(folder: Path) -> Path:
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_what_a_person_put_in_and_readers_saw_comes_back_byte_by_byte(project, tmp_path):
    archive = tmp_path / "backups" / "gains.tar.gz"
    assert back_up(project, archive, AT) == 5
    empty = tmp_path / "empty"
    assert restore(archive, empty) == 5
    found = {
        path.relative_to(empty).as_posix(): path.read_bytes()
        for path in empty.rglob("*")
        if path.is_file()
    }
    assert found == {
        name: content for name, content in FILES.items() if not name.startswith("target")
    }
    assert restore(archive, empty) == 0


def test_a_file_that_differs_is_never_overwritten(project, tmp_path):
    archive = tmp_path / "gains.tar.gz"
    back_up(project, archive, AT)
    (project / "seeds" / "companies.csv").write_bytes(b"company_id\nother\n")
    (project / "history.duckdb").unlink()
    with pytest.raises(BackupError, match=r"1 files .* differ .*seeds/companies\.csv"):
        restore(archive, project)
    assert not (project / "history.duckdb").exists()


def test_an_archive_is_not_overwritten(project, tmp_path):
    archive = tmp_path / "gains.tar.gz"
    archive.write_bytes(b"mine")
    with pytest.raises(BackupError, match="exists already"):
        back_up(project, archive, AT)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_archive_is_refused_whole(project, tmp_path, seed):
    archive = tmp_path / "gains.tar.gz"
    back_up(project, archive, AT)
    content = bytearray(archive.read_bytes())
    draw = random.Random(seed)
    if seed % 2:
        content = content[: draw.randrange(len(content))]
    else:
        # past the header, whose time stamp and flags carry no content
        content[draw.randrange(20, len(content))] ^= 0xFF
    archive.write_bytes(content)
    empty = tmp_path / "empty"
    with pytest.raises(BackupError, match="Nothing was written"):
        restore(archive, empty)
    assert not empty.exists()
