"""The tables of the Initiative page, and the bridge from before to now."""

from gains.report import charts
from gains.report.palette import Palette
from gains.report.tables import Column, Table, table
from gains.wording import figures
from gains.wording.evidence import CHECKS, COMPONENTS, VALUE_TYPES


def checks(rows: list[dict]) -> Table:
    """Give the checks with their results in words."""
    order = list(CHECKS)
    rows = sorted(
        rows, key=lambda row: order.index(row["check_id"]) if row["check_id"] in order else 9
    )
    columns = [
        Column("check_id", "Check", lambda row: CHECKS.get(row["check_id"], row["check_id"])),
        Column("passed", "Result", lambda row: passed(row["passed"])),
        Column("sentence", "What was found"),
        Column("figure", "Figure", lambda row: figures.number(row["figure"]), "figure"),
    ]
    return table("checks", columns, rows)


def passed(result: bool | None) -> str:
    """Say a result with a sign beside the word."""
    return "– not run" if result is None else "✓ passed" if result else "✕ failed"


def bridge(rows: list[dict], effect: dict, colors: Palette, currency: str) -> dict | None:
    """Draw why the raw figure moved: from before, over its causes, to now."""
    before, after = effect.get("before_value"), effect.get("after_value")
    if not rows or before is None or after is None:
        return None
    unit = effect["unit"]
    order = list(COMPONENTS)
    rows = sorted(rows, key=lambda row: order.index(row["component"]))
    better = -1 if effect["better"] == "lower" else 1
    level = 0.0
    steps = []
    for row in rows:
        amount = row["amount"] or 0.0
        if row["component"] == "volume" and amount == 0:
            continue
        kind = (
            "cost"
            if row["component"] != "initiative"
            else ("gain" if amount * better > 0 else "loss")
        )
        steps.append(
            {
                "name": COMPONENTS[row["component"]],
                "start": level,
                "end": level + amount,
                "figure": figures.kpi_change(amount, unit, currency),
                "kind": kind,
                "low": None,
                "high": None,
            }
        )
        level += amount
    steps.append(
        {
            "name": "Change of the raw figure",
            "start": 0.0,
            "end": level,
            "figure": figures.kpi_change(level, unit, currency),
            "kind": "total",
            "low": None,
            "high": None,
        }
    )
    expression = charts.axis_expression(unit, currency)
    return charts.waterfall(steps, colors, axis_expression=expression)


def phases(rows: list[dict], unit: str, currency: str) -> Table:
    """Give before, ramp and after, with the two numbers that make each value."""
    order = ["before", "ramp", "after"]
    rows = sorted(rows, key=lambda row: order.index(row["phase"]))

    def value_of(name: str):
        return lambda row: figures.kpi_value(row[name], unit, currency)

    columns = [
        Column("phase", "Phase", lambda row: row["phase"].capitalize()),
        Column("value", "Value", value_of("value"), "figure"),
        Column("from_date", "From", lambda row: figures.day(row["from_date"])),
        Column("to_date", "To", lambda row: figures.day(row["to_date"])),
        Column("n", "Cases", lambda row: figures.number(row["n"], 0), "figure"),
        Column("numerator", "Numerator", lambda row: figures.number(row["numerator"]), "figure"),
        Column(
            "denominator", "Denominator", lambda row: figures.number(row["denominator"]), "figure"
        ),
        Column("p50", "Median", value_of("p50"), "figure"),
        Column("p90", "90th percentile", value_of("p90"), "figure"),
        Column("open_count", "Still open", kind="figure"),
    ]
    return table("before_after", columns, rows)


def value(rows: list[dict], currency: str) -> Table:
    """Give the money to date by value type, each on its own line, with its range."""
    order = list(VALUE_TYPES)
    rows = sorted(
        rows, key=lambda row: order.index(row["value_type"]) if row["value_type"] in order else 9
    )
    columns = [
        Column("value_type", "To date", lambda row: VALUE_TYPES.get(row["value_type"], "Other")),
        Column("amount", "Amount", lambda row: figures.money(row["amount"], currency), "figure"),
        Column(
            "amount_low", "Low", lambda row: figures.money(row["amount_low"], currency), "figure"
        ),
        Column(
            "amount_high", "High", lambda row: figures.money(row["amount_high"], currency), "figure"
        ),
        Column("currency", "Currency"),
    ]
    return table("initiative_value", columns, rows)
