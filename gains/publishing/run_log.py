"""The log of builds: how each ended, so that readers are told why a figure is of an earlier day."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gains.files import read_json, write_whole
from gains.publishing import heartbeat
from gains.publishing.versions import POINTER

RUNS = "runs"
LAST_RUN = "last_run.json"
KEPT_RUNS = 50
#: The node whose success means that readers see this build.
PUBLICATION = "publication"
#: The node that reads the exports.
LANDING = "landed_files"
_GOOD = {"success", "pass", "warn", "no-op"}
_SENTENCES_IN_REASON = 5


def record_run(run: dict[str, Any], folder: Path, finished_at: datetime) -> str:
    """Write how a build ended and return what to tell whoever started it.

    Parameters
    ----------
    run : dict
        `invocation_id`, `started_at` (ISO 8601), `results` (a dict a node: `name`,
        `resource_type`, `status`, `message`, `seconds`) and `findings` (a dict a check that did
        not pass: `suite`, `expectation`, `column_name`, `severity`, `did_run`, `message`), and
        `build_every_hours`, the stated schedule, where there is one.
    folder : Path
        The published folder.
    finished_at : datetime
        With a time zone.

    Returns
    -------
    str
        Sentences, one per line.

    Notes
    -----
    `last_run.json` changes only with builds that mean to publish: a developer's build of one model
    neither hides a failed night nor looks like one.
    """
    results = run["results"]
    failures = [result for result in results if result["status"] not in _GOOD | {"skipped"}]
    publication = next((one for one in results if one["name"] == PUBLICATION), None)
    published = publication is not None and publication["status"] == "success"
    current = read_json(folder / POINTER)
    record = {
        "invocation_id": run["invocation_id"],
        "status": "failed" if failures else "success",
        "reason": _reason(failures, run["findings"]) if failures else None,
        "started_at": run["started_at"],
        "finished_at": finished_at.astimezone(UTC).isoformat(timespec="seconds"),
        "is_published": published,
        "version": current.get("version") if published else None,
        "shown_version": current.get("version"),
        "shown_built_at": current.get("built_at"),
        "failures": [
            {"name": one["name"], "status": one["status"], "message": _plain(one["message"])}
            for one in failures
        ],
        "findings": run["findings"],
        "node_count": len(results),
    }
    write_whole(folder / RUNS / f"{run['invocation_id']}.json", record)
    _drop_old(folder / RUNS)
    if publication is not None:
        write_whole(folder / LAST_RUN, record)
        hours = run.get("build_every_hours")
        heartbeat.ended(
            folder,
            is_published=published,
            at=finished_at,
            build_every_hours=float(hours) if hours else None,
        )
    else:
        heartbeat.stopped(folder)
    return "\n".join(_told(record, publication is not None))


def record_killed_run(started_at: str, process_id: int, folder: Path, noticed_at: datetime) -> None:
    """Write down a build that ended without a word; the next one to start finds its traces."""
    record = {
        "invocation_id": None,
        "status": "killed",
        "reason": "It was ended from outside before it could finish.",
        "started_at": started_at,
        "finished_at": None,
        "noticed_at": noticed_at.astimezone(UTC).isoformat(timespec="seconds"),
        "process_id": process_id,
        "is_published": False,
    }
    name = re.sub(r"\D", "", started_at)[:14]
    write_whole(folder / RUNS / f"killed-{name}.json", record)
    heartbeat.killed(folder, started_at)


def _reason(failures: list[dict[str, Any]], findings: list[dict[str, Any]]) -> str:
    """Say in sentences why a build failed: the checks that stopped it, else what dbt reports."""
    if any(failure["name"] == "critical_checks_all_pass" for failure in failures):
        sentences = [one["message"] for one in findings if one["severity"] == "critical"]
    else:
        # landing speaks in sentences of its own; elsewhere the model's name helps
        sentences = [
            _plain(one["message"])
            if one["name"] == LANDING
            else f"{one['name']}: {_plain(one['message'])}"
            for one in failures
        ]
    shown = sentences[:_SENTENCES_IN_REASON]
    if len(sentences) > len(shown):
        shown.append(f"And {len(sentences) - len(shown)} more.")
    return "\n".join(shown)


def _plain(message: str | None) -> str:
    """Return an error message without dbt's frame round it and without a stack trace."""
    lines = [line.strip() for line in (message or "no message").strip().splitlines()]
    lines = [line for line in lines if not re.match(r"compiled code at |\w+ Error in \w+ ", line)]
    if any(line.startswith("Traceback (most recent call last)") for line in lines):
        lines = lines[-1:]
    return "\n".join(line.removeprefix("Invalid Input Error: ") for line in lines if line)


def _told(record: dict[str, Any], was_to_publish: bool) -> list[str]:
    lines = []
    for finding in sorted(record["findings"], key=lambda one: one["severity"]):
        label = "Critical" if finding["severity"] == "critical" else "Warning"
        lines.append(f"{label}: {finding['message']}")
    if record["is_published"] and not record["failures"]:
        lines.append(f"Published: version {record['version']}.")
    elif record["failures"] and was_to_publish and record["is_published"]:
        lines.append(f"Published: version {record['version']}; the build then failed all the same.")
    elif record["failures"] and was_to_publish:
        shown = record["shown_built_at"]
        seen = (
            f"readers still see the figures built at {shown}"
            if shown
            else "nothing was published before"
        )
        lines.append(f"Not published; {seen}.")
    return lines


def _drop_old(runs: Path) -> None:
    by_age = sorted(runs.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in by_age[: max(0, len(by_age) - KEPT_RUNS)]:
        path.unlink(missing_ok=True)
