"""How much cash is stuck? Everything that the Working capital page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gains.published import processes as published
from gains.published.reader import Reader
from gains.published.rows import ReceivablesAgeingRow
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Tile
from gains.report.tables import Column, Table, table
from gains.wording import answers, formats
from gains.wording.answer import Answer

METHODS = {
    "dso_countback": "Countback",
    "dso_month": "Month",
    "dso_3_month": "3 months",
    "best_possible_dso": "Best possible",
}
MONTHS_DRAWN = 18


@dataclass(frozen=True)
class WorkingCapital:
    """The page's content for one receivables process."""

    answer: Answer
    tiles: tuple[Tile, ...]
    ageing: dict[str, Any] | None
    days: dict[str, Any] | None
    months: Table
    buckets: Table


def processes(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Give the receivables processes: id -> name and company."""
    return {
        row["process_id"]: f"{row['process_name']} · {row['company_name']}"
        for row in published.with_receivables(reader)
    }


def working_capital(reader: Reader, colors: Palette, process_id: str) -> WorkingCapital:
    """Make the page's content."""
    process = next(
        row for row in published.with_receivables(reader) if row["process_id"] == process_id
    )
    currency = process["currency"]
    months: Sequence[Mapping[str, Any]] = published.month_ends(reader, process_id)
    buckets = published.ageing(reader, process_id)
    reported = [row for row in months if row["is_reportable"]] or months
    newest = next((row for row in months if row["is_newest"]), None)
    drawn = sorted({row["month_end"] for row in buckets})[-MONTHS_DRAWN:]
    lines = [
        {"month_end": row["month_end"], "method": name, "days": row[column]}
        for row in reported
        for column, name in METHODS.items()
        if row[column] is not None
    ]
    return WorkingCapital(
        answer=answers.working_capital(newest, currency, process["process_name"]),
        tiles=tuple(tiles(newest, reported, currency)) if newest else (),
        ageing=charts.ageing(
            [
                {
                    **row,
                    "share": row["share_of_balance"],
                    "figure": formats.money(row["balance"], currency),
                }
                for row in buckets
                if row["month_end"] in drawn
            ],
            colors,
        )
        if buckets
        else None,
        days=charts.days_sales_outstanding(lines, colors) if len(lines) > len(METHODS) else None,
        months=month_table(months, currency),
        buckets=bucket_table(buckets),
    )


def tiles(
    newest: Mapping[str, Any], months: Sequence[Mapping[str, Any]], currency: str
) -> list[Tile]:
    """Return the newest month end, beside the one it is compared with, and the months so far."""
    then = newest["compared_month_end"]
    since = f"vs {formats.month(then)}" if then else ""
    at = f"process:{newest['process_id']}/{newest['month_end'].isoformat()}"

    def line(name: str) -> tuple[float, ...]:
        values = tuple(row[name] for row in months if row[name] is not None)
        return values if len(values) > 1 else ()

    def made(label: str, name: str, value: str, change: str, said: str) -> Tile:
        moved = newest[f"{name}_change"]
        is_known = moved is not None and since
        return Tile(
            label,
            value,
            f"{change} {since}" if is_known else "",
            said,
            tone_of(moved),
            line(name),
            figure_id=f"{at}/{name}" if newest[name] is not None else "",
            note_ids=(f"{at}/{name}_change",) if is_known else (),
        )

    def days(label: str, name: str, said: str) -> Tile:
        now = newest[name]
        change = formats.number(newest[f"{name}_change"], 1, plus=True)
        value = formats.MISSING if now is None else f"{formats.number(now, 1)} days"
        return made(label, name, value, change, said)

    def balance(label: str, name: str, said: str) -> Tile:
        change = formats.percent(newest[f"{name}_change"], plus=True)
        return made(label, name, formats.money(newest[name], currency), change, said)

    return [
        balance("Open receivables", "ar_balance", "What customers owe at the month end."),
        balance("Overdue", "overdue_balance", "What is past its due date at the month end."),
        days(
            "DSO",
            "dso_countback",
            "Days sales outstanding by countback: how many days of the latest sales the open "
            "balance stands for.",
        ),
        days(
            "Delay in paying",
            "average_days_delinquent",
            "Average days delinquent: days sales outstanding less the best possible, in which "
            "nobody pays late.",
        ),
    ]


def tone_of(change: float | None) -> str:
    """Less is better here; no change is neutral."""
    return "neutral" if not change else "good" if change < 0 else "bad"


def month_table(months: Sequence[Mapping[str, Any]], currency: str) -> Table:
    """Give every month end with its three methods side by side, the newest first."""

    def money(name: str) -> Callable[[Any], str]:
        return lambda row: formats.money(row[name], currency)

    def days(name: str) -> Callable[[Any], str]:
        return lambda row: formats.number(row[name], 1)

    columns = [
        Column("month_end", "Month end", lambda row: formats.day(row["month_end"])),
        Column("dso_countback", "DSO countback", days("dso_countback"), "figure"),
        Column("dso_month", "DSO month", days("dso_month"), "figure"),
        Column("dso_3_month", "DSO 3 months", days("dso_3_month"), "figure"),
        Column("best_possible_dso", "Best possible", days("best_possible_dso"), "figure"),
        Column("average_days_delinquent", "Delinquent", days("average_days_delinquent"), "figure"),
        Column(
            "collection_effectiveness",
            "Collected",
            lambda row: formats.kpi_value(row["collection_effectiveness"], "percent"),
            "figure",
        ),
        Column("ar_balance", "Receivables", money("ar_balance"), "figure"),
        Column("overdue_balance", "Overdue", money("overdue_balance"), "figure"),
        Column("credit_sales", "Credit sales", money("credit_sales"), "figure"),
        Column("write_offs", "Written off", money("write_offs"), "figure"),
        Column("is_reportable", "Reportable", lambda row: "yes" if row["is_reportable"] else "no"),
        Column("reason", "Why not", lambda row: row["reason"] or ""),
    ]
    return table("receivables", columns, months[::-1])


def bucket_table(rows: list[ReceivablesAgeingRow]) -> Table:
    """Give the ageing as figures, the newest month first."""
    columns = [
        Column("month_end", "Month end", lambda row: formats.day(row["month_end"])),
        Column("bucket", "Days overdue"),
        Column(
            "balance",
            "Balance",
            lambda row: formats.money(row["balance"], row["currency"]),
            "figure",
        ),
        Column(
            "share_of_balance",
            "Share",
            lambda row: formats.percent(row["share_of_balance"], 1),
            "figure",
        ),
        Column("invoice_count", "Invoices", kind="figure"),
        Column("currency", "Currency"),
    ]
    newest_first = sorted(
        rows, key=lambda row: (-row["month_end"].toordinal(), row["bucket_number"])
    )
    return table("ageing", columns, newest_first)
