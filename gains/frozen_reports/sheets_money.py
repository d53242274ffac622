"""The tables of the workbook about money: scoreboard, totals, amounts by month."""

from gains.frozen_reports.pages import Pages, counts
from gains.frozen_reports.sheet_shapes import WHO, Column, Formula, Sheet, letter
from gains.frozen_reports.sums import GAINS, ONE_OFF_CASH
from gains.wording.evidence import VALUE_TYPES, grade

#: Value types of the net: gains less cost.
RECURRING = (*GAINS, "run_cost", "build_cost")

SCOREBOARD = (
    *WHO,
    Column("kpi_name", "Primary KPI", width=24),
    Column("unit", "Unit", width=12),
    Column("before_value", "Before", "number"),
    Column("after_value", "After", "number"),
    Column("relative_effect", "Effect, relative", "share"),
    Column("relative_low", "99% low", "share"),
    Column("relative_high", "99% high", "share"),
    Column("target_relative_change", "Target", "share"),
    Column("target_status", "Target status"),
    Column("evidence", "Evidence", width=16),
    Column("is_owned", "Owned", width=8),
    Column("is_live", "Live", width=8),
    Column("counts", "In totals", width=9),
    Column("currency", "Currency", width=9),
    Column("net_annual_value", "Measured a year", "money", 17),
    Column("net_annual_value_low", "99% low, a year", "money", 17),
    Column("net_annual_value_high", "99% high, a year", "money", 17),
    Column("claimed_annual_value", "Claimed a year", "money", 17),
    Column("build_cost", "Build cost", "money", 15),
    Column("run_cost_per_month", "Run cost a month", "money", 15),
    Column("payback_date", "Paid back", "date"),
    Column("npv", "Net present value", "money", 16),
    Column("cost_of_delay_per_week", "Cost of delay a week", "money", 15),
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
    """One row an initiative: value, claim, evidence, owner, decision."""
    rows = [
        {**row, "counts": counts(row), "evidence": grade(row["evidence"]).label}
        for row in sorted(
            content.figures.initiatives,
            key=lambda row: (row["currency"], not counts(row), row["initiative_name"]),
        )
    ]
    return Sheet(
        "Scoreboard",
        "One row an initiative. Only rows with yes under In totals enter a total; a share or a "
        "relative change is 1 = 100%.",
        SCOREBOARD,
        rows,
        chart=("initiative_name", "net_annual_value", "claimed_annual_value"),
    )


def totals(content: Pages) -> Sheet:
    """One row a currency and total, recomputed from the scoreboard and the money by month."""
    rows = [row for total in content.figures.totals for row in yearly(total)]
    rows += [row for total in content.figures.to_date for row in to_date(total)]
    return Sheet(
        "Totals",
        "One row a currency and total; currencies are never added up. Recomputed is a formula over "
        "the sheets Scoreboard and Money by month.",
        (
            Column("currency", "Currency", width=10),
            Column("total", "Total", width=46),
            Column("amount", "Amount", "money", 18),
            Column("recomputed", "Recomputed", "money", 18),
        ),
        rows,
    )


def yearly(total: dict) -> list[dict]:
    """Give what is measured and claimed a year in one currency."""
    lines = (
        ("net", "Measured a year", "net_annual_value", {"counts": "yes"}),
        ("low", "Measured a year, 99% low", "net_annual_value_low", {"counts": "yes"}),
        ("high", "Measured a year, 99% high", "net_annual_value_high", {"counts": "yes"}),
        ("claimed", "Claimed a year, owned and live", "claimed_annual_value",
         {"is_owned": "yes", "is_live": "yes"}),
        ("unproven", "of it in no total, because evidence does not hold", "claimed_annual_value",
         {"is_owned": "yes", "is_live": "yes", "counts": "no"}),
        ("unowned", "Claimed a year, unowned, in no total", "claimed_annual_value",
         {"is_owned": "no"}),
    )  # fmt: skip
    return [
        line(total, key, name, [sum_if("Scoreboard", SCOREBOARD, column, total, where)])
        for key, name, column, where in lines
    ]


def to_date(total: dict) -> list[dict]:
    """Give what was gained, what it cost and what is left to date in one currency."""
    lines = (
        ("gross", "Gained to date", GAINS, "amount"),
        ("cash", "of it cash", ("cash_cost", "carrying_cost"), "amount"),
        ("capacity", "of it capacity, not cash", ("capacity",), "amount"),
        ("run_cost", "Run cost to date", ("run_cost",), "amount"),
        ("build_cost", "Build cost", ("build_cost",), "amount"),
        ("net", "Net to date", RECURRING, "amount"),
        ("low", "Net to date, 99% low", RECURRING, "amount_low"),
        ("high", "Net to date, 99% high", RECURRING, "amount_high"),
        ("released", "Working capital released, one-off, in no sum", (ONE_OFF_CASH,), "amount"),
    )
    return [
        line(
            total,
            key,
            name,
            [
                sum_if(
                    "'Money by month'",
                    MONEY,
                    column,
                    total,
                    {"counts": "yes", "value_type": VALUE_TYPES[value_type]},
                )
                for value_type in value_types
            ],
        )
        for key, name, value_types, column in lines
    ]


def line(total: dict, key: str, name: str, parts: list[str]) -> dict:
    """Give one total with the formula that recomputes it."""
    amount = total[key]
    return {
        "currency": total["currency"],
        "total": name,
        "amount": amount,
        "recomputed": None if amount is None else Formula("+".join(parts), amount),
    }


def sum_if(sheet: str, columns: tuple, summed: str, total: dict, where: dict[str, str]) -> str:
    """Give a SUMIFS over whole columns of a sheet; criteria are our own words."""

    def column(name: str) -> str:
        place = letter(columns, name)
        return f"{sheet}!${place}:${place}"

    criteria = {"currency": total["currency"].replace('"', '""'), **where}
    said = ",".join(f'{column(name)},"{word}"' for name, word in criteria.items())
    return f"SUMIFS({column(summed)},{said})"


def money(content: Pages) -> Sheet:
    """One row an initiative, month and value type."""
    rows = [
        {**row, "value_type": VALUE_TYPES.get(row["value_type"], row["value_type"])}
        for row in content.figures.months
    ]
    return Sheet(
        "Money by month",
        "One row an initiative, month and kind of value; costs are negative. Working capital "
        "released is one-off cash and in no total.",
        MONEY,
        rows,
    )
