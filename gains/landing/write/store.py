"""The folder `landed/`: always exactly what the exports and maps of today give.

A Parquet file is named by the content it was made of, so one that is there need not be made again.
Files are written under another name in a working folder and moved into place, the manifest last: a
run that is killed leaves nothing that a later one could take for whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import duckdb

from gains.canonical import LANDED_COLUMNS, SQL_TYPES, TABLES
from gains.files import read_json, sha256_of, sync, write_whole
from gains.landing.write.findings import FINDING_COLUMNS, FINDINGS
from gains.landing.write.inventory import VALUE_COLUMNS, VALUES
from gains.landing.write.rejects import REJECTED_COLUMNS
from gains.sql import sql_text

REJECTED = "rejected_rows"

#: What is written beside the canonical tables, with its columns.
BESIDE = {REJECTED: REJECTED_COLUMNS, VALUES: VALUE_COLUMNS, FINDINGS: FINDING_COLUMNS}


def code_version() -> str:
    """Return a hash of the code that lands: a changed rule lands everything again."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*package.rglob("*.py"), package.parent / "canonical.py"]):
        name = path.relative_to(package.parent).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sum_of(rows: object, sums: object) -> str:
    return hashlib.sha256(json.dumps([rows, sums], sort_keys=True).encode()).hexdigest()


class Store:
    """The landed files below one project.

    Parameters
    ----------
    root : Path
        The folder `landed/`; it is made where it is absent.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in (*TABLES, *BESIDE, "manifests"):
            (root / name).mkdir(parents=True, exist_ok=True)
        self.working = root / ".working" / str(os.getpid())
        self._remove_leftovers()
        self.working.mkdir(parents=True)

    def close(self) -> None:
        """Remove the working folder."""
        shutil.rmtree(self.working, ignore_errors=True)

    def parquet(self, table: str, file_id: str) -> Path:
        """Where the rows of a file are."""
        return self.root / table / f"{file_id}.parquet"

    def manifest(self, file_id: str) -> list[dict] | None:
        """Return what a file gave when it was landed, None when it has to be landed."""
        kept = read_json(self.root / "manifests" / f"{file_id}.json")
        rows, sums = kept.get("rows"), kept.get("sums")
        if kept.get("sha256") != _sum_of(rows, sums):
            return None
        needed = {*BESIDE, *(row.get("table_name") for row in rows)}
        # a power cut or a bad disk leaves files that are there and not whole
        is_whole = needed <= set(sums) and all(
            (path := self.parquet(table, file_id)).is_file() and sha256_of(path) == stated
            for table, stated in sums.items()
        )
        return rows if is_whole else None

    def keep(self, file_id: str, written: dict[str, Path], manifest: list[dict]) -> None:
        """Move what was written for one file into place, the manifest last.

        Parameters
        ----------
        file_id : str
            Of the file.
        written : dict of str to Path
            Parquet files in the working folder, by table.
        manifest : list of dict
            One for each table.
        """
        sums = {}
        for table, path in written.items():
            sums[table] = sha256_of(path)
            sync(path)
            path.replace(self.parquet(table, file_id))
        rows = json.loads(json.dumps(manifest, default=str))
        write_whole(
            self.root / "manifests" / f"{file_id}.json",
            {"rows": rows, "sums": sums, "sha256": _sum_of(rows, sums)},
        )

    def keep_only(self, file_ids: set[str]) -> None:
        """Remove what was made of files that are not among today's exports."""
        for folder in (*TABLES, *BESIDE, "manifests"):
            for path in (self.root / folder).iterdir():
                if path.name.split(".")[0] not in {*file_ids, "_empty"}:
                    path.unlink()

    def write_empty_files(self, connection: duckdb.DuckDBPyConnection) -> None:
        """One file without rows per table, so that a table without exports has its columns."""
        columns = {
            name: {**LANDED_COLUMNS, **{c.name: SQL_TYPES[c.type] for c in table.columns}}
            for name, table in TABLES.items()
        }
        columns |= BESIDE
        for table, types in columns.items():
            path = self.root / table / "_empty.parquet"
            new = self.working / f"{table}.parquet"
            nulls = ", ".join(f"cast(null as {type_}) as {name}" for name, type_ in types.items())
            connection.execute(
                f"copy (select {nulls} where false) to {sql_text(str(new))} (format parquet)"
            )
            if path.is_file() and path.read_bytes() == new.read_bytes():
                new.unlink()
            else:
                new.replace(path)

    def _remove_leftovers(self) -> None:
        for path in self.working.parent.glob("*"):
            alive = path.name.isdigit() and Path(f"/proc/{path.name}").exists()
            if not alive or path == self.working:
                shutil.rmtree(path, ignore_errors=True)
