"""From what was gained to the net, to date: the steps of a waterfall, each a published amount."""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.report import charts
from gains.wording import formats
from gains.wording.evidence import VALUE_TYPES

#: Value types that are gains: costs are negative, working capital is one-off cash beside them.
GAINS = ("cash_cost", "capacity", "carrying_cost")
BY_KIND = (
    ("Cash saved", "cash_to_date", "gain"),
    ("Capacity freed", "capacity_to_date", "capacity"),
)
COSTS = (
    ("Run cost", "run_cost_to_date"),
    ("Build cost", "build_cost_to_date"),
)
#: End of a range -> ending of the columns of the net to date.
ENDINGS = (("amount", ""), ("low", "_low"), ("high", "_high"))


def waterfall_rows(
    total: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], most: int
) -> list[dict[str, Any]]:
    """Return the rows of a waterfall.

    Parameters
    ----------
    total : Mapping
        The row of `portfolio_totals`: gains of what counts, less all that was spent.
    lines : sequence of Mapping
        Rows of `initiative_value_to_date` in its scope and currency, the largest amount first.
    most : int
        Up to so many single gains are drawn; more are drawn by kind, cash and capacity.

    Returns
    -------
    list of dict
        As `charts.waterfall` takes them, with `amount` (money).
    """
    currency = total["currency"]
    gains = [line for line in lines if line["counts"] and line["value_type"] in GAINS]
    steps = [(step_name(line), line["amount"], kind_of(line)) for line in gains]
    if len(steps) > most:
        steps = [
            (name, total[column], kind if total[column] >= 0 else "loss")
            for name, column, kind in BY_KIND
            if total[column]
        ]
    steps += [(name, total[column], "cost") for name, column in COSTS if total[column]]
    lost = total["spent_on_what_did_not_hold"]
    if lost:
        steps.append(("Spent on what has not held", -lost, "loss"))
    net = {name: total[f"net_to_date{ending}"] for name, ending in ENDINGS}
    return stacked(steps, net, currency)


def waterfall_rows_of(
    lines: Sequence[Mapping[str, Any]], net: Mapping[str, Any] | None, currency: str
) -> list[dict[str, Any]]:
    """Return the rows of one initiative's waterfall: its kinds of money, and its net to date.

    Parameters
    ----------
    lines : sequence of Mapping
        Its rows of `initiative_value_to_date`.
    net : Mapping or None
        The last month of its running net: net, low, high.
    currency : str
        ISO code.
    """
    if net is None:
        return []
    order = (*GAINS, "run_cost", "build_cost")
    mine = [line for line in lines if line["value_type"] in order]
    steps = [
        (
            VALUE_TYPES[line["value_type"]],
            line["amount"],
            kind_of(line) if line["value_type"] in GAINS else "cost",
        )
        for line in sorted(mine, key=lambda line: order.index(line["value_type"]))
    ]
    return stacked(steps, {"amount": net["net"], "low": net["low"], "high": net["high"]}, currency)


def stacked(
    steps: Sequence[tuple[str, float, str]], net: Mapping[str, Any], currency: str
) -> list[dict[str, Any]]:
    """Return the steps on top of each other, and the net from zero with its range."""
    level, rows = 0.0, []
    for name, amount, kind in steps:
        figure = formats.money(amount, currency, plus=True)
        rows.append({**charts.step(name, level, level + amount, figure, kind), "amount": amount})
        level += amount
    figure = formats.money(net["amount"], currency)
    return [*rows, {**charts.step("Net to date", 0.0, net["amount"], figure, "total"), **net}]


def step_name(line: Mapping[str, Any]) -> str:
    """Name a step; capacity says so, because it is not cash."""
    ending = ", capacity" if line["value_type"] == "capacity" else ""
    return f"{line['initiative_name']}{ending}"


def kind_of(line: Mapping[str, Any]) -> str:
    """Return the color of a step: a loss, capacity, or a gain in cash."""
    if line["amount"] < 0:
        return "loss"
    return "capacity" if line["value_type"] == "capacity" else "gain"
