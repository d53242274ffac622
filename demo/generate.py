"""Writes the demo: `python -m demo.generate` makes the exports and the register anew.

The same code gives the same bytes on every run.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from demo.cases import SHARED_WEEK_SPREAD, draw_cases, week_shocks
from demo.deliveries import cut_by_day, cut_by_instant, local_time, write_csv
from demo.late import late_invoices
from demo.mistakes import with_mistakes
from demo.receivables import draw_receivables, iso
from demo.register import seeds
from demo.stories import CASE_PROCESSES, COMPANIES, FIRST_DAY, RECEIVABLES_PROCESSES, Company
from demo.work import draw_costs, draw_events, draw_runs, draw_time_entries

SEED = 20260406
MANIFEST = Path("demo") / "manifest.csv"

Deliveries = dict[tuple[str, str], list[pd.DataFrame]]


def write_demo(root: Path) -> list[Path]:
    """Write exports, register and manifest below `root`.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the project. Exports of the demo's companies are replaced.

    Returns
    -------
    list of pathlib.Path
        The files written, relative to `root`, sorted; the manifest is not among them.
    """
    for company in COMPANIES:
        shutil.rmtree(root / "exports" / company.company_id, ignore_errors=True)
        deliveries: Deliveries = {}
        _draw_company(company, deliveries)
        for (table, stem), frames in deliveries.items():
            path = root / "exports" / company.company_id / "canonical" / f"{table}_{stem}.csv.gz"
            frames = with_mistakes(company.company_id, table, stem, frames)
            write_csv(path, pd.concat(frames, ignore_index=True))
    write_register(root / "seeds")
    files = demo_files(root)
    (root / MANIFEST).parent.mkdir(exist_ok=True)
    with (root / MANIFEST).open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["path", "sha256"])
        for path in files:
            writer.writerow([path.as_posix(), sha256(root / path)])
    return files


def write_register(folder: Path) -> None:
    """Write the seeds of the demo's register into `folder`."""
    for name, (columns, rows) in seeds().items():
        write_csv(folder / f"{name}.csv", pd.DataFrame(rows, columns=list(columns)))


def demo_files(root: Path) -> list[Path]:
    """Return the files that make up the demo's exports and register, relative to `root`."""
    files = [Path("seeds") / f"{name}.csv" for name in seeds()]
    for company in COMPANIES:
        folder = root / "exports" / company.company_id
        files += [path.relative_to(root) for path in folder.rglob("*") if path.is_file()]
    return sorted(files)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _draw_company(company: Company, deliveries: Deliveries) -> None:
    """Draw everything that a company exports, into `deliveries` by table and file name."""
    zone = company.time_zone
    number = [c.company_id for c in COMPANIES].index(company.company_id)
    shared = week_shocks(np.random.default_rng([SEED, number]), SHARED_WEEK_SPREAD)

    def add(table: str, cut: list) -> None:
        for day, frame in cut:
            if len(frame):
                deliveries.setdefault((table, f"{day:%Y_%m}"), []).append(frame)

    for position, process in enumerate(CASE_PROCESSES):
        if process.company_id != company.company_id:
            continue
        generator = np.random.default_rng([SEED, number, position])
        cases = draw_cases(process, zone, shared, generator)
        if process.exports_cases:
            cut = cut_by_instant(cases, "opened", "closed", zone)
            add("cases", [(day, _as_exported(process.process_id, c, zone)) for day, c in cut])
        if process.activities:
            events = draw_events(process, cases, generator)
            cut = cut_by_instant(events, "finished", "finished", zone)
            add("case_events", [(day, _steps(process.process_id, e, zone)) for day, e in cut])
        if process.role:
            entries = draw_time_entries(process, cases, zone)
            entries["day"] = (
                pd.to_datetime(entries["work_date"]) - pd.Timestamp(FIRST_DAY)
            ).dt.days
            add("time_entries", [(d, e.drop(columns="day")) for d, e in cut_by_day(entries, "day")])
            costs = draw_costs(process, cases, company.currency)
            costs["day"] = (pd.to_datetime(costs["cost_month"]) - pd.Timestamp(FIRST_DAY)).dt.days
            add("process_costs", [(d, c.drop(columns="day")) for d, c in cut_by_day(costs, "day")])
        if process.automated_share:
            runs = draw_runs(process, cases, generator)
            cut = cut_by_instant(runs, "started", "started", zone)
            add("automation_runs", [(day, _runs(r, zone)) for day, r in cut])

    for position, process in enumerate(RECEIVABLES_PROCESSES):
        if process.company_id != company.company_id:
            continue
        generator = np.random.default_rng([SEED, number, 400 + position])
        invoices, payments = draw_receivables(process, company.currency, shared, generator)
        invoices, late = late_invoices(process, invoices)
        add("invoices", [(day, _invoices(i)) for day, i in cut_by_day(invoices, "invoice_day")])
        add("payments", [(day, _paid(p)) for day, p in cut_by_day(payments, "paid_day")])
        if len(late):
            deliveries[("invoices", "2026_10_late")] = [_invoices(late)]


def _as_exported(process_id: str, cases: pd.DataFrame, zone: str) -> pd.DataFrame:
    closed = cases["closed"].notna()
    return pd.DataFrame(
        {
            "process_id": process_id,
            "case_id": cases["case_id"],
            "opened_at": local_time(cases["opened"], zone),
            "closed_at": local_time(cases["closed"], zone),
            "segment": cases["segment"],
            "is_cancelled": _true_or_blank(cases["is_cancelled"] & closed),
            "is_automated": _true_or_blank(cases["is_automated"], otherwise="false"),
            "rework_count": cases["rework_count"].where(closed, 0),
        }
    )


def _steps(process_id: str, events: pd.DataFrame, zone: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "process_id": process_id,
            "case_id": events["case_id"],
            "activity": events["activity"],
            "finished_at": local_time(events["finished"], zone),
            "started_at": local_time(events["started"], zone),
            "resource": events["resource"],
            "is_automated": _true_or_blank(events["is_automated"], otherwise="false"),
            "segment": events["segment"],
        }
    )


def _runs(runs: pd.DataFrame, zone: str) -> pd.DataFrame:
    ended = runs["started"] + runs["seconds"]
    return pd.DataFrame(
        {
            "process_id": runs["process_id"],
            "run_id": runs["run_id"],
            "started_at": local_time(runs["started"], zone),
            "status": runs["status"],
            "ended_at": local_time(ended, zone),
            "items_processed": runs["items_processed"],
            "case_id": runs["case_id"],
            "environment": runs["environment"],
        }
    )


def _invoices(invoices: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "process_id": invoices["process_id"],
            "invoice_id": invoices["invoice_id"],
            "customer_id": invoices["customer_id"],
            "invoice_date": iso(invoices["invoice_day"]),
            "due_date": iso(invoices["due_day"]),
            "amount": invoices["amount"].map("{:.2f}".format),
            "currency": invoices["currency"],
            "document_type": invoices["document_type"],
            "segment": invoices["segment"],
            "is_disputed": _true_or_blank(invoices["is_disputed"]),
        }
    )


def _paid(payments: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "process_id": payments["process_id"],
            "payment_id": payments["payment_id"],
            "invoice_id": payments["invoice_id"],
            "customer_id": payments["customer_id"],
            "paid_date": iso(payments["paid_day"]),
            "amount": payments["amount"].map("{:.2f}".format),
            "currency": payments["currency"],
            "entry_type": payments["entry_type"],
        }
    )


def _true_or_blank(values: pd.Series, otherwise: str = "") -> np.ndarray:
    return np.where(values.astype(bool), "true", otherwise)


if __name__ == "__main__":
    for written in write_demo(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(written)
