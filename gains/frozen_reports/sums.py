"""Sums over frozen rows: a year, and to date. One line per currency, never added up across them."""

from gains.wording.sentences import counts_in_totals

#: Value types that are gains; costs are negative, working capital is one-off cash beside them.
GAINS = ("cash_cost", "capacity", "carrying_cost")
ONE_OFF_CASH = "working_capital"


def total(rows: list[dict], name: str) -> float | None:
    """Add up what is known of a column; None when nothing is."""
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def yearly(rows: list[dict]) -> tuple[dict, ...]:
    """Give what is measured, claimed and left out per year, one row per currency.

    Measured adds up owned initiatives whose evidence holds, for better or worse, with the ends of
    their ranges; claimed holds every owned live initiative; unproven the claims among them without
    evidence; unowned the claims that nobody owns.
    """
    out = []
    for currency in sorted({row["currency"] for row in rows}):
        mine = [row for row in rows if row["currency"] == currency]
        counted = [row for row in mine if counts_in_totals(row)]
        owned = [row for row in mine if row["is_owned"] and row["is_live"]]
        net, claimed = total(counted, "net_annual_value"), total(owned, "claimed_annual_value")
        out.append(
            {
                "currency": currency,
                "net": net,
                "low": total(counted, "net_annual_value_low"),
                "high": total(counted, "net_annual_value_high"),
                "claimed": claimed,
                "unproven": total(
                    [row for row in owned if not counts_in_totals(row)], "claimed_annual_value"
                ),
                "unowned": total(
                    [row for row in mine if not row["is_owned"]], "claimed_annual_value"
                ),
                "measured_share": net / claimed if net is not None and claimed else None,
                "initiative_count": len(mine),
            }
        )
    return tuple(out)


def months(values: tuple[dict, ...], initiatives: list[dict]) -> tuple[dict, ...]:
    """Give initiative_value with the initiative's name and currency, and whether it counts."""
    known = {row["initiative_id"]: row for row in initiatives}
    return tuple(
        {
            "initiative_id": row["initiative_id"],
            "initiative_name": known[row["initiative_id"]]["initiative_name"],
            "currency": known[row["initiative_id"]]["currency"],
            "counts": counts_in_totals(known[row["initiative_id"]]),
            "month_start": row["month_start"],
            "value_type": row["value_type"],
            "amount": row["amount"],
            "amount_low": row["amount_low"],
            "amount_high": row["amount_high"],
        }
        for row in values
    )


def to_date(rows: tuple[dict, ...]) -> tuple[dict, ...]:
    """Give gross, cost and net to date of what counts, one row per currency.

    Parameters
    ----------
    rows : tuple of dict
        As `months` gives them.
    """
    out = []
    for currency in sorted({row["currency"] for row in rows if row["counts"]}):
        mine = [row for row in rows if row["counts"] and row["currency"] == currency]
        recurring = [row for row in mine if row["value_type"] != ONE_OFF_CASH]

        def sum_of(*value_types: str, mine=mine) -> float:
            return sum(row["amount"] for row in mine if row["value_type"] in value_types)

        out.append(
            {
                "currency": currency,
                "gross": sum_of(*GAINS),
                "cash": sum_of("cash_cost", "carrying_cost"),
                "capacity": sum_of("capacity"),
                "run_cost": sum_of("run_cost"),
                "build_cost": sum_of("build_cost"),
                "released": sum_of(ONE_OFF_CASH),
                "net": sum(row["amount"] for row in recurring),
                "low": sum(row["amount_low"] for row in recurring),
                "high": sum(row["amount_high"] for row in recurring),
            }
        )
    return tuple(out)


def gains_by_initiative(rows: tuple[dict, ...], currency: str) -> list[tuple[str, float]]:
    """Give each counted initiative's gain to date, the largest first: name and amount."""
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        if row["counts"] and row["currency"] == currency and row["value_type"] in GAINS:
            key = (row["initiative_id"], row["initiative_name"])
            sums[key] = sums.get(key, 0.0) + row["amount"]
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [(name, amount) for (_, name), amount in ordered]
