"""A throw-away project folder on which real builds run: `dbt build` on exports a test wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from demo.generate import write_demo, write_register

ROOT = Path(__file__).resolve().parents[1]
DBT = Path(sys.executable).parent / "dbt"
#: What every project shares with the repository; exports, seeds and everything built are its own.
LINKED = (
    "dbt_project.yml", "profiles.yml", "selectors.yml", "models", "macros", "data_tests",
    "snapshots", "expectations", "export_maps", "gains", "docs",
)  # fmt: skip
#: A build that takes longer than this hangs.
TIMEOUT_SECONDS = 600


class Project:
    """A project folder of its own: the repository's models on a test's exports and register.

    Parameters
    ----------
    folder : Path
        Where to make it; must not exist.
    demo : bool
        Whether it starts with the demo's exports; else with none. The register is the demo's
        either way: `write_seed` replaces a table of it.
    """

    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for name in LINKED:
            if (ROOT / name).exists():
                (folder / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        (folder / "exports").mkdir()
        # written anew, so that tests also pass where `make own` has cleared the demo
        if demo:
            write_demo(folder)
        else:
            write_register(folder / "seeds")

    def unlink(self, name: str) -> Path:
        """Replace a link into the repository by a copy that a test may change; return it."""
        path = self.folder / name
        source = path.resolve()
        path.unlink()
        if source.is_dir():
            shutil.copytree(source, path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, path)
        return path

    def write_export(self, company: str, export_map: str, name: str, text: str | bytes) -> Path:
        """Write one export file below `exports/<company>/<map>/`."""
        path = self.folder / "exports" / company / export_map / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def write_seed(self, name: str, text: str) -> Path:
        """Replace a table of the register (`name` without .csv)."""
        path = self.folder / "seeds" / f"{name}.csv"
        path.write_text(text)
        return path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start dbt with these arguments and return at once."""
        environment = os.environ | {
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
            "GX_ANALYTICS_ENABLED": "False",
            "NO_COLOR": "1",
            "DBT_USE_COLORS": "False",
        }
        return subprocess.Popen(
            [str(DBT), *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def dbt(self, *arguments: str, expect: int | None = 0) -> str:
        """Run dbt and return what it printed.

        Parameters
        ----------
        arguments : str
            The command and its options.
        expect : int or None
            The exit code that it must end with; None: any.
        """
        process = self.start(*arguments)
        try:
            output, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        finally:
            process.kill()
        if expect is not None and process.returncode != expect:
            raise AssertionError(
                f"dbt {' '.join(arguments)} ended with {process.returncode}, "
                f"not {expect}:\n{output}"
            )
        return output

    def build(self, *arguments: str, expect: int | None = 0) -> str:
        """Run `dbt build` and return what it printed."""
        return self.dbt("build", *arguments, expect=expect)

    def current(self) -> dict | None:
        """Return what `published/current.json` says, None before the first publication."""
        path = self.folder / "published" / "current.json"
        return json.loads(path.read_text()) if path.exists() else None

    def query(self, sql: str, parameters: list | None = None) -> list[tuple]:
        """Query what is published, as a reader would."""
        current = self.current()
        if current is None:
            raise AssertionError("nothing is published")
        return self._query(self.folder / "published" / current["path"], sql, parameters)

    def query_work(self, sql: str, parameters: list | None = None) -> list[tuple]:
        """Query the work file of the last build; schemas are the layers (staging, core, ...)."""
        return self._query(self.folder / "target" / "gains.duckdb", sql, parameters)

    def _query(self, database: Path, sql: str, parameters: list | None) -> list[tuple]:
        with duckdb.connect(str(database), read_only=True) as connection:
            # staged documents are views of the landed files, which lie below the project folder
            connection.execute(f"set file_search_path = '{self.folder}'")
            return connection.execute(sql, parameters or []).fetchall()
