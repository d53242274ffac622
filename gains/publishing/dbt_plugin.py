"""What dbt-duckdb calls when it connects: take the lock, look at the work file, offer the run log.

Named in profiles.yml under `plugins`. Commands that do not connect (parse, ls) never come here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from gains.publishing.build_lock import LOCK, BuildLock
from gains.publishing.run_log import record_killed_run, record_run

PUBLISHED = Path("published")


class WorkFileHeldError(RuntimeError):
    """Another program has the work file open."""


class Plugin(BasePlugin):
    """The lock, before DuckDB opens the work file; the run log, as a function for the last hook."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        work_file = Path(self.creds.path)
        self.lock = BuildLock(work_file.parent / LOCK)
        left_behind = self.lock.take()
        if left_behind:
            record_killed_run(
                left_behind["started_at"],
                left_behind["process_id"],
                PUBLISHED,
                noticed_at=datetime.now(UTC),
            )
        set_aside_if_unreadable(work_file)
        for attachment in self.creds.attach or []:
            set_aside_if_unreadable(Path(attachment.path))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        conn.create_function(
            "gains_record_run",
            self.record_run,
            ["VARCHAR"],
            "VARCHAR",
            side_effects=True,
        )

    def record_run(self, run: str) -> str:
        told = record_run(json.loads(run), PUBLISHED, finished_at=datetime.now(UTC))
        self.lock.mark_finished()
        return told


def set_aside_if_unreadable(work_file: Path) -> None:
    """Move a broken work file out of the way: a build makes all of it anew.

    Parameters
    ----------
    work_file : Path
        May not exist yet.

    Raises
    ------
    WorkFileHeldError
        Where another program has it open; it is then left alone.
    """
    if not work_file.exists():
        return
    try:
        duckdb.connect(str(work_file)).close()
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise WorkFileHeldError(
                f"Another program has {work_file} open. Close it and run again; to look at the "
                "figures, open the file that published/current.json names."
            ) from None
        for path in (work_file, work_file.with_name(f"{work_file.name}.wal")):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.unreadable"))
