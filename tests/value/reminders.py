"""A small invented ledger: reminders that make customers pay ten days earlier."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.project import Project

FIRST_MONDAY = date(2025, 1, 6)
GO_LIVE = date(2025, 12, 1)
LAST_DAY = date(2026, 4, 30)
PROCESSES = ("north_trade", "north_online")
INVOICES_A_DAY = 8

INVOICE_HEADER = "process_id,invoice_id,customer_id,invoice_date,due_date,amount,currency\n"
PAYMENT_HEADER = (
    "process_id,payment_id,invoice_id,customer_id,paid_date,amount,currency,entry_type\n"
)
TARGET_HEADER = (
    "initiative_id,kpi_id,is_primary,target_relative_change,review_date,claimed_annual_value\n"
)


@dataclass
class Ledger:
    """Lines of both exports, as text."""

    invoices: list[str] = field(default_factory=list)
    payments: list[str] = field(default_factory=list)


def draw_ledger() -> Ledger:
    """Draw invoices of every working day and their payments, the same ones at every call."""
    drawn = random.Random(4)
    ledger = Ledger()
    for process in PROCESSES:
        day, number = FIRST_MONDAY, 0
        while day <= LAST_DAY:
            if day.weekday() < 5:
                for _ in range(INVOICES_A_DAY):
                    number += 1
                    _add(ledger, drawn, process, f"{process}-{number:05d}", day)
            day += timedelta(days=1)
    return ledger


def _add(ledger: Ledger, drawn: random.Random, process: str, invoice: str, day: date) -> None:
    amount = drawn.choice((500, 1000, 1500))
    is_reminded = process == PROCESSES[0] and day >= GO_LIVE
    days = drawn.randint(15, 25) if is_reminded else drawn.randint(25, 35)
    due, paid = day + timedelta(days=30), day + timedelta(days=days)
    customer = f"customer-{drawn.randint(1, 20)}"
    ledger.invoices.append(invoice_line(process, invoice, customer, day, due, amount))
    if paid <= LAST_DAY:
        ledger.payments.append(payment_line(process, invoice, customer, paid, amount))


def invoice_line(
    process: str, invoice: str, customer: str, day: date, due: date, amount: int
) -> str:
    """Return one line of the invoice export."""
    return f"{process},{invoice},{customer},{day},{due},{amount}.00,USD\n"


def payment_line(process: str, invoice: str, customer: str, paid: date, amount: int) -> str:
    """Return one line of the payment export."""
    return f"{process},P-{invoice},{invoice},{customer},{paid},{amount}.00,USD,payment\n"


def write_register(project: Project) -> None:
    """Replace the demo's register by one company, two processes and one initiative."""
    project.write_seed(
        "companies",
        "company_id,company_name,currency,time_zone,cost_of_capital\nnorth,North,USD,UTC,0.08\n",
    )
    project.write_seed(
        "processes",
        "process_id,company_id,process_name,transaction_name,calendar_id,sla_hours\n"
        + "".join(f"{process},north,{process},invoice,,\n" for process in PROCESSES),
    )
    project.write_seed(
        "initiatives",
        "initiative_id,process_id,initiative_name,business_owner,transformation_lead,kickoff_date,"
        "go_live_date,ramp_days,baseline_weeks,comparison_process_id,build_cost,"
        "run_cost_per_month,capacity_is_cashable,decision,decided_on\n"
        f"reminders,north_trade,Reminders,Ann,Bo,2025-10-01,{GO_LIVE},0,40,north_online,"
        "12000,300,false,,\n",
    )
    write_target(project, change=-0.2, claim=40000)
    project.write_seed("labor_rates", "company_id,role,valid_from,hourly_rate\n")
    project.write_seed("fx_rates", "currency,quote_currency,rate_date,rate\n")


def write_target(project: Project, *, change: float, claim: int) -> None:
    """Set what was promised."""
    project.write_seed(
        "targets", TARGET_HEADER + f"reminders,days_to_pay,true,{change},2026-06-30,{claim}\n"
    )
