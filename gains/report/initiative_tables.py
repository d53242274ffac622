"""The tables of the Initiative page, and the bridge from before to now."""

from collections.abc import Callable, Mapping
from typing import Any

from gains.measurement.coding import check_from
from gains.published.money import LineRow
from gains.published.rows import KpiBeforeAfterRow, KpiBridgeRow, KpiChecksRow
from gains.report import charts
from gains.report.palette import Palette
from gains.report.tables import Column, Table, table
from gains.wording import formats
from gains.wording.checks import check_figure
from gains.wording.evidence import CHECKS, COMPONENTS, VALUE_TYPES
from gains.wording.terms import TERMS


def checks(rows: list[KpiChecksRow]) -> Table:
    """Give the checks with their results in words."""
    order = list(CHECKS)
    rows = sorted(
        rows, key=lambda row: order.index(row["check_id"]) if row["check_id"] in order else 9
    )
    columns = [
        Column("check_id", "Check", lambda row: CHECKS.get(row["check_id"], row["check_id"])),
        Column("passed", "Result", lambda row: passed(row["passed"])),
        # in one column: a fifth one would scroll sideways on a phone
        Column("sentence", "What it asks, and what was found", asked_and_found),
        Column("figure", "Figure", figure_of, "figure"),
    ]
    return table("checks", columns, rows)


def figure_of(row: KpiChecksRow) -> str:
    """Return the number of a check with what it is."""
    if row["finding_params"] is None:
        return formats.MISSING
    return check_figure(check_from(row["finding_code"], row["finding_params"]))


def asked_and_found(row: KpiChecksRow) -> str:
    """Return what a check asks, for somebody who has never heard of it, and what it found."""
    term = TERMS.get(row["check_id"] or "")
    return f"{term.explanation if term else ''} {row['sentence'] or ''}".strip()


def passed(result: bool | None) -> str:
    """Say a result with a sign beside the word."""
    return "– not run" if result is None else "✓ passed" if result else "✕ failed"


def bridge(
    rows: list[KpiBridgeRow], effect: Mapping[str, Any], colors: Palette, currency: str
) -> dict[str, Any] | None:
    """Draw why the raw figure moved: from before, over its causes, to now.

    The automation's part is credited, by its color and its name, only where the evidence holds.
    """
    if not rows or effect["raw_change"] is None:
        return None
    unit = effect["unit"] or ""
    order = list(COMPONENTS)
    steps, level = [], 0.0
    for row in sorted(rows, key=lambda row: order.index(row["component"])):
        amount = row["amount"] or 0.0
        if row["component"] == "volume" and amount == 0:
            continue
        name, kind = COMPONENTS[row["component"]], "cost"
        if row["component"] == "initiative":
            name = name if row["is_credited"] else "Not explained, not credited"
            kind = credited_kind(effect) if row["is_credited"] else "cost"
        figure = formats.kpi_change(amount, unit, currency)
        steps.append(charts.step(name, level, level + amount, figure, kind))
        level += amount
    change = effect["raw_change"]
    figure = formats.kpi_change(change, unit, currency)
    steps.append(charts.step("Change of the raw figure", 0.0, change, figure, "total"))
    expression = charts.axis_expression(unit, currency)
    return charts.waterfall(steps, colors, axis_expression=expression)


def credited_kind(effect: Mapping[str, Any]) -> str:
    """Return the color of a change that the automation made: a gain or a loss."""
    return "gain" if (effect["improvement"] or 0.0) >= 0 else "loss"


def phases(rows: list[KpiBeforeAfterRow], unit: str, currency: str) -> Table:
    """Give before, ramp and after, with the two numbers that make each value."""
    order = ["before", "ramp", "after"]
    rows = sorted(rows, key=lambda row: order.index(row["phase"]))

    def value_of(name: str) -> Callable[[Any], str]:
        return lambda row: formats.kpi_value(row[name], unit, currency)

    columns = [
        Column("phase", "Phase", lambda row: row["phase"].capitalize()),
        Column("value", "Value", value_of("value"), "figure"),
        Column("from_date", "From", lambda row: formats.day(row["from_date"])),
        Column("to_date", "To", lambda row: formats.day(row["to_date"])),
        Column("n", "Cases", lambda row: formats.number(row["n"], 0), "figure"),
        Column("numerator", "Numerator", lambda row: formats.number(row["numerator"]), "figure"),
        Column(
            "denominator", "Denominator", lambda row: formats.number(row["denominator"]), "figure"
        ),
        Column("p50", "Median", value_of("p50"), "figure"),
        Column("p90", "90th percentile", value_of("p90"), "figure"),
        Column("open_count", "Still open", kind="figure"),
    ]
    return table("before_after", columns, rows)


def value(rows: list[LineRow], currency: str) -> Table:
    """Give the money to date by value type, each on its own line, with its range."""
    order = list(VALUE_TYPES)
    rows = sorted(
        rows, key=lambda row: order.index(row["value_type"]) if row["value_type"] in order else 9
    )
    columns = [
        Column("value_type", "To date", lambda row: VALUE_TYPES.get(row["value_type"], "Other")),
        Column("amount", "Amount", lambda row: formats.money(row["amount"], currency), "figure"),
        Column(
            "amount_low", "Low", lambda row: formats.money(row["amount_low"], currency), "figure"
        ),
        Column(
            "amount_high", "High", lambda row: formats.money(row["amount_high"], currency), "figure"
        ),
        Column("currency", "Currency"),
    ]
    return table("initiative_value", columns, rows)
