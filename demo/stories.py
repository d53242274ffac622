"""What happens in the two demo companies: every process, its work, and what automation changed.

The numbers here are the truth behind the demo. The exports are drawn from them with a fixed seed,
and a test compares what the build says about each initiative with the story told here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

FIRST_DAY = date(2025, 2, 3)  # a Monday
LAST_DAY = date(2026, 10, 31)

#: Days on which the companies exported. Each export holds what was new or changed since the last.
DELIVERY_DAYS = (date(2025, 12, 31), date(2026, 6, 30), LAST_DAY)


@dataclass(frozen=True)
class Company:
    """A company of the demo, as in the register."""

    company_id: str
    company_name: str
    currency: str
    time_zone: str
    cost_of_capital: float


@dataclass(frozen=True)
class Segment:
    """A kind of work within a process.

    Parameters
    ----------
    share, share_after : float
        Part of the cases before and after the go-live of the process.
    hours : float
        Mean hours from opening to closing, elapsed or business hours as the process counts them.
    minutes : float
        Mean minutes of human work in a case that people handle.
    """

    share: float
    hours: float
    minutes: float = 0.0
    share_after: float | None = None


@dataclass(frozen=True)
class CaseProcess:
    """A process of cases and what happened to it.

    Parameters
    ----------
    weekly_cases : int
        Mean number of cases opened in a week.
    segments : dict of str to Segment
        The kinds of work.
    weekly_trend : float
        Relative change of the hours in every week, automation or not.
    go_live : date or None
        The day from which the changes below hold; they build up evenly over `ramp_days`.
    hours_change, minutes_change : float
        Relative change of hours and minutes through the automation.
    automated_share : float
        Part of the cases that the automation handles without a person.
    rework_rate, rework_rate_after : float
        Part of the cases that need rework.
    """

    process_id: str
    company_id: str
    process_name: str
    transaction_name: str
    weekly_cases: int
    segments: dict[str, Segment]
    calendar_id: str = ""
    sla_hours: float | None = None
    weekly_trend: float = 0.0
    go_live: date | None = None
    ramp_days: int = 0
    hours_change: float = 0.0
    minutes_change: float = 0.0
    automated_share: float = 0.0
    rework_rate: float = 0.06
    rework_rate_after: float | None = None
    role: str = ""
    activities: tuple[str, ...] = field(default=())
    exports_cases: bool = True


@dataclass(frozen=True)
class ReceivablesProcess:
    """A process of invoices and payments and what dunning changed.

    Parameters
    ----------
    weekly_invoices : int
        Mean number of invoices in a week.
    mean_amount : float
        Mean amount of an invoice in the currency of the company.
    days_late : float
        Mean days after the due date until an invoice is paid, negative if before.
    late_change : float
        Relative change of the time from invoice to payment for invoices from go-live on.
    """

    process_id: str
    company_id: str
    process_name: str
    weekly_invoices: int
    mean_amount: float
    customers: int
    terms_days: int
    mean_days_to_pay: float
    foreign_currency: str = ""
    foreign_share: float = 0.0
    go_live: date | None = None
    ramp_days: int = 0
    days_change: float = 0.0


COMPANIES = (
    Company("harbor", "Harbor Supply", "USD", "America/Chicago", 0.09),
    Company("falken", "Falken Medical", "EUR", "Europe/Berlin", 0.08),
)

CASE_PROCESSES = (
    # A real gain: three in five invoices are captured and posted without a person.
    CaseProcess(
        "harbor_payables",
        "harbor",
        "Supplier invoices, shared center",
        "invoice",
        weekly_cases=190,
        segments={
            "purchase order": Segment(0.65, hours=70, minutes=11),
            "no purchase order": Segment(0.35, hours=120, minutes=21),
        },
        sla_hours=120,
        go_live=date(2026, 4, 6),
        ramp_days=14,
        hours_change=-0.25,
        automated_share=0.6,
        role="payables clerk",
        activities=("Receive invoice", "Code invoice", "Approve invoice", "Post invoice"),
    ),
    CaseProcess(
        "harbor_payables_branches",
        "harbor",
        "Supplier invoices, branches",
        "invoice",
        weekly_cases=170,
        segments={
            "purchase order": Segment(0.6, hours=75, minutes=12),
            "no purchase order": Segment(0.4, hours=125, minutes=22),
        },
        sla_hours=120,
        role="payables clerk",
    ),
    # Easier work, not faster work: a new web form brings in simple questions.
    CaseProcess(
        "harbor_tickets",
        "harbor",
        "Service desk tickets, distributors",
        "ticket",
        weekly_cases=190,
        segments={
            "simple question": Segment(0.42, hours=3.0, share_after=0.68),
            "technical fault": Segment(0.58, hours=11.0, share_after=0.32),
        },
        calendar_id="harbor_office",
        sla_hours=16,
        go_live=date(2026, 4, 20),
        ramp_days=14,
        automated_share=0.3,
    ),
    CaseProcess(
        "harbor_tickets_parts",
        "harbor",
        "Service desk tickets, parts",
        "ticket",
        weekly_cases=170,
        segments={
            "simple question": Segment(0.42, hours=3.2),
            "technical fault": Segment(0.58, hours=11.5),
        },
        calendar_id="harbor_office",
        sla_hours=16,
    ),
    # It got worse: the portal accepts returns that have to be opened again.
    CaseProcess(
        "harbor_returns",
        "harbor",
        "Customer returns, east",
        "return",
        weekly_cases=120,
        segments={
            "wrong part": Segment(0.55, hours=60, minutes=9),
            "damaged": Segment(0.45, hours=90, minutes=14),
        },
        sla_hours=120,
        go_live=date(2026, 5, 4),
        ramp_days=14,
        hours_change=0.08,
        automated_share=0.35,
        rework_rate=0.11,
        rework_rate_after=0.23,
    ),
    CaseProcess(
        "harbor_returns_west",
        "harbor",
        "Customer returns, west",
        "return",
        weekly_cases=110,
        segments={
            "wrong part": Segment(0.55, hours=62, minutes=9),
            "damaged": Segment(0.45, hours=92, minutes=14),
        },
        sla_hours=120,
        rework_rate=0.11,
    ),
    # It was improving anyway, a good year before the automation came.
    CaseProcess(
        "falken_orders",
        "falken",
        "Order entry, clinics",
        "order",
        weekly_cases=150,
        segments={
            "standard": Segment(0.7, hours=7.0),
            "special": Segment(0.3, hours=18.0),
        },
        calendar_id="falken_office",
        sla_hours=24,
        weekly_trend=-0.007,
        go_live=date(2026, 4, 13),
        ramp_days=14,
        automated_share=0.25,
    ),
    CaseProcess(
        "falken_orders_dealers",
        "falken",
        "Order entry, dealers",
        "order",
        weekly_cases=130,
        segments={
            "standard": Segment(0.7, hours=7.2),
            "special": Segment(0.3, hours=18.5),
        },
        calendar_id="falken_office",
        sla_hours=24,
    ),
    # Too early to tell: eight whole weeks after the ramp are needed, and are not there.
    CaseProcess(
        "falken_claims",
        "falken",
        "Warranty claims",
        "claim",
        weekly_cases=70,
        segments={
            "instrument": Segment(0.5, hours=110, minutes=24),
            "implant": Segment(0.5, hours=160, minutes=38),
        },
        go_live=date(2026, 9, 7),
        ramp_days=14,
        minutes_change=-0.3,
        automated_share=0.2,
        activities=("Register claim", "Assess claim", "Decide claim"),
        exports_cases=False,
    ),
    # A gain that nobody owns, and without anything to compare it with.
    CaseProcess(
        "falken_contracts",
        "falken",
        "Contract reviews",
        "contract",
        weekly_cases=60,
        segments={
            "framework": Segment(0.3, hours=150),
            "renewal": Segment(0.7, hours=80),
        },
        sla_hours=168,
        go_live=date(2026, 3, 23),
        ramp_days=14,
        hours_change=-0.45,
        automated_share=0.4,
    ),
    # Begun, and not live: the clock runs.
    CaseProcess(
        "falken_suppliers",
        "falken",
        "Supplier onboarding",
        "supplier",
        weekly_cases=40,
        segments={
            "domestic": Segment(0.6, hours=140),
            "abroad": Segment(0.4, hours=260),
        },
        sla_hours=240,
    ),
)

RECEIVABLES_PROCESSES = (
    # Dunning: reminders go out on the day, and customers pay earlier.
    ReceivablesProcess(
        "harbor_receivables",
        "harbor",
        "Receivables, trade accounts",
        weekly_invoices=130,
        mean_amount=2400.0,
        customers=220,
        terms_days=30,
        mean_days_to_pay=46.0,
        foreign_currency="CAD",
        foreign_share=0.15,
        go_live=date(2026, 3, 2),
        ramp_days=14,
        days_change=-0.24,
    ),
    ReceivablesProcess(
        "harbor_receivables_national",
        "harbor",
        "Receivables, national accounts",
        weekly_invoices=100,
        mean_amount=5200.0,
        customers=45,
        terms_days=30,
        mean_days_to_pay=44.0,
    ),
)
