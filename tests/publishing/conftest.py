"""A work file whose tables say which build wrote them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.publishing.test_versions import stamp


@pytest.fixture
def connection(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(tmp_path / "work.duckdb"))
    connection.execute("create schema outcomes")
    stamp(connection, 0)
    return connection
