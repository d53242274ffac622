"""Invented figures of each process: KPIs by period, receivables, steps, validation, files."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from tests.published.sample_register import AS_OF

STEPS = {
    "invoice": ("Receive invoice", "Match to order", "Approve", "Clarify with buyer", "Pay"),
    "order": ("Read email", "Enter order", "Check credit", "Confirm"),
}
BUCKETS = ("current", "1-30", "31-60", "61-90", "91+")


def process_tables(tables: dict, random: np.random.Generator) -> dict:
    """Give every table whose rows belong to a process, a file or a run."""
    steps, receivables, ageing = [], [], []
    for process in tables["processes"]:
        if process["process_id"].startswith("harbor_receivables"):
            months = balances(process["process_id"])
            receivables += [month for month, _ in months]
            ageing += [bucket for _, buckets in months for bucket in buckets]
        else:
            steps += activities(process, random)
    return {
        **kpi_periods(tables, random),
        "process_steps": steps,
        "receivables_monthly": receivables,
        "receivables_ageing": ageing,
        "validation_results": validation(),
        "export_reconciliation": reconciliation(),
        "rejected_rows": rejections(),
    }


def kpi_periods(tables: dict, random: np.random.Generator) -> dict:
    """Give the weekly, monthly and overall KPI of each initiative's process."""
    company = {row["process_id"]: row["company_id"] for row in tables["processes"]}
    weekly, monthly, overall = [], [], []
    for target, row in zip(tables["targets"], tables["initiatives"], strict=True):
        keys = {
            "company_id": company[row["process_id"]],
            "process_id": row["process_id"],
            "kpi_id": target["kpi_id"],
        }
        level = 0.84 if target["kpi_id"] == "first_pass_yield" else 24.0

        def line(start: date, keys=keys, level=level) -> dict:
            value = level * (1 + random.normal(0, 0.03))
            return {
                **keys,
                "period_start": start,
                "n": 210,
                "numerator": 210 * value,
                "denominator": 210.0,
                "value": value,
                "p50": value * 0.8,
                "p90": value * 1.8,
                "open_count": 4,
                "is_complete": start < AS_OF - timedelta(days=7),
            }

        weekly += [line(date(2025, 4, 7) + timedelta(weeks=week)) for week in range(82)]
        monthly += [line(when.date()) for when in pd.date_range("2025-04-01", AS_OF, freq="MS")]
        overall.append(
            {
                **{name: value for name, value in line(AS_OF).items() if name != "is_complete"},
                "from_date": date(2025, 4, 1),
                "to_date": AS_OF,
            }
        )
        del overall[-1]["period_start"]
    return {"kpi_weekly": weekly, "kpi_monthly": monthly, "kpi_overall": overall}


def activities(process: dict, random: np.random.Generator) -> list[dict]:
    """Give the steps of a process; their shares of the cycle time add up to 1."""
    names = STEPS.get(
        process["transaction_name"], ("Register", "Assess", "Wait for reply", "Close")
    )
    weights = random.dirichlet(np.ones(len(names)) * 2)
    return [
        {
            "process_id": process["process_id"],
            "activity": name,
            "case_count": 9000,
            "wait_hours_p50": 30 * weight,
            "wait_hours_p90": 110 * weight,
            "wait_hours_total": 420000 * weight,
            "touch_minutes_mean": 4 + 9 * weight,
            "rework_share": 0.04 + 0.2 * weight,
            "cost_per_month": 21000 * weight,
            "cycle_time_share": weight,
        }
        for name, weight in zip(names, weights, strict=True)
    ]


def balances(process_id: str) -> list[tuple[dict, list[dict]]]:
    """Give eighteen month ends that improve, with their ageing; the newest has no countback yet."""
    months = []
    for position, end in enumerate(pd.date_range("2025-05-31", AS_OF, freq="ME")):
        balance = 9_400_000 - 62_000 * position
        late = 0.44 - 0.006 * position
        overdue = balance * late
        row = {
            "process_id": process_id,
            "month_end": end.date(),
            "ar_balance": balance,
            "current_balance": balance - overdue,
            "overdue_balance": overdue,
            "credit_sales": 5_300_000.0 + 90_000 * (position % 4),
            "dso_month": 54.0 - 0.4 * position + position % 3,
            "dso_3_month": 53.5 - 0.4 * position,
            "dso_countback": 52.8 - 0.42 * position,
            "best_possible_dso": 30.2 - 0.1 * position,
            "average_days_delinquent": 22.6 - 0.32 * position,
            "collection_effectiveness": 78.0 + 0.4 * position,
            "write_offs": 4200.0,
            "overdue_share": late,
            "is_reportable": position >= 3,
            "reason": None if position >= 3 else "The first 3 months lack sales before them.",
        }
        shares = np.array([0.45, 0.25, 0.18, 0.12])
        parts = [1 - late, *(late * shares)]
        buckets = [
            {
                "process_id": process_id,
                "month_end": end.date(),
                "bucket": bucket,
                "bucket_number": number,
                "balance": balance * part,
                "invoice_count": int(900 * part),
                "share_of_balance": part,
            }
            for number, (bucket, part) in enumerate(zip(BUCKETS, parts, strict=True), start=1)
        ]
        months.append((row, buckets))
    newest, then = months[-1][0], months[-13][0]
    newest["compared_month_end"] = then["month_end"]
    for row, _ in months:
        row["is_newest"] = row is newest
    for name in ("ar_balance", "overdue_balance"):
        newest[f"{name}_change"] = newest[name] / then[name] - 1
    for name in ("dso_countback", "average_days_delinquent"):
        newest[f"{name}_change"] = newest[name] - then[name]
    return months


def validation() -> list[dict]:
    """Give checks that pass, one that warns and one that did not run."""
    run = {"run_id": "0f3c1ab2", "did_run": True}
    lines = [
        ("cases", "keys are unique", "case_id", True, "critical", 0, 0.0, ""),
        ("cases", "closing follows opening", "closed_at", False, "warning", 41, 0.004,
         "41 of 10,260 cases (0.4%) close before they open."),
        ("invoices", "amounts are present", "amount", True, "critical", 0, 0.0, ""),
        ("payments", "payments name a known invoice", "invoice_id", False, "warning", 14, 0.002,
         "14 payments name an invoice that was never exported; they count as unapplied."),
        ("register", "every initiative has two owners", "business_owner", False, "warning", 1, 0.1,
         "Contract review assistant names Stefan Krause twice."),
    ]  # fmt: skip
    names = ("suite", "expectation", "column_name", "success", "severity", "unexpected_count",
             "unexpected_share", "message")  # fmt: skip
    return [{**run, **dict(zip(names, line, strict=True))} for line in lines]


def reconciliation() -> list[dict]:
    """Give files whose rows and amounts add up."""
    files = [
        ("harbor", "ledger", "2026-10.csv", 12480, 3, 220, 5_310_400.25),
        ("harbor", "helpdesk", "tickets_2026-10.csv.gz", 8031, 0, 118, 0.0),
        ("falken", "orders", "auftraege_2026_10.xlsx", 4120, 2, 61, 0.0),
    ]
    return [
        {
            "company_id": company,
            "map": name,
            "file": file,
            "rows_read": read,
            "rows_loaded": read - rejected - superseded,
            "rows_rejected": rejected,
            "rows_superseded": superseded,
            "amount_read": amount,
            "amount_loaded": amount - 310.5 * (amount > 0),
            "amount_rejected": 310.5 * (amount > 0),
            "covers_from": date(2026, 10, 1),
            "covers_to": AS_OF,
        }
        for company, name, file, read, rejected, superseded, amount in files
    ]


def rejections() -> list[dict]:
    """Give rejected rows, one of which carries a spreadsheet formula."""
    lines = [
        ("harbor", "ledger", "2026-10.csv", 118, "amount", "12,5O", "not a number"),
        ("harbor", "ledger", "2026-10.csv", 902, "invoice_date", "31.02.2026", "no such day"),
        ("harbor", "ledger", "2026-10.csv", 7710, "amount", "=1+1", "not a number"),
        ("falken", "orders", "auftraege_2026_10.xlsx", 44, "opened_at", "gestern", "not a time"),
        ("falken", "orders", "auftraege_2026_10.xlsx", 51, "case_id", "", "is missing"),
    ]
    names = ("company_id", "map", "file", "line_number", "column_name", "value", "reason")
    return [dict(zip(names, line, strict=True)) for line in lines]
