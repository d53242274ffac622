"""Invented help desks with a time log: what automation saved in them is known to the minute."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.project import Project

FIRST_MONDAY = date(2025, 3, 3)
GO_LIVE = date(2026, 1, 5)
SECOND_GO_LIVE = date(2026, 1, 26)
LAST_DAY = date(2026, 5, 1)  # a Friday
CASES_A_DAY = 12
MINUTES = 20
RATE = 30


@dataclass(frozen=True)
class Desk:
    """A process; from go-live on `handled_share` of its cases take `minutes_saved` less."""

    process_id: str
    handled_share: float = 0.0
    minutes_saved: float = 0.0


@dataclass(frozen=True)
class Case:
    """A case that was opened and closed on one day."""

    process_id: str
    case_id: str
    day: date
    minutes: float
    is_handled: bool


DESKS = (
    Desk("other"),
    Desk("shared", handled_share=1.0, minutes_saved=8),
    Desk("pilot", handled_share=0.08, minutes_saved=20),
    Desk("ownerless", handled_share=1.0, minutes_saved=8),
    Desk("automated", handled_share=1.0, minutes_saved=17),
    Desk("harmed", handled_share=1.0, minutes_saved=-6),
)


#: An outage of a day, one good run, and tests on a machine that nobody works on.
RUNS = (
    [(f"outage-{n}", date(2026, 2, 10), "failed", "production") for n in range(300)]
    + [("good-1", date(2026, 2, 11), "succeeded", "production")]
    + [(f"test-{n}", date(2026, 2, 12), "succeeded", "test") for n in range(500)]
)


def draw_cases() -> list[Case]:
    """Draw the cases of every working day, the same ones at every call."""
    return [case for number, desk in enumerate(DESKS) for case in _cases(desk, number)]


def _cases(desk: Desk, seed: int) -> Iterator[Case]:
    drawn = random.Random(seed)
    day, number = FIRST_MONDAY, 0
    while day <= LAST_DAY:
        for _ in range(CASES_A_DAY if day.weekday() < 5 else 0):
            number += 1
            # spread evenly, so that chance does not blur the saving
            is_handled = day >= GO_LIVE and (number * desk.handled_share) % 1 < desk.handled_share
            minutes = MINUTES + drawn.uniform(-2, 2)
            if is_handled:
                minutes -= min(desk.minutes_saved, minutes)
            yield Case(
                desk.process_id, f"{desk.process_id}-{number}", day, round(minutes, 1), is_handled
            )
        day += timedelta(days=1)


def write_exports(project: Project, cases: list[Case]) -> None:
    """Write cases and time log as canonical exports."""
    header = "process_id,case_id,opened_at,closed_at,is_automated,rework_count\n"
    project.write_export(
        "desks", "canonical", "cases.csv",
        header + "".join(
            f"{case.process_id},{case.case_id},{case.day}T09:00,{case.day}T15:00,"
            f"{str(case.is_handled).lower()},0\n"
            for case in cases
        ),
    )  # fmt: skip
    project.write_export(
        "desks", "canonical", "time_entries.csv",
        "process_id,entry_id,work_date,minutes,role,case_id\n"
        + "".join(
            f"{case.process_id},T-{case.case_id},{case.day},{case.minutes},agent,{case.case_id}\n"
            for case in cases
            if case.minutes > 0
        ),
    )  # fmt: skip

    project.write_export(
        "desks", "canonical", "automation_runs.csv",
        "process_id,run_id,started_at,status,items_processed,environment\n"
        + "".join(
            f"shared,{run},{day}T10:00,{status},50,{environment}\n"
            for run, day, status, environment in RUNS
        ),
    )  # fmt: skip


def write_register(project: Project) -> None:
    """Write one company, its desks, and an initiative for each but the comparison."""
    project.write_seed(
        "companies",
        "company_id,company_name,currency,time_zone,cost_of_capital\ndesks,Desks,EUR,UTC,0.08\n",
    )
    project.write_seed(
        "processes",
        "process_id,company_id,process_name,transaction_name,calendar_id,sla_hours\n"
        + "".join(f"{desk.process_id},desks,{desk.process_id},ticket,,\n" for desk in DESKS),
    )
    initiatives = [
        ("first", "shared", "Ann", "Bo", GO_LIVE),
        ("second", "shared", "Ann", "Bo", SECOND_GO_LIVE),
        ("pilot", "pilot", "Ann", "Bo", GO_LIVE),
        ("ownerless", "ownerless", "Ann", "ann", GO_LIVE),
        ("automated", "automated", "Ann", "Bo", GO_LIVE),
        ("harmed", "harmed", "Ann", "Bo", GO_LIVE),
    ]
    project.write_seed(
        "initiatives",
        "initiative_id,process_id,initiative_name,business_owner,transformation_lead,kickoff_date,"
        "go_live_date,ramp_days,baseline_weeks,comparison_process_id,build_cost,"
        "run_cost_per_month,capacity_is_cashable,decision,decided_on\n"
        + "".join(
            f"{name},{process},{name},{owner},{lead},2025-11-03,{day},0,40,other,1000,100,false,,\n"
            for name, process, owner, lead, day in initiatives
        ),
    )
    project.write_seed(
        "targets",
        "initiative_id,kpi_id,is_primary,target_relative_change,review_date,claimed_annual_value\n"
        + "".join(
            f"{name},touch_time_minutes,true,-0.1,2026-06-30,50000\n" for name, *_ in initiatives
        ),
    )
    project.write_seed(
        "labor_rates", f"company_id,role,valid_from,hourly_rate\ndesks,agent,2025-01-01,{RATE}\n"
    )
    project.write_seed("fx_rates", "currency,quote_currency,rate_date,rate\n")
