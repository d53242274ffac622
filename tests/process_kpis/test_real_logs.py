"""Known answers of real logs that nobody here made, from export to published table.

What would go wrong unseen: figures that are right on data we made up and wrong on real exports.
The answers were worked out elsewhere from the same files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from scipy import stats

from tests.process_kpis.register import office, write_register
from tests.project import Project
from tests.real_data import real_data

HOURS_A_DAY = 24


def put(project: Project, export_map: str, file: Path, constants: dict[str, str] | None) -> None:
    folder = project.folder / "exports" / "acme" / export_map
    folder.mkdir(parents=True)
    shutil.copy(file, folder / file.name)
    if constants:
        lines = "".join(f"  {key}: {value}\n" for key, value in constants.items())
        (folder / "_settings.yml").write_text(f"constants:\n{lines}")


@pytest.fixture(scope="module")
def logs(make_project) -> Project:
    helpdesk = real_data("helpdesk/helpdesk.csv.gz")
    production = real_data("production/production.csv")
    jira = real_data("agile_jira/jira.csv")
    project = make_project("real_logs")
    write_register(
        project,
        {"helpdesk": {}, "production": {}, "jira_project_0": {}, "jira_project_1": {}},
    )
    put(project, "helpdesk", helpdesk, {"process_id": "helpdesk"})
    put(project, "production", production, {"process_id": "production"})
    put(project, "agile_jira", jira, None)
    project.build()
    return project


@pytest.fixture(scope="module")
def helpdesk_in_office_hours(make_project) -> Project:
    helpdesk = real_data("helpdesk/helpdesk.csv.gz")
    project = make_project("office_hours")
    write_register(project, {"helpdesk": {"calendar_id": "office"}}, calendars=office("office"))
    put(project, "helpdesk", helpdesk, {"process_id": "helpdesk"})
    project.build()
    return project


def overall(project: Project, process_id: str, kpi_id: str) -> tuple:
    rows = project.query(
        "select n, value, p50, p90, numerator, denominator from kpi_overall "
        "where process_id = ? and kpi_id = ? and segment is null",
        [process_id, kpi_id],
    )
    assert len(rows) == 1
    return rows[0]


def test_helpdesk_cycle_time(logs):
    n, value, p50, p90, *_ = overall(logs, "helpdesk", "cycle_time_hours")
    assert n == 4580
    assert value / HOURS_A_DAY == pytest.approx(40.8584, abs=5e-5)
    assert p50 / HOURS_A_DAY == pytest.approx(39.8592, abs=5e-5)
    assert p90 / HOURS_A_DAY == pytest.approx(53.0056, abs=5e-5)


def test_helpdesk_in_business_hours(helpdesk_in_office_hours):
    _, value, *_ = overall(helpdesk_in_office_hours, "helpdesk", "cycle_time_hours")
    assert value == pytest.approx(235.2780, abs=5e-5)


def test_helpdesk_rework(logs):
    n, value, *_ = overall(logs, "helpdesk", "first_pass_yield")
    assert n == 4580
    assert round(value, 4) == 0.7293
    assert n - round(value * n) == 1240
    events, rework, activities = logs.query(
        "select sum(event_count), sum(event_count * rework_share), count(*) from process_steps "
        "where process_id = 'helpdesk'"
    )[0]
    assert events == 21348, "two equal events of one file are both real"
    assert round(rework) == 1905
    assert activities == 14


def test_production_touch_time_counts_overlapping_steps_once(logs):
    _, touch_minutes, *_ = overall(logs, "production", "touch_time_minutes")
    n, cycle_hours, *_ = overall(logs, "production", "cycle_time_hours")
    assert n == 225
    assert touch_minutes / 60 == pytest.approx(55.070, abs=5e-4)
    assert cycle_hours == pytest.approx(495.088, abs=5e-4)
    assert touch_minutes / 60 / cycle_hours == pytest.approx(0.1112, abs=5e-5)


def test_agile_jira_items_of_2018(logs):
    days = {
        project: [
            hours / HOURS_A_DAY
            for (hours,) in logs.query_work(
                "select cycle_time_hours from core.fct_cases "
                "where process_id = ? and year(opened_date) = 2018 "
                "and not is_closed_before_opened order by case_id",
                [f"jira_project_{project}"],
            )
        ]
        for project in (0, 1)
    }
    assert (len(days[0]), len(days[1])) == (51, 58)
    assert sum(days[0]) / 51 == pytest.approx(3.705882, abs=5e-7)
    assert sum(days[1]) / 58 == pytest.approx(6.327586, abs=5e-7)
    welch = stats.ttest_ind(days[0], days[1], equal_var=False)
    interval = welch.confidence_interval(0.95)
    assert welch.statistic == pytest.approx(-2.2098, abs=5e-5)
    assert welch.df == pytest.approx(89.915, abs=5e-4)
    assert welch.pvalue == pytest.approx(0.02966, abs=5e-6)
    assert interval.low == pytest.approx(-4.9786823, abs=5e-8)
    assert interval.high == pytest.approx(-0.2647254, abs=5e-8)


def test_every_row_is_accounted_for(logs):
    read, kept = logs.query(
        "select sum(rows_read), sum(rows_loaded + rows_rejected + rows_superseded) "
        "from export_reconciliation"
    )[0]
    assert read == kept == 21348 + 4503 + 4123
