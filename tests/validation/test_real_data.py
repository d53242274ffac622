"""Files that nobody here made pass the gate; what is odd about them is said with its share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.project import Project
from tests.real_data import real_data

FILES = {
    "agile_jira": ("agile_jira/jira.csv", None),
    "helpdesk": ("helpdesk/helpdesk.csv.gz", "help"),
    "production": ("production/production.csv", "shop"),
    "ibm_accounts_receivable": (
        "ibm_accounts_receivable/WA_Fn-UseC_-Accounts-Receivable.csv",
        "receivables",
    ),
}
REGISTER = {
    "companies": ["real,Real,USD,UTC,0.09"],
    "processes": [
        f"{process},real,{process},item,,"
        for process in ("jira_project_0", "jira_project_1", "help", "shop", "receivables")
    ],
    "initiatives": [],
    "targets": [],
}


@pytest.fixture(scope="module")
def real_build(make_project: Callable[..., Project]) -> tuple[Project, str]:
    """Return a project of the four files, built up to the gate, and what the build printed."""
    project = make_project("real")
    for seed, lines in REGISTER.items():
        header = (project.folder / "seeds" / f"{seed}.csv").read_text().splitlines()[0]
        project.write_seed(seed, "\n".join([header, *lines]) + "\n")
    for export_map, (name, process) in FILES.items():
        file = real_data(name)
        project.write_export("real", export_map, file.name, file.read_bytes())
        if process:
            settings = f"constants: {{process_id: {process}}}\n"
            project.write_export("real", export_map, "_settings.yml", settings)
    told = project.build("--select", "+validation_gate", "--indirect-selection", "cautious")
    return project, told


def test_real_files_pass_the_gate(real_build: tuple[Project, str]):
    project, told = real_build
    assert project.query_work("select * from staging.validation_gate") == []
    assert "Critical:" not in told


def test_cases_closed_before_they_were_opened_are_a_warning_that_names_the_share(
    real_build: tuple[Project, str],
):
    _, told = real_build
    assert "Warning: 1,662 of 4,123 cases (40%) were closed before they were opened" in told
