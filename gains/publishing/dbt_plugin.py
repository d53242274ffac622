"""What dbt-duckdb calls when it connects: take the lock, look at the work file, offer the run log.

Named in profiles.yml under `plugins`. Commands that do not connect (parse, ls) never come here.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.flags import get_flags

from gains.publishing import heartbeat
from gains.publishing.build_lock import LOCK, BuildLock
from gains.publishing.history import keep_history
from gains.publishing.pointer import mend
from gains.publishing.run_log import record_killed_run, record_run
from gains.publishing.work_files import mark_damaged, set_aside_if_unreadable

PUBLISHED = Path("published")


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
        if get_flags().WHICH == "build":
            heartbeat.begun(PUBLISHED, datetime.now(UTC).isoformat(timespec="seconds"), os.getpid())
        mended = mend(PUBLISHED)
        told = [*mended.sentences, set_aside_if_unreadable(work_file)]
        for attachment in self.creds.attach or []:
            told.append(keep_history(Path(attachment.path), PUBLISHED))
        for sentence in filter(None, told):
            # printed, not logged: what was lost or mended is told whatever the log level
            print(f"Recovered: {sentence}", flush=True)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        conn.create_function(
            "gains_record_run",
            self.record_run,
            ["VARCHAR"],
            "VARCHAR",
            side_effects=True,
        )

    def record_run(self, run: str) -> str:
        if "Corrupt database file" in run:
            mark_damaged(Path(self.creds.path))
        told = record_run(json.loads(run), PUBLISHED, finished_at=datetime.now(UTC))
        self.lock.mark_finished()
        return told
