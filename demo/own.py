"""Clears the demo for a newcomer's own data: `python -m demo.own`.

Only what is still the demo's, to the byte, is removed. Where a file of the demo was changed,
nothing is removed at all, because somebody's own work may be in it.
"""

from __future__ import annotations

import csv
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from demo.generate import MANIFEST, sha256

#: What builds made of the demo: of no use to a newcomer, whose history starts empty.
MADE_OF_THE_DEMO = ("landed", "target", "published", "history.duckdb", "history.duckdb.wal")


class DemoChangedError(Exception):
    """Files of the demo were changed, so they are somebody's own."""


@dataclass(frozen=True)
class Cleared:
    """What clearing did.

    Parameters
    ----------
    removed : tuple of pathlib.Path
        Exports removed, relative to the project.
    emptied : tuple of pathlib.Path
        Seeds of which only the header line is left.
    kept : tuple of pathlib.Path
        Files below `exports/` that are not the demo's and were left alone.
    """

    removed: tuple[Path, ...]
    emptied: tuple[Path, ...]
    kept: tuple[Path, ...]


def clear_demo(root: Path) -> Cleared:
    """Remove the demo's exports and empty its register.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the project.

    Returns
    -------
    Cleared
        What was removed, emptied and kept.

    Raises
    ------
    DemoChangedError
        If a file of the demo was changed. Nothing is removed then.
    """
    manifest = _manifest(root)
    present = {path: digest for path, digest in manifest.items() if (root / path).is_file()}
    changed = [
        path
        for path, digest in present.items()
        if sha256(root / path) != digest and not _is_empty_seed(root / path)
    ]
    if changed:
        names = "\n".join(f"  {path}" for path in changed)
        raise DemoChangedError(
            f"These files are no longer the demo's, so nothing was cleared:\n{names}\n"
            "Move what is yours elsewhere and bring the demo's back "
            "(git checkout -- exports seeds), then run `make own` again; "
            "or remove the demo's rows and files by hand."
        )
    removed, emptied = [], []
    for path in present:
        if path.suffix == ".csv" and path.parts[0] == "seeds":
            if not _is_empty_seed(root / path):
                header = (root / path).read_bytes().split(b"\n", 1)[0]
                (root / path).write_bytes(header + b"\n")
                emptied.append(path)
        else:
            (root / path).unlink()
            removed.append(path)
            _remove_empty_parents(root / path, root / "exports")
    exports = root / "exports"
    kept = sorted(p.relative_to(root) for p in exports.rglob("*") if p.is_file())
    # where own exports were built beside the demo, what was published is theirs, too
    if (removed or emptied) and not kept:
        for name in MADE_OF_THE_DEMO:
            _remove(root / name)
    return Cleared(tuple(removed), tuple(emptied), tuple(kept))


def _manifest(root: Path) -> dict[Path, str]:
    with (root / MANIFEST).open(newline="") as stream:
        return {Path(row["path"]): row["sha256"] for row in csv.DictReader(stream)}


def _is_empty_seed(path: Path) -> bool:
    """Return whether a file is a seed with nothing but its header line."""
    return path.parent.name == "seeds" and path.read_bytes().strip().count(b"\n") == 0


def _remove(path: Path) -> None:
    """Remove a file or a folder with all it holds, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_empty_parents(path: Path, top: Path) -> None:
    """Remove the folders between a removed file and `top` that are empty now."""
    for folder in path.parents:
        if folder == top or any(folder.iterdir()):
            return
        folder.rmdir()


def main() -> int:
    """Clear the project in the current folder and say what was done."""
    try:
        cleared = clear_demo(Path())
    except DemoChangedError as problem:
        print(problem, file=sys.stderr)
        return 1
    if not cleared.removed and not cleared.emptied:
        print("Nothing of the demo is left to clear.")
    else:
        print(
            f"Removed {len(cleared.removed)} export files of the demo and emptied "
            f"{len(cleared.emptied)} register files in seeds/ down to their header lines."
        )
    for path in cleared.kept:
        print(f"Kept {path}: it is not the demo's.")
    print("Next: docs/your_own_data.md")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
