"""The tables of the workbook about money: scoreboard, totals, amounts by month."""

from collections.abc import Mapping
from typing import Any

from gains.frozen_reports.pages import Pages
from gains.frozen_reports.sheet_shapes import WHO, Column, Formula, Sheet, letter
from gains.report.portfolio import by_value
from gains.report.waterfall import GAINS
from gains.wording.decisions import counts_briefly
from gains.wording.evidence import VALUE_TYPES, grade

COSTS = ("run_cost", "build_cost")
ONE_OFF_CASH = ("working_capital",)
COUNTED, NOT_COUNTED = {"counts": "yes"}, {"counts": "no"}

SCOREBOARD = (
    *WHO,
    Column("kpi_name", "Primary KPI", width=24),
    Column("unit", "Unit", width=12),
    Column("before_value", "Before", "number"),
    Column("after_value", "After", "number"),
    Column("improvement", "Better by", "share"),
    Column("improvement_low", "99% low", "share"),
    Column("improvement_high", "99% high", "share"),
    Column("target_improvement", "Target", "share"),
    Column("target_status", "Target status"),
    Column("evidence", "Evidence", width=16),
    Column("is_owned", "Owned", width=8),
    Column("is_live", "Live", width=8),
    Column("counts", "In totals", width=9),
    Column("why", "Why not", width=26),
    Column("currency", "Currency", width=9),
    Column("net_annual_value", "Measured a year", "money", 17),
    Column("net_annual_value_low", "99% low, a year", "money", 17),
    Column("net_annual_value_high", "99% high, a year", "money", 17),
    Column("claimed_annual_value", "Claimed a year", "money", 17),
    Column("build_cost", "Build cost", "money", 15),
    Column("run_cost_per_month", "Run cost per month", "money", 15),
    Column("spent_to_date", "Spent to date", "money", 15),
    Column("payback_date", "Paid back", "date"),
    Column("npv", "Net present value", "money", 16),
    Column("cost_of_delay_per_week", "Cost of delay per week", "money", 15),
    Column("days_since_kickoff", "Days since kick-off", "count", 10),
    Column("clock", "Clock"),
    Column("adoption_share", "Adoption", "share"),
    Column("business_owner", "Business owner", width=22),
    Column("transformation_lead", "Transformation lead", width=22),
    Column("proposed_decision", "Proposed"),
    Column("decision", "Decision"),
)
MONEY = (
    Column("initiative_name", "Initiative", width=30),
    Column("month_start", "Month", "date", 12),
    Column("value_type", "Kind", width=26),
    Column("counts", "In totals", width=9),
    Column("currency", "Currency", width=9),
    Column("amount", "Amount", "money", 16),
    Column("amount_low", "99% low", "money", 16),
    Column("amount_high", "99% high", "money", 16),
)


def scoreboard(content: Pages) -> Sheet:
    """One row per initiative: value, claim, evidence, owner, decision."""
    rows = [
        {
            **row,
            "why": "" if row["counts"] else counts_briefly(row),
            "evidence": grade(row["evidence"], row["reason_code"]).label,
        }
        for row in sorted(content.figures.initiatives, key=by_value)
    ]
    return Sheet(
        "Scoreboard",
        "One row per initiative. Only rows with yes under In totals enter a total; a share or a "
        "relative change is 1 = 100%.",
        SCOREBOARD,
        rows,
        chart=("initiative_name", "net_annual_value", "claimed_annual_value"),
    )


def totals(content: Pages) -> Sheet:
    """One row per currency and total, recomputed from the scoreboard and the money by month."""
    rows = [row for total in content.figures.totals for row in (*yearly(total), *to_date(total))]
    return Sheet(
        "Totals",
        "One row per currency and total; currencies are never added up. Recomputed is a formula "
        "over the sheets Scoreboard and Money by month.",
        (
            Column("currency", "Currency", width=10),
            Column("total", "Total", width=46),
            Column("amount", "Amount", "money", 18),
            Column("recomputed", "Recomputed", "money", 18),
        ),
        rows,
    )


def yearly(total: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is measured and claimed per year in one currency."""
    owned_live = {"is_owned": "yes", "is_live": "yes"}
    names = (
        ("net_annual_value", "Measured a year", "net_annual_value", COUNTED),
        ("net_annual_value_low", "Measured a year, 99% low", "net_annual_value_low", COUNTED),
        ("net_annual_value_high", "Measured a year, 99% high", "net_annual_value_high", COUNTED),
        ("claimed_annual_value", "Claimed a year, owned and live", "claimed_annual_value",
         owned_live),
        ("unproven_claimed_annual_value", "of it in no total, because it does not count",
         "claimed_annual_value", {**owned_live, **NOT_COUNTED}),
        ("unowned_claimed_annual_value", "Claimed a year, unowned, in no total",
         "claimed_annual_value", {"is_owned": "no"}),
        ("planned_claimed_annual_value", "Claimed a year, owned and not live yet, in no total",
         "claimed_annual_value", {"is_owned": "yes", "is_live": "no"}),
    )  # fmt: skip
    return [
        line(total, key, name, [sum_if("Scoreboard", SCOREBOARD, column, total, where)])
        for key, name, column, where in names
    ]


def to_date(total: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what was gained, what it cost and what is left to date in one currency."""
    everything: dict[str, str] = {}
    gained, paid = (GAINS, "amount", COUNTED), (COSTS, "amount", everything)
    names = (
        ("gains_to_date", "Gained to date", [gained], ""),
        ("cash_to_date", "of it cash", [(("cash_cost", "carrying_cost"), "amount", COUNTED)], ""),
        ("capacity_to_date", "of it capacity, not cash", [(("capacity",), "amount", COUNTED)], ""),
        ("run_cost_to_date", "Run cost of what counts", [(("run_cost",), "amount", COUNTED)], ""),
        ("build_cost_to_date", "Build cost of what counts",
         [(("build_cost",), "amount", COUNTED)], ""),
        ("spent_to_date", "Spent to date, on everything", [paid], "-"),
        ("spent_on_what_did_not_hold", "of it on what has not held",
         [(COSTS, "amount", NOT_COUNTED)], "-"),
        ("net_to_date", "Net to date", [gained, paid], ""),
        ("net_to_date_low", "Net to date, 99% low", [(GAINS, "amount_low", COUNTED), paid], ""),
        ("net_to_date_high", "Net to date, 99% high", [(GAINS, "amount_high", COUNTED), paid], ""),
        ("released_to_date", "Working capital released, one-off, in no sum",
         [(ONE_OFF_CASH, "amount", COUNTED)], ""),
    )  # fmt: skip
    return [
        line(
            total,
            key,
            name,
            [
                sum_if("'Money by month'", MONEY, column, total,
                       {**where, "value_type": VALUE_TYPES[value_type]})
                for value_types, column, where in parts
                for value_type in value_types
            ],
            sign,
        )
        for key, name, parts, sign in names
    ]  # fmt: skip


def line(
    total: Mapping[str, Any], key: str, name: str, parts: list[str], sign: str = ""
) -> dict[str, Any]:
    """Return one published total with the formula that recomputes it."""
    amount = total[key]
    formula = "".join(f"{sign}{part}" for part in parts) if sign else "+".join(parts)
    return {
        "currency": total["currency"],
        "total": name,
        "amount": amount,
        "recomputed": None if amount is None else Formula(formula, amount),
    }


def sum_if(
    sheet: str,
    columns: tuple[Column, ...],
    summed: str,
    total: Mapping[str, Any],
    where: Mapping[str, str],
) -> str:
    """Return a SUMIFS over whole columns of a sheet; criteria are our own words."""

    def column(name: str) -> str:
        place = letter(columns, name)
        return f"{sheet}!${place}:${place}"

    criteria = {"currency": total["currency"].replace('"', '""'), **where}
    said = ",".join(f'{column(name)},"{word}"' for name, word in criteria.items())
    return f"SUMIFS({column(summed)},{said})"


def money(content: Pages) -> Sheet:
    """One row per initiative, month and value type."""
    rows = [
        {**row, "value_type": VALUE_TYPES.get(row["value_type"], row["value_type"])}
        for row in content.figures.months
    ]
    return Sheet(
        "Money by month",
        "One row per initiative, month and kind of value; costs are negative. Working capital "
        "released is one-off cash and in no total.",
        MONEY,
        rows,
    )
