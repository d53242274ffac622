"""Three invented companies in three currencies, whose initiatives differ in all that a total asks.

Each company has desks with a time log, of known minutes, and one desk that is never automated. What
is gained, spent and claimed follows from the lines below and can be worked out by hand.

| company | initiative | what it is |
|---|---|---|
| acme, USD | scanning, coding | share a process; nobody owns coding, so neither counts |
| | routing | 8 of 20 minutes saved, and the hours are cut: cash |
| | upselling | every case takes 6 minutes more: a loss that counts |
| bolt, EUR | intake, triage | share a process, both owned: the first has the gain, both the cost |
| | chatbot | changes nothing: cost only |
| | planner | bought and not live |
| crest, GBP | lookup | 8 minutes saved, and nobody owns it |
| | sorting | 3 of 6 hours faster, and nothing prices them: counts, cost only |
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.project import Project

FIRST_MONDAY = date(2025, 3, 3)
KICK_OFF = date(2025, 11, 3)
GO_LIVE = date(2026, 1, 5)
SECOND_GO_LIVE = date(2026, 1, 26)
LAST_DAY = date(2026, 5, 1)  # a Friday
CASES_A_DAY = 12
MINUTES = 20
#: Of an hour, by company.
RATES = {"acme": 30, "bolt": 24, "crest": 20}
CURRENCIES = {"acme": "USD", "bolt": "EUR", "crest": "GBP"}


@dataclass(frozen=True)
class Desk:
    """A process; from go-live on its cases take fewer minutes, or fewer hours, of the same kind."""

    process_id: str
    minutes_saved: float = 0.0
    hours_saved: float = 0.0
    has_time_log: bool = True

    @property
    def company_id(self) -> str:
        """The company is the first part of the name."""
        return self.process_id.partition("_")[0]


@dataclass(frozen=True)
class Initiative:
    """A line of the register; money in the currency of the company."""

    initiative_id: str
    process_id: str
    build_cost: int
    run_cost: int
    claimed: int
    lead: str = "Bo"
    go_live: date = GO_LIVE
    is_cashable: bool = False
    kpi_id: str = "touch_time_minutes"

    @property
    def company_id(self) -> str:
        """The company is the first part of the process's name."""
        return self.process_id.partition("_")[0]


@dataclass(frozen=True)
class Case:
    """A case that was opened and closed on one day."""

    process_id: str
    case_id: str
    day: date
    closed_at: datetime
    minutes: float


DESKS = (
    Desk("acme_other"),
    Desk("acme_shared", minutes_saved=8),
    Desk("acme_fast", minutes_saved=8),
    Desk("acme_harmed", minutes_saved=-6),
    Desk("bolt_other"),
    Desk("bolt_shared", minutes_saved=8),
    Desk("bolt_still"),
    Desk("bolt_later"),
    Desk("crest_other"),
    Desk("crest_alone", minutes_saved=8),
    Desk("crest_unlogged", hours_saved=3, has_time_log=False),
)
INITIATIVES = (
    Initiative("scanning", "acme_shared", 10000, 100, 50000),
    Initiative("coding", "acme_shared", 7000, 200, 20000, lead="", go_live=SECOND_GO_LIVE),
    Initiative("routing", "acme_fast", 5000, 300, 40000, is_cashable=True),
    Initiative("upselling", "acme_harmed", 3000, 150, 10000),
    Initiative("intake", "bolt_shared", 8000, 100, 30000),
    Initiative("triage", "bolt_shared", 4000, 250, 12000, go_live=SECOND_GO_LIVE),
    Initiative("chatbot", "bolt_still", 9000, 20, 60000),
    Initiative("planner", "bolt_later", 6000, 50, 25000, go_live=date(2026, 6, 1)),
    Initiative("lookup", "crest_alone", 2000, 100, 15000, lead="Ann"),
    Initiative("sorting", "crest_unlogged", 1000, 80, 5000, kpi_id="cycle_time_hours"),
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
            is_live = day >= GO_LIVE
            minutes = MINUTES + drawn.uniform(-2, 2) - desk.minutes_saved * is_live
            hours = 6 + drawn.uniform(-1, 1) - desk.hours_saved * is_live
            closed_at = datetime.combine(day, time(9)) + timedelta(minutes=round(hours * 60))
            yield Case(
                desk.process_id, f"{desk.process_id}-{number}", day, closed_at, round(minutes, 1)
            )
        day += timedelta(days=1)


def write(project: Project) -> list[Case]:
    """Write exports and register into a project; return the cases.

    Parameters
    ----------
    project : Project
        Its register is replaced; its exports are added to.
    """
    cases = draw_cases()
    _write_exports(project, cases)
    _write_register(project)
    return cases


def _write_exports(project: Project, cases: list[Case]) -> None:
    logged = {desk.process_id for desk in DESKS if desk.has_time_log}
    for company in CURRENCIES:
        mine = [case for case in cases if case.process_id.startswith(f"{company}_")]
        project.write_export(
            company, "canonical", "cases.csv",
            "process_id,case_id,opened_at,closed_at\n"
            + "".join(
                f"{case.process_id},{case.case_id},{case.day}T09:00,"
                f"{case.closed_at:%Y-%m-%dT%H:%M}\n"
                for case in mine
            ),
        )  # fmt: skip
        project.write_export(
            company, "canonical", "time_entries.csv",
            "process_id,entry_id,work_date,minutes,role,case_id\n"
            + "".join(
                f"{case.process_id},T-{case.case_id},{case.day},{case.minutes},agent,"
                f"{case.case_id}\n"
                for case in mine
                if case.process_id in logged
            ),
        )  # fmt: skip


def _write_register(project: Project) -> None:
    project.write_seed(
        "companies",
        "company_id,company_name,currency,time_zone,cost_of_capital\n"
        + "".join(
            f"{company},{company.title()},{currency},UTC,0.08\n"
            for company, currency in CURRENCIES.items()
        ),
    )
    project.write_seed(
        "processes",
        "process_id,company_id,process_name,transaction_name,calendar_id,sla_hours\n"
        + "".join(
            f"{desk.process_id},{desk.company_id},{desk.process_id},ticket,,\n" for desk in DESKS
        ),
    )
    project.write_seed(
        "initiatives",
        "initiative_id,process_id,initiative_name,business_owner,transformation_lead,kickoff_date,"
        "go_live_date,ramp_days,baseline_weeks,comparison_process_id,build_cost,"
        "run_cost_per_month,capacity_is_cashable,decision,decided_on\n"
        + "".join(
            f"{one.initiative_id},{one.process_id},{one.initiative_id.title()},Ann,{one.lead},"
            f"{KICK_OFF},{one.go_live},0,40,{one.company_id}_other,{one.build_cost},"
            f"{one.run_cost},{str(one.is_cashable).lower()},,\n"
            for one in INITIATIVES
        ),
    )
    project.write_seed(
        "targets",
        "initiative_id,kpi_id,is_primary,target_relative_change,review_date,claimed_annual_value\n"
        + "".join(
            f"{one.initiative_id},{one.kpi_id},true,-0.1,2026-06-30,{one.claimed}\n"
            for one in INITIATIVES
        ),
    )
    project.write_seed(
        "labor_rates",
        "company_id,role,valid_from,hourly_rate\n"
        + "".join(f"{company},agent,2025-01-01,{rate}\n" for company, rate in RATES.items()),
    )
    project.write_seed("fx_rates", "currency,quote_currency,rate_date,rate\n")
