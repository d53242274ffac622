"""Which delivery is newer: by the natural order of the path, or by what a map reads in it."""

from __future__ import annotations

import re
from pathlib import Path

from gains.landing.find.export_files import ExportFolder, natural_order
from gains.landing.problems import LandingError


def in_order_of_delivery(folder: ExportFolder, delivered: str | None) -> list[Path]:
    """Return the files of a folder, oldest delivery first.

    Parameters
    ----------
    folder : ExportFolder
        With its files in natural order.
    delivered : str or None
        A regular expression whose groups order the files.

    Returns
    -------
    list of Path
        All files of the folder.

    Raises
    ------
    LandingError
        When a file's path does not match.
    """
    if delivered is None:
        return list(folder.files)
    pattern = re.compile(delivered)
    problems: list[str] = []
    keyed: list[tuple[tuple, int, Path]] = []
    for position, path in enumerate(folder.files):
        found = pattern.search(folder.name_of(path))
        if found is None:
            problems.append(
                f"{folder.shown(path)}: the name does not say when it was delivered; the map "
                f"expects {delivered}. Rename the file, or correct 'delivered'."
            )
            continue
        groups = [found[name] for name in sorted(found.groupdict(), key=_order_of)]
        groups = groups or list(found.groups()) or [found[0]]
        keyed.append((natural_order("-".join(group or "" for group in groups)), position, path))
    if problems:
        raise LandingError(problems)
    return [path for _, _, path in sorted(keyed)]


def _order_of(name: str) -> tuple[int, str]:
    order = ("year", "month", "day", "hour", "minute", "second")
    return (order.index(name) if name in order else len(order), name)
