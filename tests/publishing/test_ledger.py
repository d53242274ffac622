"""Nothing that was published is ever deleted because a file went missing or was damaged.

What would go wrong unseen: a lost pointer that ends all versions and restatements, a flipped bit
that stops every later build, a history that begins anew without a word.
"""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from gains.history.previous import published_before
from gains.publishing.doctor import examine
from gains.publishing.history import rebuild_history
from gains.publishing.ledger import LEDGER, NewerLedgerError, append, read_ledger
from gains.publishing.pointer import POINTER, go_back, mend, version_names
from gains.publishing.versions import PublishedTable, publish

TABLES = [
    PublishedTable("published_figures", "outcomes"),
    PublishedTable("restatements", "outcomes"),
]
START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
#: figure -> its value in each of three publications; None: not published.
VALUES = {"steady": (1.0, 1.0, 1.0), "moved": (2.0, 2.5, 2.5), "gone": (3.0, None, None)}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with three publications, a day apart; each adds a restatement."""
    connection = duckdb.connect()
    connection.execute("create schema outcomes")
    for number in range(3):
        rows = [
            f"('{name}', {values[number]})"
            for name, values in VALUES.items()
            if values[number] is not None
        ]
        connection.execute(
            "create or replace table outcomes.published_figures as "
            f"select * from (values {', '.join(rows)}) as figures(figure_id, value)"
        )
        connection.execute(
            "create or replace table outcomes.restatements as "
            f"select 'r' || n as measure, 1.0 as was from range({number}) as rows(n)"
        )
        publish(
            connection,
            TABLES,
            tmp_path / "published",
            built_at=START + timedelta(days=number),
            as_of={"orders": date(2026, 4, 30)},
            invocation_id=f"run-{number}",
        )
    return tmp_path


def pointed(published: Path) -> str:
    return json.loads((published / POINTER).read_text())["version"]


def test_a_lost_pointer_is_found_again_and_nothing_is_deleted(project: Path):
    published = project / "published"
    before = (published / POINTER).read_bytes()
    versions = version_names(published)
    (published / POINTER).unlink()
    mended = mend(published)
    assert (published / POINTER).read_bytes() == before
    assert version_names(published) == versions and len(versions) == 3
    assert published_before("restatements", published).num_rows == 2
    assert "missing or unreadable" in mended.sentences[0]
    assert mend(published).sentences == ()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b'{"version": "nowhere"}', b"[]"])
def test_a_damaged_pointer_is_told_once_and_mended(project: Path, content: bytes):
    published = project / "published"
    last = pointed(published)
    (published / POINTER).write_bytes(content)
    assert len(mend(published).sentences) == 1
    assert pointed(published) == last


def test_a_damaged_version_gives_way_to_the_newest_whole_one(project: Path):
    published = project / "published"
    _, second, third = version_names(published)
    database = published / third / "gains.duckdb"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    mended = mend(published)
    assert mended.version == pointed(published) == second
    assert f"{third} is damaged" in mended.sentences[0]
    # what the damaged one restated is remembered all the same
    assert published_before("restatements", published).num_rows == 2
    assert any(f"{third} is damaged" in one.sentence for one in examine(project))


def test_a_pointer_to_a_version_killed_before_its_entry_is_entered(project: Path):
    published = project / "published"
    lines = (published / LEDGER).read_bytes().splitlines(keepends=True)
    (published / LEDGER).write_bytes(b"".join(lines[:-1]))
    mend(published)
    assert (published / LEDGER).read_bytes() == b"".join(lines)


def test_publications_from_before_the_ledger_are_entered(project: Path):
    published = project / "published"
    names = version_names(published)
    (published / LEDGER).unlink()
    shutil.rmtree(published / "memory")
    for name in names:
        (published / name / "entry.json").unlink()
    mend(published)
    ledger = read_ledger(published)
    assert list(ledger.publications) == names
    assert ledger.publications[names[-1]].as_of == {"orders": "2026-04-30"}
    assert published_before("restatements", published).num_rows == 2


def test_going_back_shows_the_earlier_figures_and_keeps_what_was_restated_since(project: Path):
    published = project / "published"
    first = version_names(published)[0]
    assert first in go_back(published, first)
    assert pointed(published) == first and len(version_names(published)) == 3
    assert published_before("published_figures", published).num_rows == 3
    assert published_before("restatements", published).num_rows == 2
    assert mend(published).sentences == ()
    with pytest.raises(ValueError, match="Whole versions"):
        go_back(published, "20260101T000000Z-00000000")


def test_the_last_line_cut_off_by_a_power_cut_does_not_swallow_the_next(project: Path):
    published = project / "published"
    ledger = read_ledger(published)
    with (published / LEDGER).open("ab") as file:
        file.write(b'{"event": "publ')
    append(published, ledger.entries[0])
    again = read_ledger(published)
    assert again.damaged_lines == (4,)
    assert again.entries == (*ledger.entries, ledger.entries[0])


def test_a_ledger_of_a_newer_release_is_refused_with_a_sentence(project: Path, monkeypatch):
    published = project / "published"
    monkeypatch.setattr("gains.publishing.ledger.SCHEMA_VERSION", 0)
    with pytest.raises(NewerLedgerError, match="newer release of Gains"):
        read_ledger(published)


def test_history_is_made_again_as_its_snapshots_left_it(project: Path):
    """By hand: of three publications the first two are in it, the third is the next snapshot's."""
    database = project / "history.duckdb"
    assert rebuild_history(database, project / "published") == 2
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select figure_id, value, dbt_valid_from, dbt_valid_to from figures_as_published "
            "order by figure_id, dbt_valid_from"
        ).fetchall()
    first, second = datetime(2026, 5, 4, 6), datetime(2026, 5, 5, 6)
    assert rows == [
        ("gone", 3.0, first, second),
        ("moved", 2.0, first, second),
        ("moved", 2.5, second, None),
        ("steady", 1.0, first, None),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_in_any_state_file_is_mended_or_told(project: Path, seed: int):
    """Whatever bit flips: no trace, no version deleted, a whole version shown or a sentence."""
    draw = random.Random(seed)
    published = project / "published"
    versions = version_names(published)
    files = sorted(path for path in published.rglob("*") if path.is_file())
    path = draw.choice(files)
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)
    mended = mend(published)
    assert version_names(published) == versions
    assert mended.version in versions
    assert published_before("published_figures", published).schema.names[0] == "figure_id"
    assert all(finding.sentence.rstrip().endswith(".") for finding in examine(project))
