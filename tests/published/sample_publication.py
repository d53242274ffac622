"""A published folder with invented, coherent figures, in exactly the columns of the contract.

Pages are tested on it without a build: `write(folder)` takes about a second. The same seed gives
the same figures. `copies` repeats the initiatives under other names, for a large portfolio.
"""

import json
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from gains.published.contracts import contracts
from tests.published import sample_register as register
from tests.published.sample_outcomes import initiative_tables
from tests.published.sample_processes import process_tables
from tests.published.sample_totals import total_tables

#: Looked up on the way to a company, whether or not a table has them.
HELPERS = ("process_id", "company_id", "currency", "initiative_name")


def write(
    folder: Path,
    *,
    version: str = "2026-11-02-a",
    copies: int = 1,
    seed: int = 7,
    mark: str = "",
    change: Callable[[dict[str, list[dict]]], None] = lambda tables: None,
) -> Path:
    """Publish the sample under `folder` and make it current.

    Parameters
    ----------
    folder : Path
        The `published` folder; made when absent.
    version : str
        Name of the version; another one becomes current beside it.
    copies : int
        How often the ten initiatives are repeated.
    seed : int
        Of the invented figures.
    mark : str
        Put behind every company's name, so that a page shows of which version its rows are.
    change : callable
        Changes the tables of the register, from which all others follow.

    Returns
    -------
    Path
        The database file.
    """
    random = np.random.default_rng(seed)
    tables = register_tables(copies)
    for company in tables["companies"]:
        company["company_name"] += mark
    change(tables)
    tables |= initiative_tables(tables, random)
    tables |= process_tables(tables, random)
    for row in tables["initiatives"]:
        del row["review_date"]
    tables = {name: [completed(row, tables) for row in rows] for name, rows in tables.items()}
    tables |= total_tables(tables)
    target = folder / version / "gains.duckdb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target)) as connection:
        fill(connection, tables)
    point_to(folder, version, tables)
    return target


def fill(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[dict]]) -> None:
    """Create every published table by its contract and fill it; what no row gives is null.

    Raises
    ------
    ValueError
        When a table or a column is in no contract.
    """
    known = contracts()
    if unknown := tables.keys() - known.keys():
        raise ValueError(f"No contract publishes {sorted(unknown)}.")
    for table, contract in known.items():
        types = {
            one.name: "varchar" if one.data_type == "string" else one.data_type
            for one in contract.columns
        }
        created = ", ".join(f'"{name}" {data_type}' for name, data_type in types.items())
        connection.execute(f"create table {table} ({created})")
        rows = [kept(row, types) for row in tables.get(table, [])]
        given = {name for row in rows for name in row}
        if unknown := given - types.keys():
            raise ValueError(f"The contract of {table} has no column {sorted(unknown)}.")
        if not rows:
            continue
        connection.register("rows", pd.DataFrame(rows).astype(object))
        selected = ", ".join(
            f'cast("{name}" as {data_type})' if name in given else "null"
            for name, data_type in types.items()
        )
        connection.execute(f"insert into {table} select {selected} from rows")
        connection.unregister("rows")


def completed(row: dict, tables: dict[str, list[dict]]) -> dict:
    """Give a row the process, company and currency that its initiative or process leads to."""
    row = dict(row)
    for key, of, given in (
        ("initiative_id", "initiatives", ("process_id", "initiative_name")),
        ("process_id", "processes", ("company_id",)),
        ("company_id", "companies", ("currency",)),
    ):
        parent = next((one for one in tables.get(of, []) if one[key] == row.get(key)), {})
        row |= {name: row.get(name, parent.get(name)) for name in given if name in parent}
    return row


def kept(row: dict, columns: Collection[str]) -> dict:
    """Give a row without what was only looked up on the way to its company."""
    return {name: value for name, value in row.items() if name in columns or name not in HELPERS}


def point_to(folder: Path, version: str, tables: dict) -> None:
    """Name the version in current.json, whole at once, and log a run that went well."""
    built_at = f"2026-11-02T06:{12 + len(list(folder.glob('*/gains.duckdb')))}:00+00:00"
    current = {
        "version": version,
        "path": f"{version}/gains.duckdb",
        "built_at": built_at,
        "as_of": {row["process_id"]: register.AS_OF.isoformat() for row in tables["processes"]},
        "invocation_id": "0f3c1ab2-0000-4000-8000-000000000001",
    }
    replace(folder / "current.json", current)
    last_run = {"status": "success", "reason": None, "finished_at": built_at}
    replace(folder / "last_run.json", last_run)


def replace(path: Path, content: dict) -> None:
    """Write a JSON file so that no reader sees half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(content))
    draft.replace(path)


def register_tables(copies: int) -> dict[str, list[dict]]:
    """Give companies, processes, initiatives, targets and KPIs as published."""
    companies = ["company_id", "company_name", "currency", "time_zone", "cost_of_capital"]
    processes, initiatives, targets = [], [], []
    for copy in range(copies):
        suffix = f"_{copy}" if copy else ""
        ending = f" {copy + 1}" if copy else ""
        for process_id, company_id, name, transaction in register.PROCESSES:
            processes.append(
                {
                    "process_id": process_id + suffix,
                    "company_id": company_id,
                    "process_name": name + ending,
                    "transaction_name": transaction,
                    "calendar_id": None,
                    "sla_hours": 120.0,
                    "as_of_date": register.AS_OF,
                    "covers_from": date(2025, 1, 6),
                }
            )
        for line in register.INITIATIVES:
            (initiative_id, process_id, name, owner, lead, kickoff, go_live, kpi_id, target,
             claimed, build, run, level, effect, half, evidence, decision) = line  # fmt: skip
            initiatives.append(
                {
                    "initiative_id": initiative_id + suffix,
                    "process_id": process_id + suffix,
                    "comparison_process_id": None,
                    "initiative_name": name + ending,
                    "business_owner": owner,
                    "transformation_lead": lead,
                    "decision": decision,
                    "ramp_days": 14,
                    "baseline_weeks": 52,
                    "build_cost": float(build),
                    "run_cost_per_month": float(run),
                    "capacity_is_cashable": initiative_id == "invoice_capture",
                    "kickoff_date": kickoff,
                    "go_live_date": go_live,
                    "decided_on": date(2026, 9, 15) if decision else None,
                    "review_date": date(2026, 10, 30) + timedelta(days=30 * (go_live is None)),
                    "story": {
                        "kpi_id": kpi_id,
                        "level": level,
                        "effect": effect,
                        "half": half,
                        "evidence": evidence,
                        "target": target,
                        "claimed": float(claimed),
                    },
                }
            )
            targets.append(
                {
                    "initiative_id": initiative_id + suffix,
                    "kpi_id": kpi_id,
                    "is_primary": True,
                    "target_relative_change": target,
                    "review_date": date(2026, 10, 30) + timedelta(days=30 * (go_live is None)),
                    "claimed_annual_value": float(claimed),
                }
            )
    kpis = [
        {
            **dict(zip(["kpi_id", "kpi_name", "kind", "unit", "better"], line, strict=True)),
            "plausible_low": 0.0,
            "plausible_high": 1e6,
            "version": 1,
        }
        for line in register.KPIS
    ]
    return {
        "companies": [dict(zip(companies, line, strict=True)) for line in register.COMPANIES],
        "processes": processes,
        "initiatives": initiatives,
        "targets": targets,
        "kpis": kpis,
    }
