"""Where does the value come from? Everything that the Value page shows."""

from dataclasses import dataclass

from gains.published import queries
from gains.published.reader import Reader
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Tile
from gains.report.tables import Column, Table, table
from gains.wording import figures, sentences
from gains.wording.evidence import VALUE_TYPES, grade

GAINS = ("cash_cost", "capacity", "carrying_cost")
#: Smaller contributors are drawn as one.
FOLD_BELOW = 0.03


@dataclass(frozen=True)
class Value:
    """The page's content, in one currency."""

    answer: sentences.Answer
    tiles: tuple[Tile, ...]
    waterfall: dict | None
    cumulative: dict | None
    lines: Table


def currencies(reader: Reader, _colors: Palette, company: str | None) -> dict[str, str]:
    """Give the currencies in which money is booked; those in which something counts first."""
    rows = sorted(
        queries.value_by_initiative(reader, company),
        key=lambda row: (not row["counts"], row["currency"]),
    )
    return {row["currency"]: row["currency"] for row in rows}


def value(reader: Reader, colors: Palette, company: str | None, currency: str) -> Value:
    """Make the page's content for one currency; currencies are never added up."""
    totals = [row for row in queries.value_to_date(reader, company) if row["currency"] == currency]
    rows = [
        row for row in queries.value_by_initiative(reader, company) if row["currency"] == currency
    ]
    months = [row for row in queries.value_by_month(reader, company) if row["currency"] == currency]
    return Value(
        answer=sentences.value(totals),
        tiles=tuple(tiles(totals[0], rows)) if totals else (),
        waterfall=waterfall(totals[0], rows, colors) if totals else None,
        cumulative=cumulative(months, colors, currency) if len(months) > 1 else None,
        lines=lines(rows),
    )


def tiles(total: dict, rows: list[dict]) -> list[Tile]:
    """Give cash and capacity apart, and released working capital, which is in neither."""
    currency = total["currency"]
    claimed = {
        row["initiative_id"]: row["claimed_annual_value"] for row in rows if not row["counts"]
    }
    beside = sum(amount for amount in claimed.values() if amount)
    return [
        Tile(
            "Cash saved",
            figures.money(total["cash"], currency),
            "to date",
            "Costs that are no longer paid, and the yearly carrying cost of released capital.",
        ),
        Tile(
            "Capacity freed",
            figures.money(total["capacity"], currency),
            "hours, not cash",
            "Hours freed at the paid rate. They become cash only where the register says that "
            "they are not paid any more.",
        ),
        Tile(
            "Capital released",
            figures.money(total["released"], currency),
            "once, in no sum",
            "Working capital released by faster payment: one-off cash. It is never added to "
            "yearly savings.",
        ),
        Tile(
            "Not counted",
            figures.money(beside, currency),
            "claimed a year",
            "What is claimed for initiatives whose evidence does not hold, or that nobody owns. "
            "It stands beside the totals, never inside.",
        ),
    ]


def waterfall(total: dict, rows: list[dict], colors: Palette) -> dict:
    """Draw the steps from what each initiative gained to the net."""
    currency = total["currency"]
    gains = [row for row in rows if row["counts"] and row["value_type"] in GAINS]
    gains.sort(key=lambda row: -row["amount"])
    size = sum(abs(row["amount"]) for row in gains) or 1.0
    drawn = [row for row in gains if abs(row["amount"]) >= FOLD_BELOW * size]
    folded = [row for row in gains if abs(row["amount"]) < FOLD_BELOW * size]
    steps = [
        (step_name(row), row["amount"], kind_of(row["amount"], row["value_type"])) for row in drawn
    ]
    if folded:
        small = sum(row["amount"] for row in folded)
        steps.append((figures.count(len(folded), "smaller one"), small, kind_of(small, "")))
    steps += [
        ("Run cost", total["run_cost"], "cost"),
        ("Build cost", total["build_cost"], "cost"),
    ]
    level, bars = 0.0, []
    for name, amount, kind in steps:
        bars.append(bar(name, level, level + amount, figures.money(amount, currency, True), kind))
        level += amount
    net = bar("Net to date", 0.0, total["net"], figures.money(total["net"], currency), "total")
    bars.append({**net, "low": total["low"], "high": total["high"]})
    return charts.waterfall(bars, colors, axis_expression=charts.axis_expression("money", currency))


def bar(name: str, start: float, end: float, figure: str, kind: str) -> dict:
    """Give one step."""
    return {
        "name": name,
        "start": start,
        "end": end,
        "figure": figure,
        "kind": kind,
        "low": None,
        "high": None,
    }


def step_name(row: dict) -> str:
    """Name a step; capacity says so, because it is not cash."""
    return row["initiative_name"] + (", capacity" if row["value_type"] == "capacity" else "")


def kind_of(amount: float, value_type: str) -> str:
    """Give the color of a step: a loss, capacity, or a gain in cash."""
    if amount < 0:
        return "loss"
    return "capacity" if value_type == "capacity" else "gain"


def cumulative(months: list[dict], colors: Palette, currency: str) -> dict:
    """Draw the running net; the first month after which it stays above zero paid it back."""
    paid = None
    for month in months:
        if month["net"] < 0:
            paid = None
        elif paid is None:
            paid = month["month_start"]
    if months[0]["month_start"] == paid:
        paid = None
    drawn = [
        {
            **month,
            "payback": f"Paid back {figures.month(paid)}" if month["month_start"] == paid else None,
        }
        for month in months
    ]
    return charts.cumulative(drawn, colors, currency=currency)


def lines(rows: list[dict]) -> Table:
    """Give every line of money, counted or not, and why not."""

    def money(name: str):
        return lambda row: figures.money(row[name], row["currency"])

    columns = [
        Column("initiative_name", "Initiative"),
        Column("amount", "To date", money("amount"), "figure"),
        Column("value_type", "Kind", lambda row: VALUE_TYPES.get(row["value_type"], "Other")),
        Column("amount_low", "Low", money("amount_low"), "figure"),
        Column("amount_high", "High", money("amount_high"), "figure"),
        Column("counts", "In the totals", counted),
        Column("company_name", "Company"),
        Column("currency", "Currency"),
    ]
    return table("value", columns, rows)


def counted(row: dict) -> str:
    """Say whether a line counts, and if not, why."""
    if row["counts"]:
        return "yes"
    return "no: unowned" if not row["is_owned"] else f"no: {grade(row['evidence']).label.lower()}"
