"""Where does the value come from? Everything that the Value page shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gains.published import money, scopes
from gains.published.money import LineRow, RunningRow, TotalRow
from gains.published.reader import Reader
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Tile
from gains.report.tables import Column, Table, table
from gains.report.waterfall import waterfall_rows
from gains.wording import answers, formats
from gains.wording.answer import Answer
from gains.wording.decisions import counts_briefly
from gains.wording.evidence import VALUE_TYPES

#: More single gains than this are drawn by kind.
MOST_STEPS = 10


@dataclass(frozen=True)
class Summary:
    """The money of one scope in one currency."""

    name: str
    answer: Answer
    tiles: tuple[Tile, ...]
    waterfall: dict[str, Any]
    cumulative: dict[str, Any] | None


@dataclass(frozen=True)
class Value:
    """The page's content, in one currency; one summary for everything, or one per company."""

    summaries: tuple[Summary, ...]
    lines: Table


def currencies(reader: Reader, _colors: Palette, company_id: str | None) -> dict[str, str]:
    """Return the currencies in which money is booked; those in which something counts first."""
    return {row["currency"]: row["currency"] for row in money.currencies(reader, company_id)}


def value(reader: Reader, colors: Palette, company_id: str | None, currency: str) -> Value:
    """Make the page's content for one currency; currencies are never added up."""
    rows = [row for row in money.lines(reader, company_id) if row["currency"] == currency]
    summaries = []
    for one in scopes.shown(reader, company_id):
        for total in money.totals(reader, one["scope"]):
            if total["currency"] == currency:
                mine = [row for row in rows if one["company_id"] in (None, row["company_id"])]
                months = money.running_net(reader, one["scope"], currency)
                summaries.append(summary(one, total, mine, months, colors))
    return Value(tuple(summaries), lines(rows))


def summary(
    scope: scopes.ScopeRow,
    total: TotalRow,
    rows: list[LineRow],
    months: list[RunningRow],
    colors: Palette,
) -> Summary:
    """Return answer, tiles and charts of one scope."""
    currency = total["currency"]
    expression = charts.axis_expression("money", currency)
    return Summary(
        name=scope["name"],
        answer=answers.value(scope["scope"], total),
        tiles=tuple(tiles(scope["scope"], total)),
        waterfall=charts.waterfall(
            waterfall_rows(total, rows, MOST_STEPS), colors, axis_expression=expression
        ),
        cumulative=cumulative(months, colors, currency) if len(months) > 1 else None,
    )


def tiles(scope: str, total: Mapping[str, Any]) -> list[Tile]:
    """Return cash and capacity apart, what was spent, and what is in neither."""
    currency = total["currency"]

    def tile(label: str, name: str, note: str, said: str, *, note_id: str = "") -> Tile:
        ids = (f"{scope}/{currency}/{note_id}",) if note_id else ()
        amount = formats.money(total[name], currency)
        return Tile(label, amount, note, said, figure_id=f"{scope}/{currency}/{name}", note_ids=ids)

    lost = formats.money(total["spent_on_what_did_not_hold"], currency)
    return [
        tile(
            "Cash saved",
            "cash_to_date",
            "to date",
            "Costs that are no longer paid, and the yearly carrying cost of released capital.",
        ),
        tile(
            "Capacity freed",
            "capacity_to_date",
            "hours, not cash",
            "Hours freed at the paid rate. They become cash only where the register says that "
            "they are not paid any more.",
        ),
        tile(
            "Spent to date",
            "spent_to_date",
            f"{lost} has not held",
            "Build and run cost of everything that was bought, whether or not anything came of it.",
            note_id="spent_on_what_did_not_hold",
        ),
        tile(
            "Capital released",
            "released_to_date",
            "once, in no sum",
            "Working capital released by faster payment: one-off cash. It is never added to "
            "yearly savings.",
        ),
        tile(
            "Not proven",
            "unproven_claimed_annual_value",
            "of the yearly claims",
            "What is claimed for initiatives with an owner that are live and do not count. It "
            "stands beside the totals, never inside.",
        ),
    ]


def cumulative(months: list[RunningRow], colors: Palette, currency: str) -> dict[str, Any]:
    """Draw the running net."""
    return charts.cumulative([{**month, "payback": None} for month in months], colors,
                             currency=currency)  # fmt: skip


def lines(rows: list[LineRow]) -> Table:
    """Return every line of money, counted or not, and why not."""

    def amount(name: str) -> Callable[[Any], str]:
        return lambda row: formats.money(row[name], row["currency"])

    columns = [
        Column("initiative_name", "Initiative"),
        Column("amount", "To date", amount("amount"), "figure"),
        Column("value_type", "Kind", lambda row: VALUE_TYPES.get(row["value_type"], "Other")),
        Column("amount_low", "Low", amount("amount_low"), "figure"),
        Column("amount_high", "High", amount("amount_high"), "figure"),
        Column("counts_reason_code", "In the totals", counted),
        Column("company_name", "Company"),
        Column("currency", "Currency"),
    ]
    return table("value", columns, rows)


def counted(row: LineRow) -> str:
    """Say whether a line counts, and if not, why; cost is in the net either way."""
    is_cost = row["value_type"] in ("run_cost", "build_cost")
    return "yes: cost always" if is_cost else counts_briefly(row)
