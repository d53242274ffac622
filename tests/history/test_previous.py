"""What the next build remembers of the current publication."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from gains.history.previous import SCHEMAS, published_before

VERSION = "20261120T233000Z-0a1b2c3d"


def publish(folder: Path, *statements: str) -> None:
    (folder / VERSION).mkdir(parents=True)
    with duckdb.connect(str(folder / VERSION / "gains.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
    pointer = {
        "version": VERSION,
        "path": f"{VERSION}/gains.duckdb",
        "built_at": "2026-11-20T23:30:00+00:00",
    }
    (folder / "current.json").write_text(json.dumps(pointer))


@pytest.mark.parametrize("table", SCHEMAS)
def test_before_the_first_publication_there_is_nothing_and_it_has_the_right_types(tmp_path, table):
    rows = published_before(table, tmp_path / "published")
    assert rows.num_rows == 0
    assert rows.schema.names == [*SCHEMAS[table].names, "published_on", "published_at"]
    assert [rows.schema.field(name) for name in SCHEMAS[table].names] == list(SCHEMAS[table])


def test_a_publication_of_an_older_version_lacks_tables_and_columns(tmp_path):
    # an upgrade must not stop the build: what the older version did not keep is empty
    publish(
        tmp_path,
        "create table published_figures (figure_id varchar, value double)",
        "insert into published_figures values ('a', 1.5)",
    )
    rows = published_before("published_figures", tmp_path).to_pylist()
    assert [(row["figure_id"], row["value"], row["definition"]) for row in rows] == [
        ("a", 1.5, None)
    ]
    assert rows[0]["published_on"] == date(2026, 11, 20)
    assert rows[0]["published_at"] == datetime(2026, 11, 20, 23, 30)
    assert published_before("register_lines", tmp_path).num_rows == 0
