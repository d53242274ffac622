"""A version is whole or not there, readers keep what they opened, and old versions go.

What would go wrong unseen: a page that mixes two builds, or a disk that fills up.
"""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from gains.publishing.ledger import read_ledger
from gains.publishing.versions import PublishedTable, Version, publish

TABLES = [PublishedTable("kpi_weekly", "outcomes"), PublishedTable("companies", "outcomes")]
START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def stamp(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Write a build's number into every table, so that a mixed reading shows."""
    for table in TABLES:
        connection.execute(
            f"create or replace table outcomes.{table.name} as "
            f"select {number} as build, 'run {number}' as run_id, n from range(1000) as rows(n)"
        )


def publish_next(connection: duckdb.DuckDBPyConnection, folder: Path, minutes: int) -> Version:
    return publish(
        connection,
        TABLES,
        folder,
        built_at=START + timedelta(minutes=minutes),
        as_of={"orders": date(2026, 4, 30)},
        invocation_id=f"run-{minutes}",
    )


def versions(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "memory")


def test_the_pointer_names_a_file_that_holds_every_table(connection, tmp_path):
    folder = tmp_path / "published"
    version = publish_next(connection, folder, 0)
    current = json.loads((folder / "current.json").read_text())
    assert current == {
        "version": version.version,
        "path": f"{version.version}/gains.duckdb",
        "built_at": "2026-05-04T06:00:00+00:00",
        "as_of": {"orders": "2026-04-30"},
        "invocation_id": "run-0",
    }
    assert version.row_counts == {"kpi_weekly": 1000, "companies": 1000}
    with duckdb.connect(str(folder / current["path"]), read_only=True) as published:
        tables = published.execute("select table_schema, table_name from information_schema.tables")
        assert sorted(tables.fetchall()) == [("main", "companies"), ("main", "kpi_weekly")]


def test_equal_figures_end_alike_and_others_do_not(connection, tmp_path):
    digests = []
    for minutes, number in enumerate((0, 0, 1)):
        stamp(connection, number)
        connection.execute(f"update outcomes.companies set run_id = 'another {minutes}'")
        digests.append(publish_next(connection, tmp_path / "published", minutes).version[-8:])
    assert digests[0] == digests[1] != digests[2]


def test_the_last_five_versions_stay(connection, tmp_path):
    folder = tmp_path / "published"
    names = [publish_next(connection, folder, minutes).version for minutes in range(8)]
    assert versions(folder) == names[-5:]


def test_an_open_version_outlives_its_name(connection, tmp_path):
    folder = tmp_path / "published"
    first = publish_next(connection, folder, 0)
    with duckdb.connect(str(folder / first.path), read_only=True) as reader:
        for minutes in range(1, 8):
            publish_next(connection, folder, minutes)
        assert not (folder / first.path).exists()
        assert reader.execute("select sum(build), count(*) from kpi_weekly").fetchone() == (0, 1000)


@pytest.mark.parametrize("broken_at", ["rename", "pointer"])
def test_what_a_killed_publication_leaves_is_never_shown_and_no_version_is_deleted_for_it(
    connection, tmp_path, monkeypatch, broken_at
):
    folder = tmp_path / "published"
    first = publish_next(connection, folder, 0)
    stamp(connection, 1)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if broken_at == "rename":
            patched.setattr(Path, "rename", die)
        else:
            patched.setattr("gains.publishing.versions.write_pointer", die)
        with pytest.raises(KeyboardInterrupt):
            publish_next(connection, folder, 1)
    assert json.loads((folder / "current.json").read_text())["version"] == first.version
    left = set(versions(folder)) - {first.version}
    last = publish_next(connection, folder, 2)
    assert last.version in versions(folder) and first.version in versions(folder)
    # a draft goes; a whole version stays, unknown to the ledger and never pointed to
    assert left & set(versions(folder)) == {name for name in left if not name.startswith(".")}
    assert set(read_ledger(folder).publications) == {first.version, last.version}


def test_readers_in_a_loop_never_see_two_builds_at_once(connection, tmp_path):
    folder = tmp_path / "published"
    publish_next(connection, folder, 0)
    stop = threading.Event()
    seen: list[set[int]] = []
    errors: list[Exception] = []

    def read() -> None:
        while not stop.is_set():
            try:
                current = json.loads((folder / "current.json").read_text())
                with duckdb.connect(str(folder / current["path"]), read_only=True) as page:
                    seen.append(
                        {
                            row[0]
                            for table in TABLES
                            for row in page.execute(
                                f"select distinct build from {table.name}"
                            ).fetchall()
                        }
                    )
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for minutes in range(1, 16):
        stamp(connection, minutes)
        publish_next(connection, folder, minutes)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert all(len(builds) == 1 for builds in seen)
    assert len(set().union(*seen)) > 1
