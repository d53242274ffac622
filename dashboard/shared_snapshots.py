"""Snapshots that were shared with leadership: frozen folders, read as they are.

A snapshot is a folder `shared_snapshots/<id>/` with `snapshot.json` beside its files:
`{"title", "period", "author", "published_at", "version", "company_ids", "replaces",
"files": {"pdf": {"name", "sha256"}, ...}}`.
Without `company_ids` only a reader of everything sees it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gains.files import read_json
from gains.project import ROOT
from gains.published.access import Scope

KINDS = {
    "pdf": ("PDF", "application/pdf"),
    "html": ("Page", "text/html"),
    "pptx": (
        "Deck",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True)
class File:
    """One file of a snapshot."""

    kind: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """One frozen snapshot."""

    snapshot_id: str
    title: str
    about: str
    published_at: str
    version: str
    replaced_by: str
    files: tuple[File, ...]


def folder() -> Path:
    """Give the folder: GAINS_SNAPSHOTS, or `shared_snapshots` in the project."""
    return Path(os.environ.get("GAINS_SNAPSHOTS", ROOT / "shared_snapshots"))


def snapshots(scope: Scope) -> list[Snapshot]:
    """Give the snapshots whose companies the reader may all see, the newest first."""
    found = {path.parent.name: read_json(path) for path in sorted(folder().glob("*/snapshot.json"))}
    replaced = {
        content["replaces"]: content.get("title", name)
        for name, content in found.items()
        if content.get("replaces")
    }
    listed = [
        Snapshot(
            name,
            str(content.get("title", name)),
            ", ".join(str(content[key]) for key in ("period", "author") if content.get(key)),
            str(content.get("published_at", "")),
            str(content.get("version", "")),
            str(replaced.get(name, "")),
            tuple(files(folder() / name, content.get("files", {}))),
        )
        for name, content in found.items()
        if may_see(scope, content)
    ]
    return sorted(listed, key=lambda snapshot: snapshot.published_at, reverse=True)


def may_see(scope: Scope, content: dict[str, Any]) -> bool:
    """Whether every company of a snapshot is within the scope."""
    companies = set(content.get("company_ids") or ())
    if scope.everything:
        return True
    return bool(companies) and companies <= set(scope.company_ids)


def files(home: Path, described: dict[str, Any]) -> list[File]:
    """Give the files that exist, in the order in which they are offered."""
    listed = []
    for kind in KINDS:
        one = described.get(kind)
        if not isinstance(one, dict):
            continue
        path = (home / str(one.get("name", ""))).resolve()
        if path.is_file() and path.parent == home.resolve():
            listed.append(File(kind, path, str(one.get("sha256", ""))))
    return listed
