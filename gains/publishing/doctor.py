"""What is wrong with the state that builds leave, and what was mended."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gains.publishing import memory
from gains.publishing.history import keep_history
from gains.publishing.ledger import LEDGER, read_ledger
from gains.publishing.pointer import mend, version_names, what_is_wrong
from gains.publishing.work_files import set_aside_if_unreadable

#: Below this much free space a build may end half way.
LEAST_FREE_BYTES = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    state : str
        ok, mended, or wrong: a person has to act.
    sentence : str
        What was found, and what to do where a person has to act.
    """

    state: str
    sentence: str


def examine(project: Path) -> list[Finding]:
    """Check every state file of a project and mend what can be mended without a build.

    Parameters
    ----------
    project : Path
        The project folder; no build may be running.

    Returns
    -------
    list of Finding
        Never empty.
    """
    published = project / "published"
    mended = mend(published)
    findings = [Finding("mended", sentence) for sentence in mended.sentences]
    if mended.version:
        findings.append(Finding("ok", f"Readers see the version {mended.version}; it is whole."))
    elif version_names(published):
        findings.append(Finding("wrong", "No published version is whole. Run `dbt build`."))
    else:
        findings.append(Finding("ok", "Nothing is published yet."))
    findings += _versions(published)
    findings += _databases(project, published)
    free = shutil.disk_usage(project).free
    if free < LEAST_FREE_BYTES:
        findings.append(
            Finding(
                "wrong",
                f"Only {free / 1e6:,.0f} MB are free on the disk of {project}. A build may end "
                "half way; readers would keep the last figures. Make room.",
            )
        )
    return findings


def _versions(published: Path) -> list[Finding]:
    ledger = read_ledger(published)
    findings = []
    there = set(version_names(published))
    for name in ledger.publications:
        why = what_is_wrong(published, name, ledger) if name in there else ""
        if why:
            findings.append(
                Finding("wrong", f"The version {name} {why}. Restore it from a backup.")
            )
        elif name not in there and name not in ledger.retired:
            findings.append(
                Finding(
                    "wrong",
                    f"The version {name} is gone, and retention did not remove it. Its figures "
                    "stand in the ledger; restore its file from a backup if you need to show it.",
                )
            )
        if not memory.is_whole(published, name):
            findings.append(
                Finding(
                    "wrong",
                    f"What the version {name} left in {published / memory.MEMORY} is gone or "
                    "damaged. Restore it from a backup: history cannot be made again without it.",
                )
            )
    for name in sorted(there - set(ledger.publications)):
        findings.append(
            Finding(
                "ok",
                f"The version {name} was never shown: a build was ended before it could be. Its "
                "folder may be removed.",
            )
        )
    if not ledger.damaged_lines and ledger.entries:
        count = len(ledger.entries)
        findings.append(Finding("ok", f"{published / LEDGER} is whole: {count:,} entries."))
    return findings


def _databases(project: Path, published: Path) -> list[Finding]:
    work_file, history = project / "target" / "gains.duckdb", project / "history.duckdb"
    findings = []
    for database, mended in (
        (work_file, lambda: set_aside_if_unreadable(work_file)),
        (history, lambda: keep_history(history, published)),
    ):
        try:
            told = mended()
        except (RuntimeError, duckdb.Error) as error:
            findings.append(Finding("wrong", str(error)))
            continue
        if told:
            findings.append(Finding("mended", told))
        elif database.exists():
            findings.append(Finding("ok", f"{database} opens."))
    return findings
