"""From gross gain to net, to date: the steps of the waterfall, one set a currency."""

from dataclasses import dataclass

from dashboard.content.value import bar, kind_of, step_name
from gains.packs.sums import GAINS
from gains.wording import figures as words


@dataclass(frozen=True)
class Waterfall:
    """The steps of one currency; `gains` are complete, largest first."""

    currency: str
    gains: tuple[tuple[str, float, str], ...]
    total: dict

    def rows(self, most: int) -> list[dict]:
        """Give rows for charts.waterfall, all gains behind the first `most` in one step.

        Parameters
        ----------
        most : int
            Steps of single initiatives.

        Returns
        -------
        list of dict
            name, start, end, amount (money), figure, kind, low, high.
        """
        size = most if len(self.gains) > most + 1 else most + 1
        steps = list(self.gains[:size])
        rest = self.gains[size:]
        if rest:
            amount = sum(gain for _, gain, _ in rest)
            steps.append((f"{len(rest)} more", amount, kind_of(amount, "")))
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


def gains(months: tuple[dict, ...], currency: str) -> list[tuple[str, float, str]]:
    """Give name, amount and kind of what each initiative gained, by value type."""
    found: dict[tuple[str, str], dict] = {}
    for row in months:
        if not row["counts"] or row["currency"] != currency or row["value_type"] not in GAINS:
            continue
        key = (row["initiative_id"], row["value_type"])
        known = found.setdefault(key, {**row, "amount": 0.0})
        known["amount"] += row["amount"]
    ordered = sorted(found.items(), key=lambda item: (-item[1]["amount"], item[0]))
    return [
        (step_name(row), row["amount"], kind_of(row["amount"], row["value_type"]))
        for _, row in ordered
    ]
