"""The simulation through the whole pipeline: exports and a register in, published verdicts out."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.build.run import DBT
from benchmarks.simulation.judge import Look, t_test_claims
from benchmarks.simulation.scenarios import WEEKS_BEFORE, WEEKS_RAMP, Cases, Scenario, draw
from benchmarks.simulation.weekly import GO_LIVE, LOOKS, seed_of
from gains.measurement.frames import sums_from
from gains.measurement.inputs import WeeklySums

COMPANY = "simulation"
#: A Monday morning in UTC, the company's time zone.
FIRST_WEEK = datetime.combine(GO_LIVE, datetime.min.time()) - timedelta(weeks=WEEKS_BEFORE)


@dataclass(frozen=True)
class Draw:
    """One simulated initiative.

    Parameters
    ----------
    initiative_id : str
    scenario : Scenario
    number : int
        Which draw of the scenario; with the seed it decides every case.
    """

    initiative_id: str
    scenario: Scenario
    number: int


def draws_of(scenarios: Sequence[Scenario], initiatives: int) -> list[Draw]:
    """Return `initiatives` draws of every scenario."""
    return [
        Draw(f"world{world:02d}_{number:03d}", scenario, number)
        for world, scenario in enumerate(scenarios)
        for number in range(initiatives)
    ]


def go_live_of(scenario: Scenario) -> date:
    """Return the go-live; long cases go live earlier, so that all worlds are ripe together."""
    return GO_LIVE - timedelta(weeks=scenario.weeks - WEEKS_BEFORE - WEEKS_RAMP - 13)


def as_of(look: int) -> date:
    """Return the Sunday on which weeks of one week's horizon have `look` complete weeks after."""
    return GO_LIVE + timedelta(weeks=WEEKS_RAMP + look + 1, days=-1)


def write_exports(folder: Path, draws: Sequence[Draw], seed: int) -> int:
    """Write the cases of all draws as one canonical Parquet file.

    Parameters
    ----------
    folder : Path
        The project's `exports` folder.
    draws : sequence of Draw
    seed : int

    Returns
    -------
    int
        Cases written.
    """
    target = folder / COMPANY / "canonical"
    target.mkdir(parents=True)
    written = 0
    writer = None
    for draw_ in draws:
        rng = np.random.default_rng(seed_of(draw_.scenario, draw_.number, seed))
        for role, cases in zip(("auto", "other"), draw(rng, draw_.scenario), strict=True):
            part = _case_table(f"{draw_.initiative_id}_{role}", cases, go_live_of(draw_.scenario))
            writer = writer or pq.ParquetWriter(target / "cases.parquet", part.schema)
            writer.write_table(part)
            written += part.num_rows
    if writer is not None:
        writer.close()
    return written


def _case_table(process_id: str, cases: Cases, go_live: date) -> pa.Table:
    first = np.datetime64(FIRST_WEEK - timedelta(days=(GO_LIVE - go_live).days), "us")
    opened = first + ((cases.week * 168 + cases.opened_hour) * 3.6e9).astype("timedelta64[us]")
    closed = opened + (cases.hours * 3.6e9).astype("timedelta64[us]")
    # an export knows nothing of what happens after its last day
    end = np.datetime64(as_of(LOOKS[-1]) + timedelta(days=1), "us")
    seen, count = opened < end, len(opened)
    return pa.table(
        {
            "process_id": pa.array([process_id] * count),
            "case_id": pa.array([str(i) for i in range(count)]),
            "opened_at": pa.array(opened),
            "closed_at": pa.array(closed, mask=closed >= end),
            "segment": pa.array(np.where(cases.is_easy, "easy", "hard")),
        }
    ).filter(pa.array(seen))


def write_register(folder: Path, draws: Sequence[Draw]) -> None:
    """Write the register of all draws over the seeds in `folder`; the catalogue stays."""
    processes, initiatives, targets = [], [], []
    for d in draws:
        treated, other = f"{d.initiative_id}_auto", f"{d.initiative_id}_other"
        processes += [(p, COMPANY, p, "case", "", "") for p in (treated, other)]
        initiatives.append(
            (d.initiative_id, treated, d.scenario.name, "A. Owner", "B. Lead",
             GO_LIVE - timedelta(weeks=20), go_live_of(d.scenario), 0, WEEKS_BEFORE,
             other if d.scenario.has_comparison else "", 0, 0, "false", "", "")
        )  # fmt: skip
        targets.append((d.initiative_id, "cycle_time_hours", "true", -0.2, "2026-06-30", ""))
    rows = {
        "companies": [(COMPANY, "Simulation", "EUR", "UTC", 0.09)],
        "processes": processes,
        "initiatives": initiatives,
        "targets": targets,
        "labor_rates": [],
        "calendars": [],
        "holidays": [],
        "fx_rates": [],
    }
    for name, content in rows.items():
        with (folder / f"{name}.csv").open(newline="") as file:
            header = next(csv.reader(file))
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([header, *content])


def build(project: Path, look: int) -> None:
    """Run `dbt build` as of a look.

    Raises
    ------
    RuntimeError
        If the build fails, with the end of what it printed.
    """
    # unit tests bring their own rows, which another as-of date would change
    variables = f"as_of_date: '{as_of(look)}'"
    done = subprocess.run(
        [str(DBT), "build", "--exclude-resource-type", "unit_test", "--vars", variables],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"dbt build failed:\n{done.stdout[-4000:]}")


def verdicts(project: Path, look: int) -> Iterator[Look]:
    """Return the published verdicts of a build, with what a t-test would have claimed."""
    connection = duckdb.connect(str(project / "target" / "gains.duckdb"), read_only=True)
    try:
        effects = connection.execute(
            "select initiative_id, evidence, relative_effect, relative_low, relative_high "
            "from outcomes.kpi_effects where kpi_id = 'cycle_time_hours' order by initiative_id"
        ).fetchall()
        weeks = connection.execute(
            "select * from intermediate.int_initiative_weeks "
            "where kpi_id = 'cycle_time_hours' and role = 'treated' "
            "order by initiative_id, period_start, segment"
        ).to_arrow_table()
    finally:
        connection.close()
    sums = sums_from(weeks)
    squares = _squares(weeks)
    for initiative_id, evidence, effect, low, high in effects:
        treated: WeeklySums = sums[initiative_id, "cycle_time_hours", "treated"]
        claims = t_test_claims(treated, squares[initiative_id], -1)
        yield Look(initiative_id, look, evidence, effect, low, high, claims)


def _squares(weeks: pa.Table) -> dict[str, np.ndarray]:
    grouped: dict[str, list[float]] = {}
    for name, square in zip(
        weeks.column("initiative_id").to_pylist(),
        weeks.column("sum_of_squares").to_pylist(),
        strict=True,
    ):
        grouped.setdefault(name, []).append(square)
    return {name: np.array(values) for name, values in grouped.items()}
