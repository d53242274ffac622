"""What is published: which version is current, and how the last run ended.

Never the build's own database.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from gains.files import read_json
from gains.project import ROOT


@dataclass(frozen=True)
class Version:
    """One published version: immutable once written.

    Attributes
    ----------
    name : str
        As in current.json; part of every cache key.
    database : Path
        Its DuckDB file.
    built_at : str
        ISO 8601, UTC.
    invocation_id : str
        Of the dbt run that made it.
    """

    name: str
    database: Path
    built_at: str = ""
    invocation_id: str = ""


@dataclass(frozen=True)
class LastRun:
    """How the last build ended, whether or not it published."""

    status: str = "unknown"
    reason: str = ""
    finished_at: str = ""

    @property
    def failed(self) -> bool:
        """Whether the last build ended without publishing."""
        return self.status not in ("unknown", "success", "succeeded", "passed")


@dataclass(frozen=True)
class Publication:
    """The published folder: reads small JSON files on every view, so it is never out of date."""

    folder: Path = field(default_factory=lambda: published_folder())

    def current(self) -> Version | None:
        """Give the current version, or None while nothing is published."""
        content = read_json(self.folder / "current.json")
        database = self.folder / str(content.get("path", ""))
        if not content or not database.is_file():
            return None
        return Version(
            str(content["version"]),
            database,
            str(content.get("built_at", "")),
            str(content.get("invocation_id", "")),
        )

    def last_run(self) -> LastRun:
        """Give how the last run ended; unknown while no run is logged."""
        content = read_json(self.folder / "last_run.json")
        return LastRun(
            str(content.get("status", "unknown")),
            str(content.get("reason") or ""),
            str(content.get("finished_at") or ""),
        )

    def heartbeat(self) -> dict[str, object]:
        """Give when builds last came through, and what became of those since."""
        return read_json(self.folder / "heartbeat.json")


def published_folder() -> Path:
    """Give the published folder: GAINS_PUBLISHED, or `published` in the project."""
    return Path(os.environ.get("GAINS_PUBLISHED", ROOT / "published"))
