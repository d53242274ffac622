"""A story told build by build: three deliveries, and what each did to figures already published.

What would go wrong unseen: a figure that a board has seen is another one in the next report, and
nobody can say why; or a change of a setting quietly rewrites the value of past months.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date

import duckdb
import pytest

from gains.wording.formats import day
from tests.project import Project
from tests.value.reminders import (
    INVOICE_HEADER,
    PAYMENT_HEADER,
    draw_ledger,
    write_register,
    write_target,
)

Restatement = tuple[str, str | None, str, float, float | None, str, str]


@dataclass(frozen=True)
class Story:
    """What was published after each delivery."""

    after_first: list[Restatement]
    after_correction: list[Restatement]
    after_failure: list[Restatement]
    after_late_data: list[Restatement]
    sales_day: date
    late_day: date
    project: Project


@pytest.fixture(scope="module")
def story(make_project) -> Story:
    project = make_project("story")
    ledger = draw_ledger()
    write_register(project)

    # the payment of one invoice is missing at first; it comes with the third delivery
    late = next(line for line in ledger.payments if line.split(",")[4] >= "2026-02-10")
    payments = [line for line in ledger.payments if line is not late]
    project.write_export(
        "north", "canonical", "invoices_1.csv", INVOICE_HEADER + "".join(ledger.invoices)
    )
    project.write_export("north", "canonical", "payments_1.csv", PAYMENT_HEADER + "".join(payments))
    project.build()
    after_first = restatements(project)

    # the second delivery corrects the amount of an invoice of the months after go-live
    wrong = next(
        line
        for line in ledger.invoices
        if line.startswith("north_trade")
        and line.split(",")[3] == "2026-03-03"
        and line.split(",")[5] == "1500.00"
    )
    project.write_export(
        "north",
        "canonical",
        "invoices_2.csv",
        INVOICE_HEADER + wrong.replace(",1500.00,", ",1400.00,"),
    )
    project.build()
    after_correction = restatements(project)

    # a third delivery that nobody can read, together with another promise: nothing is published
    write_target(project, change=-0.3, claim=60000)
    broken = project.write_export(
        "north", "canonical", "payments_3.csv", "nothing,of,this\n1,2,3\n"
    )
    project.build(expect=None)
    after_failure = restatements(project)

    # repaired, and built from scratch: the work file and all landed files are gone
    broken.write_text(PAYMENT_HEADER + late)
    shutil.rmtree(project.folder / "target")
    shutil.rmtree(project.folder / "landed")
    project.build()
    return Story(
        after_first,
        after_correction,
        after_failure,
        restatements(project),
        date.fromisoformat(wrong.split(",")[3]),
        date.fromisoformat(late.split(",")[4]),
        project,
    )


def restatements(project: Project) -> list[Restatement]:
    return project.query(
        'select initiative_id, kpi_id, measure, was, "is", cause, sentence from restatements '
        "order by restated_as_of, cause, measure"
    )


def test_a_first_publication_restates_nothing(story):
    assert story.after_first == []


def test_a_corrected_invoice_is_named_as_the_cause(story):
    found = {(cause, sentence) for *_, cause, sentence in story.after_correction}
    assert found == {
        ("corrected_data", f"Published documents were corrected: invoices, {day(story.sales_day)}.")
    }
    # the same days to pay, on other sales: money moves, the measured effect does not
    measures = {
        measure
        for _, kpi_id, measure, *_ in story.after_correction
        if kpi_id in (None, "days_to_pay")
    }
    assert measures == {
        "working_capital 2025-12",
        "carrying_cost 2025-12",
        "carrying_cost 2026-01",
        "carrying_cost 2026-02",
        "carrying_cost 2026-03",
        "carrying_cost 2026-04",
        "net_annual_value",
        "npv",
    }


def test_a_failed_build_leaves_no_trace(story):
    assert story.after_failure == story.after_correction


def test_late_payments_and_another_promise_are_told_apart(story):
    added = [row for row in story.after_late_data if row not in story.after_correction]
    promises = [row for row in added if row[5] == "register"]
    assert promises == [
        ("reminders", "days_to_pay", "claimed_annual_value", 40000.0, 60000.0, "register",
         "The register was edited: targets."),
        ("reminders", "days_to_pay", "target_relative_change", -0.2, -0.3, "register",
         "The register was edited: targets."),
    ]  # fmt: skip
    others = {(cause, sentence) for *_, cause, sentence in added if cause != "register"}
    late = f"Documents came late: payments, {day(story.late_day)} (1 more)."
    assert others == {("late_data", late)}


def test_deleting_the_work_file_loses_no_history(story):
    assert [row for row in story.after_correction if row not in story.after_late_data] == []


def test_every_published_figure_is_kept(story):
    with duckdb.connect(str(story.project.folder / "history.duckdb"), read_only=True) as history:
        kept = history.execute(
            "select value from figures_as_published where figure_id = "
            "'reminders days_to_pay net_annual_value' order by dbt_valid_from"
        ).fetchall()
    restated = [row for row in story.after_correction if row[2] == "net_annual_value"]
    assert [value for (value,) in kept] == [restated[0][3], restated[0][4]]


def test_the_baseline_stays_the_one_of_go_live(story):
    versions = story.project.query(
        "select version, is_current, frozen_on, definition from baseline_versions"
    )
    assert versions == [
        (1, True, date(2026, 4, 30),
         "north_trade, go-live 2025-12-01, baseline 40 weeks, compared with north_online, "
         "KPI version 2")
    ]  # fmt: skip
