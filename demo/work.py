"""Turns drawn cases into the logs around them: steps, time entries, runs and costs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.stories import FIRST_DAY, LAST_DAY, CaseProcess

#: Where in the life of a case each step ends, and which part of the human minutes it takes.
STEP_POSITIONS = {3: (0.0, 0.55, 1.0), 4: (0.0, 0.4, 0.85, 1.0)}
STEP_MINUTES = {3: (0.0, 0.6, 0.4), 4: (0.0, 0.55, 0.35, 0.1)}

#: Booked every month: category, amount in the company's currency per case opened or fixed.
FIXED_COSTS = {"software": 1100.0, "overhead": 900.0}
ERROR_COST_PER_REWORK = 9.0
FAILED_RUN_SHARE = 0.03


def draw_events(
    process: CaseProcess, cases: pd.DataFrame, generator: np.random.Generator
) -> pd.DataFrame:
    """Draw the steps of every case, repeated once where the case needed rework.

    Returns
    -------
    pandas.DataFrame
        One row per step: case_id, activity, started and finished (seconds since 1970, UTC),
        resource, is_automated, segment.
    """
    positions = STEP_POSITIONS[len(process.activities)]
    parts = STEP_MINUTES[len(process.activities)]
    length = cases["closed"].to_numpy() - cases["opened"].to_numpy()
    people = np.array([f"{process.process_id.split('_')[1]}-{n}" for n in range(1, 8)])
    frames = []
    for number, activity in enumerate(process.activities):
        automated = cases["is_automated"].to_numpy() | (number == 0)
        finished = cases["opened"].to_numpy() + length * positions[number]
        started = finished - np.where(automated, 0.0, 60 * cases["minutes"] * parts[number])
        started = np.maximum(started, cases["opened"].to_numpy())
        person = people[generator.integers(0, len(people), len(cases))]
        frames.append(
            pd.DataFrame(
                {
                    "case_id": cases["case_id"],
                    "number": number,
                    "activity": activity,
                    "started": started,
                    "finished": finished,
                    "resource": np.where(automated, "robot", person),
                    "is_automated": automated,
                    "segment": cases["segment"],
                }
            )
        )
        if number == 1:
            # what was coded or assessed wrongly is done once more, by a person
            again = frames[-1][cases["rework_count"].to_numpy() > 0].copy()
            again["finished"] = again["finished"] + 0.2 * length[again.index]
            again["started"] = np.maximum(again["finished"] - 240.0, again["started"])
            again["resource"] = people[0]
            again["is_automated"] = False
            frames.append(again)
    events = pd.concat(frames)
    return events.sort_values(["case_id", "finished", "number"], kind="stable", ignore_index=True)


def draw_time_entries(process: CaseProcess, cases: pd.DataFrame, time_zone: str) -> pd.DataFrame:
    """Return one time entry per finished case that people worked on, on the day it closed."""
    worked = cases[(cases["minutes"] > 0)].copy()
    closed = pd.to_datetime(worked["closed"], unit="s", utc=True).dt.tz_convert(time_zone)
    return pd.DataFrame(
        {
            "process_id": process.process_id,
            "entry_id": "T-" + process.process_id + "-" + worked["case_id"],
            "work_date": closed.dt.strftime("%Y-%m-%d"),
            "minutes": worked["minutes"].round(1),
            "role": process.role,
            "case_id": worked["case_id"],
        }
    )


def draw_runs(
    process: CaseProcess, cases: pd.DataFrame, generator: np.random.Generator
) -> pd.DataFrame:
    """Draw one run per automated case; a failed one is followed by one that succeeds."""
    automated = cases[cases["is_automated"]]
    size = len(automated)
    started = automated["opened"].to_numpy() + generator.integers(30, 600, size)
    failed = generator.random(size) < FAILED_RUN_SHARE
    runs = pd.DataFrame(
        {
            "process_id": process.process_id,
            "run_id": "R-" + process.process_id + "-" + automated["case_id"].to_numpy(),
            "started": started,
            "status": np.where(failed, "failed", "succeeded"),
            "seconds": generator.integers(20, 200, size),
            "items_processed": np.where(failed, 0, 1),
            "case_id": automated["case_id"].to_numpy(),
            "environment": "production",
        }
    )
    repeated = runs[failed].assign(
        run_id=runs["run_id"][failed] + "-2",
        started=runs["started"][failed] + 900,
        status="succeeded",
        items_processed=1,
    )
    # the trial runs of the weeks before go-live are no production
    trial = runs.head(25).assign(
        run_id=runs["run_id"].head(25) + "-trial",
        started=runs["started"].head(25) - 21 * 86400,
        environment="test",
    )
    return pd.concat([trial, runs, repeated], ignore_index=True).sort_values(
        ["started", "run_id"], kind="stable", ignore_index=True
    )


def draw_costs(process: CaseProcess, cases: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Return the booked costs of every whole month: software, overhead, and the cost of errors."""
    closed = pd.to_datetime(cases["closed"], unit="s")
    rows = []
    for month in pd.period_range(FIRST_DAY, LAST_DAY, freq="M"):
        reworked = cases["rework_count"][closed.dt.to_period("M") == month].sum()
        amounts = {**FIXED_COSTS, "error": ERROR_COST_PER_REWORK * float(reworked)}
        for category, amount in amounts.items():
            rows.append(
                {
                    "process_id": process.process_id,
                    "cost_id": f"C-{process.process_id}-{month}-{category}",
                    "cost_month": f"{month}-01",
                    "category": category,
                    "amount": f"{amount:.2f}",
                    "currency": currency,
                }
            )
    return pd.DataFrame(rows)
