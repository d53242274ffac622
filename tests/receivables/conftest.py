"""One build of invented ledgers, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.project import ROOT, Project
from tests.receivables.ledgers import RATES, as_csv, draw_ledger

#: Everything about receivables, and the overall figures of all KPIs.
SELECTED = (
    "+receivables_monthly",
    "+receivables_ageing",
    "+kpi_overall",
    "+kpi_weekly",
    "+export_reconciliation",
)
LEDGERS = {f"ledger_{seed}": draw_ledger(f"ledger_{seed}", seed) for seed in (1, 2, 3)}


def register_process(project: Project, company: str, currency: str, processes: list[str]) -> None:
    """Put a company and its receivables processes into the register of a project."""
    for seed, lines in (
        ("companies", [f"{company},{company},{currency},UTC,0.09"]),
        ("processes", [f"{process},{company},{process},invoice,," for process in processes]),
    ):
        text = (project.folder / "seeds" / f"{seed}.csv").read_text()
        project.write_seed(seed, text + "\n".join(lines) + "\n")


def build_receivables(project: Project, *arguments: str) -> None:
    """Build what this folder's tests look at."""
    # cautious: tests that also look at models which are not built here do not run
    project.build(
        "--select",
        *SELECTED,
        "--exclude",
        "resource_type:unit_test",
        "--indirect-selection",
        "cautious",
        *arguments,
    )


@pytest.fixture(scope="session")
def ledgers_built(make_project: Callable[..., Project]) -> Project:
    """Return a project in which the invented ledgers are built."""
    project = make_project("receivables")
    register_process(project, "mint", "GBP", list(LEDGERS))
    rates = (ROOT / "seeds" / "fx_rates.csv").read_text()
    rates += "".join(f"{one},{other},{on},{value}\n" for one, other, on, value in RATES)
    project.write_seed("fx_rates", rates)
    invoices = [invoice for ledger in LEDGERS.values() for invoice in ledger[0]]
    payments = [payment for ledger in LEDGERS.values() for payment in ledger[1]]
    project.write_export("mint", "canonical", "invoices.csv", as_csv(invoices))
    project.write_export("mint", "canonical", "payments.csv", as_csv(payments))
    build_receivables(project)
    return project
