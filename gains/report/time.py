"""Where does the time go? Everything that the page on process steps shows."""

from dataclasses import dataclass

from gains.published import queries_processes
from gains.published.reader import Reader
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Tile
from gains.report.tables import Column, Table, table
from gains.wording import figures, sentences

MOST_DRAWN = 12


@dataclass(frozen=True)
class Time:
    """The page's content for one process."""

    answer: sentences.Answer
    tiles: tuple[Tile, ...]
    chart: dict | None
    steps: Table


def processes(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Give the processes whose steps were exported: id -> name and company."""
    return {
        row["process_id"]: f"{row['process_name']} · {row['company_name']}"
        for row in queries_processes.step_processes(reader)
    }


def time(reader: Reader, colors: Palette, process_id: str) -> Time:
    """Make the page's content."""
    process = next(
        row for row in queries_processes.step_processes(reader) if row["process_id"] == process_id
    )
    rows = queries_processes.steps(reader, process_id)
    first = next((row for row in rows if row["cycle_time_share"] is not None), None)
    drawn = [row for row in rows if row["cycle_time_share"] is not None][:MOST_DRAWN]
    return Time(
        answer=sentences.steps(first, process["process_name"]),
        tiles=tuple(tiles(rows, process["currency"])) if first else (),
        chart=charts.steps([bar(row) for row in drawn], colors) if drawn else None,
        steps=step_table(rows, process["currency"]),
    )


def bar(row: dict) -> dict:
    """Give one bar: share, and the wait beside it."""
    wait = figures.kpi_value(row["wait_hours_p50"], "hours", short=True)
    return {
        "name": row["activity"],
        "share": row["cycle_time_share"],
        "brief": figures.share(row["cycle_time_share"]),
        "figure": f"{figures.share(row['cycle_time_share'])} · half wait over {wait}",
    }


def tiles(rows: list[dict], currency: str) -> list[Tile]:
    """Give the four steps in which something stands out."""

    def largest(name: str) -> dict | None:
        known = [row for row in rows if row[name] is not None]
        return max(known, key=lambda row: row[name]) if known else None

    def tile(label: str, name: str, text, said: str) -> Tile:
        row = largest(name)
        if row is None:
            return Tile(label, "–", "not exported", said)
        return Tile(label, text(row[name]), row["activity"], said)

    return [
        tile(
            "Longest wait",
            "wait_hours_p50",
            lambda hours: figures.kpi_value(hours, "hours", short=True),
            "Median wait before the step.",
        ),
        tile(
            "Most work",
            "touch_minutes_mean",
            lambda minutes: figures.kpi_value(minutes, "minutes", short=True),
            "Mean minutes of one human step.",
        ),
        tile(
            "Most rework",
            "rework_share",
            lambda part: figures.share(part),
            "Share of the step's events that repeat it within a case.",
        ),
        tile(
            "Costliest step",
            "cost_per_month",
            lambda amount: figures.money(amount, currency),
            "Hours of work at the average rate, a month.",
        ),
    ]


def step_table(rows: list[dict], currency: str) -> Table:
    """Give every step."""

    def hours(name: str):
        return lambda row: figures.kpi_value(row[name], "hours")

    columns = [
        Column("activity", "Step"),
        Column(
            "cycle_time_share",
            "Share",
            lambda row: figures.share(row["cycle_time_share"]),
            "figure",
        ),
        Column("wait_hours_p50", "Median wait", hours("wait_hours_p50"), "figure"),
        Column("wait_hours_p90", "90% wait less than", hours("wait_hours_p90"), "figure"),
        Column(
            "touch_minutes_mean",
            "Work per step",
            lambda row: figures.kpi_value(row["touch_minutes_mean"], "minutes"),
            "figure",
        ),
        Column("rework_share", "Rework", lambda row: figures.share(row["rework_share"]), "figure"),
        Column(
            "cost_per_month",
            "Cost a month",
            lambda row: figures.money(row["cost_per_month"], currency),
            "figure",
        ),
        Column("case_count", "Cases", lambda row: figures.number(row["case_count"], 0), "figure"),
        Column(
            "wait_hours_total",
            "Hours waited",
            lambda row: figures.number(row["wait_hours_total"], 0),
            "figure",
        ),
    ]
    return table("process_steps", columns, rows)
