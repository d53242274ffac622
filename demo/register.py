"""The register of the demo: the seeds that say who owns what and what was promised."""

from __future__ import annotations

from datetime import date, timedelta

from demo.stories import CASE_PROCESSES, COMPANIES, FIRST_DAY, LAST_DAY, RECEIVABLES_PROCESSES

Rows = list[tuple]

INITIATIVE_COLUMNS = (
    "initiative_id", "process_id", "initiative_name", "business_owner", "transformation_lead",
    "kickoff_date", "go_live_date", "ramp_days", "baseline_weeks", "comparison_process_id",
    "build_cost", "run_cost_per_month", "capacity_is_cashable", "decision", "decided_on",
)  # fmt: skip

INITIATIVES: Rows = [
    (
        "invoice_capture", "harbor_payables", "Invoice capture", "Dana Whitfield", "Luis Ortega",
        "2026-03-25", "2026-04-06", 14, 52, "harbor_payables_branches",
        60000, 1500, "true", "", "",
    ),
    (
        "ticket_triage", "harbor_tickets", "Ticket triage", "Priya Raman", "Luis Ortega",
        "2026-01-26", "2026-04-20", 14, 52, "harbor_tickets_parts",
        45000, 1800, "false", "", "",
    ),
    (
        "returns_portal", "harbor_returns", "Returns portal", "Marcus Bell", "Luis Ortega",
        "2026-02-16", "2026-05-04", 14, 52, "harbor_returns_west",
        70000, 2400, "false", "", "",
    ),
    (
        "dunning", "harbor_receivables", "Automatic dunning", "Helen Strand", "Noor Aziz",
        "2025-12-08", "2026-03-02", 14, 52, "harbor_receivables_national",
        30000, 900, "false", "scale", "2026-09-15",
    ),
    (
        "order_entry", "falken_orders", "Order entry assistant", "Jonas Lehmann", "Katrin Vogel",
        "2026-01-12", "2026-04-13", 14, 52, "falken_orders_dealers",
        55000, 1600, "false", "", "",
    ),
    (
        "claims_assessment", "falken_claims", "Claims assessment", "Anke Petersen",
        "Katrin Vogel", "2026-08-31", "2026-09-07", 14, 52, "",
        80000, 2200, "false", "", "",
    ),
    # the same person twice: nobody answers for both the operation and the technology
    (
        "contract_review", "falken_contracts", "Contract review assistant", "Stefan Krause",
        "Stefan Krause", "2026-01-05", "2026-03-23", 14, 52, "",
        40000, 1300, "false", "", "",
    ),
    (
        "supplier_onboarding", "falken_suppliers", "Supplier onboarding", "Maren Scholz",
        "Katrin Vogel", "2026-09-14", "", 14, 52, "",
        35000, 800, "false", "", "",
    ),
]  # fmt: skip

TARGET_COLUMNS = (
    "initiative_id", "kpi_id", "is_primary", "target_relative_change", "review_date",
    "claimed_annual_value",
)  # fmt: skip

TARGETS: Rows = [
    ("invoice_capture", "cost_per_transaction", "true", -0.20, "2026-10-30", 120000),
    ("invoice_capture", "touch_time_minutes", "false", -0.40, "2026-10-30", ""),
    ("invoice_capture", "cycle_time_hours", "false", -0.20, "2026-10-30", ""),
    ("ticket_triage", "cycle_time_hours", "true", -0.25, "2026-10-30", 180000),
    ("returns_portal", "first_pass_yield", "true", 0.05, "2026-11-27", 95000),
    ("returns_portal", "cycle_time_hours", "false", -0.15, "2026-11-27", ""),
    ("dunning", "days_to_pay", "true", -0.15, "2026-09-30", 150000),
    ("dunning", "days_sales_outstanding", "false", -0.15, "2026-09-30", ""),
    ("order_entry", "cycle_time_hours", "true", -0.20, "2026-10-30", 140000),
    ("claims_assessment", "touch_time_minutes", "true", -0.25, "2027-01-29", 110000),
    ("contract_review", "cycle_time_hours", "true", -0.30, "2026-09-30", 90000),
    ("supplier_onboarding", "cycle_time_hours", "true", -0.30, "2026-12-18", 60000),
]

LABOR_RATES: Rows = [
    ("harbor", "payables clerk", "2025-01-01", 41.00),
    ("harbor", "payables clerk", "2026-01-01", 42.50),
    ("falken", "claims specialist", "2025-01-01", 48.00),
]

#: Opening hours by weekday (1 is Monday).
CALENDARS: Rows = [
    *[("harbor_office", weekday, "08:00", "17:00") for weekday in range(1, 6)],
    *[("falken_office", weekday, "08:00", "16:30") for weekday in range(1, 5)],
    ("falken_office", 5, "08:00", "15:00"),
]

HOLIDAYS: Rows = [
    *[
        ("harbor_office", day)
        for day in (
            "2025-05-26", "2025-07-04", "2025-09-01", "2025-11-27", "2025-11-28", "2025-12-25",
            "2026-01-01", "2026-05-25", "2026-07-03", "2026-09-07", "2026-11-26", "2026-11-27",
            "2026-12-25",
        )
    ],
    *[
        ("falken_office", day)
        for day in (
            "2025-04-18", "2025-04-21", "2025-05-01", "2025-05-29", "2025-06-09", "2025-10-03",
            "2025-10-31", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06",
            "2026-05-01", "2026-05-14", "2026-05-25", "2026-10-31", "2026-12-25", "2026-12-26",
        )
    ],
]  # fmt: skip

#: Invented month-end rates, near what these pairs have been.
FX_FIRST = {("CAD", "USD"): 0.6950, ("EUR", "USD"): 1.0400}
FX_LAST = {("CAD", "USD"): 0.7250, ("EUR", "USD"): 1.1600}


def month_ends(first: date, last: date) -> list[date]:
    """Return the last day of every month from the month before `first` to that of `last`."""
    ends = []
    day = first.replace(day=1)
    while day <= last.replace(day=1) + timedelta(days=31):
        ends.append(day - timedelta(days=1))
        day = (day + timedelta(days=31)).replace(day=1)
    return [end for end in ends if end <= last]


def fx_rates() -> Rows:
    """Return one row per currency pair and month end, moving evenly from first to last rate."""
    days = month_ends(FIRST_DAY, LAST_DAY)
    rows: Rows = []
    for pair, first in FX_FIRST.items():
        step = (FX_LAST[pair] - first) / (len(days) - 1)
        for position, day in enumerate(days):
            rows.append((*pair, day.isoformat(), f"{first + step * position:.4f}"))
    return rows


def processes() -> Rows:
    """Return one row per process of both companies."""
    rows: Rows = []
    for process in CASE_PROCESSES:
        rows.append(
            (
                process.process_id,
                process.company_id,
                process.process_name,
                process.transaction_name,
                process.calendar_id,
                "" if process.sla_hours is None else process.sla_hours,
            )
        )
    for process in RECEIVABLES_PROCESSES:
        rows.append(
            (process.process_id, process.company_id, process.process_name, "invoice", "", "")
        )
    return rows


def seeds() -> dict[str, tuple[tuple[str, ...], Rows]]:
    """Return the columns and rows of every seed of the register, by name of the seed."""
    return {
        "companies": (
            ("company_id", "company_name", "currency", "time_zone", "cost_of_capital"),
            [
                (c.company_id, c.company_name, c.currency, c.time_zone, c.cost_of_capital)
                for c in COMPANIES
            ],
        ),
        "processes": (
            (
                "process_id",
                "company_id",
                "process_name",
                "transaction_name",
                "calendar_id",
                "sla_hours",
            ),
            processes(),
        ),
        "initiatives": (INITIATIVE_COLUMNS, INITIATIVES),
        "targets": (TARGET_COLUMNS, TARGETS),
        "labor_rates": (("company_id", "role", "valid_from", "hourly_rate"), LABOR_RATES),
        "calendars": (("calendar_id", "weekday", "opens_at", "closes_at"), CALENDARS),
        "holidays": (("calendar_id", "holiday_date"), HOLIDAYS),
        "fx_rates": (("currency", "quote_currency", "rate_date", "rate"), fx_rates()),
    }
