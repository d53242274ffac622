"""Real builds of a small project, one after the other: what readers see whatever happens.

What would go wrong unseen: figures from data that should have stopped the build, a version that is
half of one build, or a build that a killed one keeps from starting.
"""

from __future__ import annotations

import json
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare_publications import differences
from gains.files import read_json
from tests.project import Project

WEEKS = 40
REGISTER = {
    "companies": "acme,Acme,EUR,Europe/Berlin,0.09",
    "processes": "orders,acme,Orders,order,,48",
    "initiatives": "capture,orders,Capture,Ada,Grace,2026-01-12,2026-06-01,14,13,,1000,100,false,,",
    "targets": "capture,cycle_time_hours,true,-0.2,2026-12-01,5000",
    "labor_rates": "acme,clerk,2025-01-01,40",
    "calendars": "",
    "holidays": "",
    "fx_rates": "USD,EUR,2025-12-31,0.9",
}


@pytest.fixture(scope="module")
def project(make_project: Callable[..., Project]) -> Project:
    """Return a project of one company and one process that was built once."""
    project = make_project("builds")
    write_register(project)
    project.write_export("acme", "canonical", "cases.csv", cases())
    project.build()
    return project


def write_register(project: Project) -> None:
    """Write the register of one company, one process and one initiative."""
    for seed, line in REGISTER.items():
        header = (project.folder / "seeds" / f"{seed}.csv").read_text().splitlines()[0]
        project.write_seed(seed, f"{header}\n{line}\n" if line else f"{header}\n")


def cases() -> str:
    """Return forty weeks of ten cases, a little faster from June on."""
    lines = ["process_id,case_id,opened_at,closed_at"]
    for number in range(WEEKS * 10):
        opened = datetime(2026, 1, 5, 9) + timedelta(days=number * 0.7)
        hours = 20 + number % 7 - (6 if opened >= datetime(2026, 6, 1) else 0)
        lines.append(f"orders,c{number},{opened:%FT%T},{opened + timedelta(hours=hours):%FT%T}")
    return "\n".join(lines) + "\n"


def wait_for(process, words: str) -> None:
    """Read what a build prints until a line holds these words."""
    for line in process.stdout:
        if words in line:
            return
    raise AssertionError(f"the build ended without saying {words!r}")


def last_run(project: Project) -> dict:
    return read_json(project.folder / "published" / "last_run.json")


def test_a_build_publishes_every_table_and_its_as_of_date(project: Project):
    current = project.current()
    assert current["as_of"] == {"orders": "2026-10-12"}
    tables = {name for (name,) in project.query("select table_name from duckdb_tables()")}
    built = project.query_work(
        "select table_name from duckdb_tables() where schema_name = 'outcomes'"
    )
    assert tables == {name for (name,) in built}
    assert {"kpi_weekly", "validation_results", "companies"} <= tables
    assert last_run(project)["status"] == "success"
    assert last_run(project)["invocation_id"] == current["invocation_id"]
    heartbeat = read_json(project.folder / "published" / "heartbeat.json")
    assert heartbeat["last_good_at"] == last_run(project)["finished_at"]
    assert (heartbeat["running_since"], heartbeat["failed_since"]) == (None, 0)
    runs = project.query("select distinct run_id from validation_results")
    assert runs == [(current["invocation_id"],)]


@pytest.fixture
def reader(project: Project) -> Iterator[list[tuple]]:
    """Return what a reader sees who opens the current version over and over."""
    stop = threading.Event()
    seen: list[tuple] = []

    def read() -> None:
        while not stop.wait(0.05):
            current = project.current()
            path = project.folder / "published" / current["path"]
            with duckdb.connect(str(path), read_only=True) as page:
                run_id = page.execute("select any_value(run_id) from validation_results")
                seen.append((current["invocation_id"], run_id.fetchone()[0]))

    thread = threading.Thread(target=read)
    thread.start()
    yield seen
    stop.set()
    thread.join()


def test_a_second_build_at_once_ends_with_a_sentence_and_readers_go_on(
    project: Project, reader: list[tuple]
):
    first = project.start("build")
    wait_for(first, "Concurrency")
    told = project.build(expect=2)
    assert f"(process {first.pid})" in told
    assert "Nothing was changed; wait until it has ended" in told
    assert "Traceback" not in told
    first.communicate()
    assert first.returncode == 0
    assert all(pointed == found for pointed, found in reader)
    assert len(set(reader)) >= 1


@pytest.mark.parametrize(
    "moment", ["staging.expectations_checked", "publication.publication"], ids=["early", "late"]
)
def test_a_killed_build_changes_nothing_that_readers_see(project: Project, moment: str):
    before = project.current()
    process = project.start("build")
    wait_for(process, f"START python table model {moment}")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    after = project.current()
    if moment == "publication.publication" and after != before:
        # it had come through before the signal did: then all of it is there
        assert project.query("select count(*) from kpi_weekly")[0][0] > 0
    else:
        assert after == before


def test_bad_data_stop_the_build_and_readers_are_told_why(project: Project):
    before = project.current()
    project.write_export(
        "acme",
        "canonical",
        "invoices.csv",
        "process_id,invoice_id,customer_id,invoice_date,due_date,amount,currency\n"
        "orders,i1,c1,2026-03-01,2026-03-31,100.00,CAD\n",
    )
    told = project.build(expect=1)
    sentence = (
        "1 invoices of the company acme are in CAD, and seeds/fx_rates.csv cannot turn them into "
        "EUR on 1 Mar 2026: there is none. Add the rate, dated on or before that day."
    )
    assert f"Critical: {sentence}" in told
    assert f"readers still see the figures built at {before['built_at']}" in told
    assert "Traceback" not in told
    assert project.current() == before
    run = last_run(project)
    assert (run["status"], run["reason"]) == ("failed", sentence)
    assert run["shown_built_at"] == before["built_at"]
    # nothing behind the gate was touched
    assert project.query_work("select count(*) from core.fct_cases")[0][0] == WEEKS * 10
    # the killed builds before this one are on record
    runs = list((project.folder / "published" / "runs").glob("killed-*.json"))
    assert all(json.loads(path.read_text())["status"] == "killed" for path in runs)
    heartbeat = read_json(project.folder / "published" / "heartbeat.json")
    assert (heartbeat["failed_since"], heartbeat["killed_since"]) == (1, len(runs))


def test_the_next_build_without_the_bad_file_publishes_again(project: Project, tmp_path: Path):
    before = project.current()
    shutil.copytree(project.folder / "published", tmp_path / "before")
    (project.folder / "exports" / "acme" / "canonical" / "invoices.csv").unlink(missing_ok=True)
    project.build()
    assert project.current()["version"] > before["version"]
    # the same figures, to the 1e-12 that sums in another order may differ
    assert list(differences(tmp_path / "before", project.folder / "published")) == []
    assert last_run(project)["status"] == "success"
    assert list((project.folder / "published").glob(".tmp-*")) == []


def test_a_lost_pointer_and_damaged_files_cost_nothing_that_was_published(project: Project):
    """Readers' pointer gone, a flipped bit in the work file, the history cut off: one build later
    every version and every restatement is there, and each loss was told."""
    folder = project.folder
    versions = {path.name for path in (folder / "published").glob("2*")}
    shown = project.current()["version"]
    restated = project.query("select count(*) from restatements")
    (folder / "published" / "current.json").unlink()
    content = bytearray((folder / "target" / "gains.duckdb").read_bytes())
    content[20] ^= 1
    (folder / "target" / "gains.duckdb").write_bytes(content)
    (folder / "history.duckdb").write_bytes((folder / "history.duckdb").read_bytes()[:9000])
    told = project.build()
    assert told.count("Recovered: ") == 3
    assert f"readers are shown the version {shown} again" in told
    assert "history.duckdb could not be read" in told and "earlier publications" in told
    assert versions <= {path.name for path in (folder / "published").glob("2*")}
    assert project.query("select count(*) from restatements") >= restated


def test_a_data_test_that_fails_blocks_publishing(project: Project):
    before = project.current()
    data_tests = project.unlink("data_tests")
    (data_tests / "assert_never.sql").write_text("select * from {{ ref('kpi_overall') }}")
    told = project.build("--select", "kpi_overall+", expect=1)
    assert "FAIL" in told and "assert_never" in told
    assert project.current() == before
    (data_tests / "assert_never.sql").unlink()


def test_commands_that_only_read_the_project_do_not_wait_for_a_build(project: Project):
    """`dbt ls` and `dbt parse` never touch the work file, so they take no lock."""
    from gains.publishing.build_lock import BuildLock

    lock = BuildLock(project.folder / "target" / "build.lock")
    lock.take()
    try:
        assert "gains.marts.publication.publication" in project.dbt("ls", "--select", "publication")
        project.dbt("parse")
    finally:
        lock.mark_finished()
        lock.release()


def test_the_as_of_date_is_a_day_of_the_data(project: Project):
    as_of = date.fromisoformat(project.current()["as_of"]["orders"])
    assert as_of <= date(2026, 10, 31)
