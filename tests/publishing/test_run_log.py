"""The run log says why a build failed, in the words of the check, and what readers see."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gains.files import read_json
from gains.publishing.run_log import record_killed_run, record_run

FINISHED = datetime(2026, 5, 5, 6, 1, tzinfo=UTC)
WARNING = {
    "suite": "invoices",
    "expectation": "weekly_volume",
    "column_name": None,
    "severity": "warning",
    "did_run": True,
    "message": "Invoices fell 31 %.",
}
CRITICAL = WARNING | {
    "severity": "critical",
    "expectation": "rate_exists",
    "message": "No rate for CAD.",
}


def node(name: str, status: str, message: str = "OK", kind: str = "model") -> dict:
    return {
        "name": name,
        "resource_type": kind,
        "status": status,
        "message": message,
        "seconds": 0.1,
    }


def run(*nodes: dict, findings: tuple[dict, ...] = (), invocation: str = "run-1") -> dict:
    return {
        "invocation_id": invocation,
        "started_at": "2026-05-05T06:00:00+00:00",
        "results": list(nodes),
        "findings": list(findings),
    }


def test_a_published_build_is_a_success_and_its_warnings_are_told(tmp_path: Path):
    (tmp_path / "current.json").write_text(json.dumps({"version": "v2", "built_at": "today"}))
    told = record_run(
        run(node("kpi_weekly", "success"), node("publication", "success"), findings=(WARNING,)),
        tmp_path,
        FINISHED,
    )
    assert told.splitlines() == ["Warning: Invoices fell 31 %.", "Published: version v2."]
    last = read_json(tmp_path / "last_run.json")
    assert (last["status"], last["reason"], last["version"]) == ("success", None, "v2")
    assert last["finished_at"] == "2026-05-05T06:01:00+00:00"
    assert read_json(tmp_path / "runs" / "run-1.json") == last


def test_a_failed_gate_gives_the_sentences_of_its_checks_as_the_reason(tmp_path: Path):
    (tmp_path / "current.json").write_text(json.dumps({"version": "v1", "built_at": "yesterday"}))
    told = record_run(
        run(
            node("critical_checks_all_pass", "fail", "Got 1 result, configured to fail", "test"),
            node("publication", "skipped"),
            findings=(WARNING, CRITICAL),
        ),
        tmp_path,
        FINISHED,
    )
    assert told.splitlines() == [
        "Critical: No rate for CAD.",
        "Warning: Invoices fell 31 %.",
        "Not published; readers still see the figures built at yesterday.",
    ]
    last = read_json(tmp_path / "last_run.json")
    assert (last["status"], last["reason"]) == ("failed", "No rate for CAD.")
    assert (last["version"], last["shown_version"]) == (None, "v1")
    assert last["findings"] == [WARNING, CRITICAL]


def test_an_error_is_told_without_a_stack_trace(tmp_path: Path):
    message = (
        "Runtime Error in model int_effects (models/int_effects.py)\n  Python model failed:\n"
        '  Traceback (most recent call last):\n    File "x.py", line 1, in <module>\n'
        "  ValueError: no weeks"
    )
    record_run(
        run(node("int_effects", "error", message), node("publication", "skipped")),
        tmp_path,
        FINISHED,
    )
    assert read_json(tmp_path / "last_run.json")["reason"] == "int_effects: ValueError: no weeks"


def test_what_landing_says_is_the_reason_word_for_word(tmp_path: Path):
    message = (
        "Runtime Error in model landed_files (models/staging/landing/landed_files.py)\n"
        "  Invalid Input Error: The exports cannot be landed, 1 problem found:\n"
        "    - exports/acme/canonical/cases.csv has no column opened_at."
    )
    told = record_run(
        run(node("landed_files", "error", message), node("publication", "skipped")),
        tmp_path,
        FINISHED,
    )
    assert told == "Not published; nothing was published before."
    assert read_json(tmp_path / "last_run.json")["reason"] == (
        "The exports cannot be landed, 1 problem found:\n"
        "- exports/acme/canonical/cases.csv has no column opened_at."
    )


def test_a_build_of_one_model_leaves_the_last_run_alone(tmp_path: Path):
    record_run(run(node("a", "error"), node("publication", "skipped")), tmp_path, FINISHED)
    record_run(run(node("a", "success"), invocation="run-2"), tmp_path, FINISHED)
    assert read_json(tmp_path / "last_run.json")["invocation_id"] == "run-1"
    assert (tmp_path / "runs" / "run-2.json").exists()


def test_the_last_fifty_runs_stay(tmp_path: Path):
    for number in range(53):
        record_run(run(node("a", "success"), invocation=f"run-{number}"), tmp_path, FINISHED)
        os.utime(tmp_path / "runs" / f"run-{number}.json", (number, number))
    record_run(run(node("a", "success"), invocation="run-53"), tmp_path, FINISHED)
    kept = {path.stem for path in (tmp_path / "runs").iterdir()}
    assert kept == {f"run-{number}" for number in range(4, 54)}


def test_a_killed_run_is_written_down_by_the_next(tmp_path: Path):
    record_killed_run("2026-05-05T06:00:00+00:00", 42, tmp_path, FINISHED)
    (record,) = (tmp_path / "runs").iterdir()
    assert read_json(record)["status"] == "killed"


@pytest.mark.parametrize("content", ["", "[]", "{half"])
def test_a_file_that_is_no_json_object_reads_as_empty(tmp_path: Path, content: str):
    (tmp_path / "x.json").write_text(content)
    assert read_json(tmp_path / "x.json") == {}
