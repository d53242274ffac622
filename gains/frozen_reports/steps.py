"""From gross gain to net, to date: the steps of the waterfall, one set a currency."""

from dataclasses import dataclass

from gains.frozen_reports.sums import GAINS
from gains.report.value import bar, kind_of, step_name
from gains.wording import figures as words


@dataclass(frozen=True)
class Gain:
    """What one initiative gained to date, in cash or in capacity; `kind` picks the color."""

    name: str
    amount: float
    kind: str
    is_capacity: bool


@dataclass(frozen=True)
class Waterfall:
    """The steps of one currency; `gains` are complete, largest first."""

    currency: str
    gains: tuple[Gain, ...]
    total: dict

    def rows(self, most: int) -> list[dict]:
        """Give rows for charts.waterfall, the gains behind the first `most` folded, capacity apart.

        Parameters
        ----------
        most : int
            Steps of single initiatives.

        Returns
        -------
        list of dict
            name, start, end, amount (money), figure, kind, low, high.
        """
        steps = [(gain.name, gain.amount, gain.kind) for gain in self.gains[:most]]
        for ending, is_capacity in (("", False), (", capacity", True)):
            rest = [gain for gain in self.gains[most:] if gain.is_capacity == is_capacity]
            if rest:
                amount = sum(gain.amount for gain in rest)
                value_type = "capacity" if is_capacity else "cash_cost"
                steps.append((f"{len(rest)} more{ending}", amount, kind_of(amount, value_type)))
        steps += [
            ("Run cost", self.total["run_cost"], "cost"),
            ("Build cost", self.total["build_cost"], "cost"),
        ]
        level, rows = 0.0, []
        for name, amount, kind in steps:
            figure = words.money(amount, self.currency, plus=True)
            rows.append({**bar(name, level, level + amount, figure, kind), "amount": amount})
            level += amount
        net = self.total["net"]
        last = bar("Net to date", 0.0, net, words.money(net, self.currency), "total")
        ends = {"low": self.total["low"], "high": self.total["high"], "amount": net}
        return [*rows, {**last, **ends}]


def waterfalls(months: tuple[dict, ...], totals: tuple[dict, ...]) -> tuple[Waterfall, ...]:
    """Give the steps of every currency in which something counts.

    Parameters
    ----------
    months : tuple of dict
        As `sums.months` gives them.
    totals : tuple of dict
        As `sums.to_date` gives them.
    """
    return tuple(
        Waterfall(total["currency"], tuple(gains(months, total["currency"])), total)
        for total in totals
    )


def gains(months: tuple[dict, ...], currency: str) -> list[Gain]:
    """Give what each initiative gained, by value type, the largest first."""
    found: dict[tuple[str, str], dict] = {}
    for row in months:
        if not row["counts"] or row["currency"] != currency or row["value_type"] not in GAINS:
            continue
        key = (row["initiative_id"], row["value_type"])
        known = found.setdefault(key, {**row, "amount": 0.0})
        known["amount"] += row["amount"]
    ordered = sorted(found.items(), key=lambda item: (-item[1]["amount"], item[0]))
    return [
        Gain(
            step_name(row),
            row["amount"],
            kind_of(row["amount"], row["value_type"]),
            row["value_type"] == "capacity",
        )
        for _, row in ordered
    ]
