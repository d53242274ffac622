"""Totals, counts and headline figures of the sample, added up from its other tables.

By hand and apart from the models: a reader's figure that is in none of these cells is its own sum.
"""

from datetime import date

from tests.published.sample_outcomes import COUNTED, GRADES, IMPROVED, WORSE

GAINS = ("cash_cost", "capacity", "carrying_cost")
COSTS = ("run_cost", "build_cost")
RULES = {
    "days_to_verdict_at_risk": 60,
    "days_to_verdict_late": 90,
    "weeks_for_a_baseline": 26,
    "weeks_for_a_verdict": 8,
    "confidence": 0.99,
    "inner_confidence": 0.95,
}
#: Table -> the columns that make the scope and the middle of a figure's id.
SUBJECTS = {
    "portfolio_totals": lambda row: (row["scope"], row["currency"]),
    "portfolio_counts": lambda row: (row["scope"], "initiatives"),
    "data_quality_totals": lambda row: (row["scope"], "data"),
    "kpi_effects": lambda row: (f"initiative:{row['initiative_id']}", row["kpi_id"]),
    "receivables_monthly": lambda row: (f"process:{row['process_id']}", str(row["month_end"])),
}
MONEY_OF_INITIATIVES = (
    "net_annual_value",
    "claimed_annual_value",
    "spent_to_date",
    "npv",
    "cost_of_delay_per_week",
)
OF_INITIATIVES = ("adoption_share", "days_since_kickoff")
#: Measure -> its column, and the column by which the step is chosen.
OF_STEPS = {
    "largest_share": ("cycle_time_share", "cycle_time_share"),
    "wait_of_largest": ("wait_hours_p50", "cycle_time_share"),
    "long_wait_of_largest": ("wait_hours_p90", "cycle_time_share"),
    "longest_wait": ("wait_hours_p50", "wait_hours_p50"),
    "most_work": ("touch_minutes_mean", "touch_minutes_mean"),
    "most_rework": ("rework_share", "rework_share"),
    "costliest": ("cost_per_month", "cost_per_month"),
}


def total_tables(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """Give every table that adds up others."""
    cards = tables["initiative_scorecard"]
    scopes = {"portfolio": cards}
    for company in tables["companies"]:
        mine = [card for card in cards if card["company_id"] == company["company_id"]]
        scopes[f"company:{company['company_id']}"] = mine
    lines = to_date(tables)
    made: dict[str, list[dict]] = {
        "rules": [RULES],
        "evidence_grades": [
            {
                "evidence": evidence,
                "sort_order": order,
                "decision_order": decision,
                "is_verdict": is_verdict,
                "counts": evidence in COUNTED,
                "is_improved": evidence in IMPROVED,
                "is_worse": evidence in WORSE,
            }
            for evidence, order, decision, is_verdict in GRADES
        ],
        "initiative_value_to_date": lines,
        "portfolio_totals": [],
        "portfolio_counts": [],
        "portfolio_value": [],
        "data_quality_totals": [],
    }
    for scope, mine in scopes.items():
        of = {"scope": scope, "company_id": scope.partition(":")[2] or None}
        made["portfolio_counts"].append(of | counts(mine))
        made["data_quality_totals"].append(of | quality(tables, of["company_id"]))
        for currency in sorted({card["currency"] for card in mine}):
            cards_in = [card for card in mine if card["currency"] == currency]
            made["portfolio_totals"].append(of | {"currency": currency} | totals(cards_in, lines))
            made["portfolio_value"] += [
                of | {"currency": currency} | month
                for month in running(cards_in, tables["initiative_value"])
            ]
    made["headline_figures"] = headlines(tables | made)
    return made


def to_date(tables: dict[str, list[dict]]) -> list[dict]:
    """Give initiative_value added up over its months."""
    found: dict[tuple, dict] = {}
    for line in tables["initiative_value"]:
        key = (line["initiative_id"], line["value_type"])
        known = found.setdefault(
            key,
            {name: line[name] for name in ("company_id", "initiative_id", "value_type", "currency",
                                           "counts")}
            | {"amount": 0.0, "amount_low": 0.0, "amount_high": 0.0},
        )  # fmt: skip
        for name in ("amount", "amount_low", "amount_high"):
            known[name] += line[name]
    return list(found.values())


def added(rows: list[dict], name: str) -> float | None:
    """Add up what is known of a column; nothing when nothing is."""
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def totals(cards: list[dict], lines: list[dict]) -> dict:
    """Give a row of portfolio_totals."""
    ids = {card["initiative_id"] for card in cards}
    mine = [line for line in lines if line["initiative_id"] in ids]
    counted = [card for card in cards if card["counts"]]
    claiming = [card for card in cards if card["is_owned"] and card["is_live"]]

    def amount(value_types, column: str = "amount", counts: tuple = (True,)) -> float:
        return sum(
            line[column]
            for line in mine
            if line["value_type"] in value_types and line["counts"] in counts
        )

    net, claimed = added(counted, "net_annual_value"), added(claiming, "claimed_annual_value")
    spent = -amount(COSTS, counts=(True, False))
    gained = {
        card["initiative_id"]: sum(
            line["amount"]
            for line in mine
            if line["initiative_id"] == card["initiative_id"] and line["value_type"] in GAINS
        )
        for card in counted
    }
    positive = {key: gain for key, gain in gained.items() if gain > 0}
    top = max(positive, key=positive.get) if positive else None
    return {
        "initiative_count": len(cards),
        "net_annual_value": net,
        "net_annual_value_low": added(counted, "net_annual_value_low"),
        "net_annual_value_high": added(counted, "net_annual_value_high"),
        "claimed_annual_value": claimed,
        "unproven_claimed_annual_value": added(
            [card for card in claiming if not card["counts"]], "claimed_annual_value"
        ),
        "unowned_claimed_annual_value": added(
            [card for card in cards if not card["is_owned"]], "claimed_annual_value"
        ),
        "planned_claimed_annual_value": added(
            [card for card in cards if card["is_owned"] and not card["is_live"]],
            "claimed_annual_value",
        ),
        "measured_share": net / claimed if net is not None and claimed else None,
        "gains_to_date": amount(GAINS),
        "cash_to_date": amount(("cash_cost", "carrying_cost")),
        "capacity_to_date": amount(("capacity",)),
        "released_to_date": amount(("working_capital",)),
        "run_cost_to_date": amount(("run_cost",)),
        "build_cost_to_date": amount(("build_cost",)),
        "spent_to_date": spent,
        "spent_on_what_did_not_hold": -amount(COSTS, counts=(False,)),
        "net_to_date": amount(GAINS) - spent,
        "net_to_date_low": amount(GAINS, "amount_low") - spent,
        "net_to_date_high": amount(GAINS, "amount_high") - spent,
        "top_initiative_id": top,
        "top_share": positive[top] / sum(positive.values()) if top else None,
    }


def counts(cards: list[dict]) -> dict:
    """Give a row of portfolio_counts."""
    live = [card for card in cards if card["is_live"]]
    owned = [card for card in live if card["is_owned"]]
    return {
        "initiative_count": len(cards),
        "live_count": len(live),
        "owned_live_count": len(owned),
        "improved_count": sum(card["evidence"] in IMPROVED for card in owned),
        "worse_count": sum(card["evidence"] in WORSE for card in owned),
        "unowned_count": sum(not card["is_owned"] for card in cards),
        "counted_count": sum(card["counts"] for card in cards),
        "undecided_count": sum(card["needs_decision"] for card in cards),
    }


def running(cards: list[dict], values: list[dict]) -> list[dict]:
    """Give the monthly net of portfolio_value with its running amounts."""
    ids = {card["initiative_id"] for card in cards}
    mine = [
        line
        for line in values
        if line["initiative_id"] in ids
        and ((line["value_type"] in GAINS and line["counts"]) or line["value_type"] in COSTS)
    ]
    so_far = {"amount": 0.0, "amount_low": 0.0, "amount_high": 0.0}
    made = []
    for month in sorted({line["month_start"] for line in mine}):
        net = {
            name: sum(line[name] for line in mine if line["month_start"] == month)
            for name in so_far
        }
        so_far = {name: so_far[name] + net[name] for name in so_far}
        made.append(
            {
                "period_grain": "month",
                "period_start": month,
                "value_type": "net",
                "counts": True,
                **net,
                **{f"running_{name}": amount for name, amount in so_far.items()},
            }
        )
    return made


def quality(tables: dict[str, list[dict]], company_id: str | None) -> dict:
    """Give a row of data_quality_totals; checks are of all companies together."""
    files = [
        row for row in tables["export_reconciliation"] if company_id in (None, row["company_id"])
    ]
    rows = {
        f"rows_{name}": sum(row[f"rows_{name}"] for row in files)
        for name in ("read", "loaded", "rejected", "superseded")
    }
    rows["rows_unaccounted"] = 0
    if company_id:
        return rows
    checks = tables["validation_results"]
    warned = sum(not row["success"] and row["severity"] == "warning" for row in checks)
    passed = sum(bool(row["success"]) for row in checks)
    return rows | {
        "checks_run": len(checks),
        "checks_passed": passed,
        "checks_warned": warned,
        "checks_failed": len(checks) - passed - warned,
    }


def headlines(tables: dict[str, list[dict]]) -> list[dict]:
    """Give a headline figure for every number of the tables that pages state."""
    found = []
    for table, subject in SUBJECTS.items():
        for row in tables[table]:
            scope, middle = subject(row)
            for name, value in row.items():
                if is_number(value):
                    found.append(figure(scope, middle, name, value, row, table))
    for row in tables["initiative_scorecard"]:
        scope = f"initiative:{row['initiative_id']}"
        for name in MONEY_OF_INITIATIVES:
            found.append(figure(scope, row["currency"], name, row[name], row,
                                "initiative_scorecard"))  # fmt: skip
        for name in OF_INITIATIVES:
            found.append(figure(scope, "initiative", name, row[name], row, "initiative_scorecard"))
    for process_id in {row["process_id"] for row in tables["process_steps"]}:
        steps = [row for row in tables["process_steps"] if row["process_id"] == process_id]
        for measure, (column, by) in OF_STEPS.items():
            top = max(steps, key=lambda row, by=by: row[by])
            one = figure(f"process:{process_id}", "steps", measure, top[column], top,
                         "process_steps")  # fmt: skip
            found.append(one | {"item": top["activity"], "from_column": column})
    return [row for row in found if row["value"] is not None]


def figure(scope: str, middle: str, name: str, value, row: dict, table: str) -> dict:
    """Give a row of headline_figures."""
    return {
        "figure_id": f"{scope}/{middle}/{name}",
        "scope": scope,
        "company_id": row.get("company_id"),
        "initiative_id": row.get("initiative_id"),
        "process_id": row.get("process_id"),
        "kpi_id": row.get("kpi_id"),
        "measure": name,
        "currency": row.get("currency"),
        "value": value,
        "from_table": table,
        "from_column": name,
    }


def is_number(value: object) -> bool:
    """Whether a value is a number, and no flag or day."""
    return isinstance(value, int | float) and not isinstance(value, bool | date)
