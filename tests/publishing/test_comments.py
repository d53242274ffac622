"""Whoever opens a published file finds what its tables and columns mean."""

from __future__ import annotations

import duckdb

from gains.publishing.comments import copy_comments


def test_a_copy_carries_the_comments_of_table_and_columns(tmp_path):
    connection = duckdb.connect(str(tmp_path / "work.duckdb"))
    connection.execute(f"attach '{tmp_path / 'copy.duckdb'}' as publication")
    connection.execute(
        """
        create schema outcomes;
        create table outcomes.things ("group by" integer, plain integer, undescribed integer);
        comment on table outcomes.things is 'One row per company''s thing.';
        comment on column outcomes.things."group by" is 'What''s counted';
        comment on column outcomes.things.undescribed is '';
        create table publication.main.things as select * from outcomes.things
        """
    )
    copy_comments(connection, "outcomes", "things", "publication.main.things")
    connection.close()
    copied = duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True)
    assert copied.execute("select comment from duckdb_tables()").fetchall() == [
        ("One row per company's thing.",)
    ]
    assert copied.execute(
        "select column_name, comment from duckdb_columns() where table_name = 'things'"
    ).fetchall() == [("group by", "What's counted"), ("plain", None), ("undescribed", None)]
