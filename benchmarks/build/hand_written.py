"""Runs the hand-written script on a folder of exports, into a DuckDB file.

It is its own process so that its time and memory are measured like those of the build.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from benchmarks.build.logs import SLA_HOURS


def main(exports: str, database: str) -> None:
    """Run `hand_written.sql` on the files in `exports` and keep its tables in `database`."""
    script = (Path(__file__).parent / "hand_written.sql").read_text()
    connection = duckdb.connect(database)
    connection.execute(script.format(exports=exports, sla_hours=SLA_HOURS))
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
