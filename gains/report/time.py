"""Where does the time go? Everything that the page on process steps shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gains.published import processes as published
from gains.published.reader import Reader
from gains.published.rows import HeadlineFiguresRow, ProcessStepsRow
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Tile
from gains.report.tables import Column, Table, table
from gains.wording import answers, formats
from gains.wording.answer import Answer

MOST_DRAWN = 12


@dataclass(frozen=True)
class Time:
    """The page's content for one process."""

    answer: Answer
    tiles: tuple[Tile, ...]
    chart: dict[str, Any] | None
    steps: Table


def processes(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Give the processes whose steps were exported: id -> name and company."""
    return {
        row["process_id"]: f"{row['process_name']} · {row['company_name']}"
        for row in published.with_steps(reader)
    }


def time(reader: Reader, colors: Palette, process_id: str) -> Time:
    """Make the page's content."""
    process = next(row for row in published.with_steps(reader) if row["process_id"] == process_id)
    rows = published.steps(reader, process_id)
    first = next((row for row in rows if row["cycle_time_share"] is not None), None)
    drawn = [row for row in rows if row["cycle_time_share"] is not None][:MOST_DRAWN]
    return Time(
        answer=answers.steps(first, process["process_name"]),
        tiles=tuple(tiles(published.outstanding_steps(reader, process_id), process["currency"]))
        if first
        else (),
        chart=charts.steps([bar(row) for row in drawn], colors) if drawn else None,
        steps=step_table(rows, process["currency"]),
    )


def bar(row: ProcessStepsRow) -> dict[str, Any]:
    """Give one bar: share, and the wait beside it."""
    wait = formats.kpi_value(row["wait_hours_p50"], "hours", short=True)
    return {
        "name": row["activity"],
        "share": row["cycle_time_share"],
        "brief": formats.percent(row["cycle_time_share"]),
        "figure": f"{formats.percent(row['cycle_time_share'])} · half wait over {wait}",
    }


#: Measure of `headline_figures` -> label of its tile, unit, and what it is.
OUTSTANDING = (
    ("longest_wait", "Longest wait", "hours", "Median wait before the step."),
    ("most_work", "Most work", "minutes", "Mean minutes of one human step."),
    ("most_rework", "Most rework", "share", "Share of the step's events that repeat it in a case."),
    ("costliest", "Costliest step", "money", "Hours of work at the average rate, per month."),
)


def tiles(found: dict[str, HeadlineFiguresRow], currency: str) -> list[Tile]:
    """Return the four steps in which something stands out."""
    made = []
    for measure, label, unit, said in OUTSTANDING:
        row = found.get(measure)
        if row is None:
            made.append(Tile(label, formats.MISSING, "not exported", said))
            continue
        value = (
            formats.money(row["value"], currency)
            if unit == "money"
            else formats.percent(row["value"])
            if unit == "share"
            else formats.kpi_value(row["value"], unit, short=True)
        )
        made.append(Tile(label, value, row["item"] or "", said, figure_id=row["figure_id"]))
    return made


def step_table(rows: list[ProcessStepsRow], currency: str) -> Table:
    """Give every step."""

    def hours(name: str) -> Callable[[Any], str]:
        return lambda row: formats.kpi_value(row[name], "hours")

    columns = [
        Column("activity", "Step"),
        Column(
            "cycle_time_share",
            "Share",
            lambda row: formats.percent(row["cycle_time_share"]),
            "figure",
        ),
        Column("wait_hours_p50", "Median wait", hours("wait_hours_p50"), "figure"),
        Column("wait_hours_p90", "90% wait less than", hours("wait_hours_p90"), "figure"),
        Column(
            "touch_minutes_mean",
            "Work per step",
            lambda row: formats.kpi_value(row["touch_minutes_mean"], "minutes"),
            "figure",
        ),
        Column(
            "rework_share", "Rework", lambda row: formats.percent(row["rework_share"]), "figure"
        ),
        Column(
            "cost_per_month",
            "Cost per month",
            lambda row: formats.money(row["cost_per_month"], currency),
            "figure",
        ),
        Column("case_count", "Cases", lambda row: formats.number(row["case_count"], 0), "figure"),
        Column(
            "wait_hours_total",
            "Hours waited",
            lambda row: formats.number(row["wait_hours_total"], 0),
            "figure",
        ),
    ]
    return table("process_steps", columns, rows)
