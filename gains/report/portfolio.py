"""Are the automations paying off? Everything that the Portfolio page shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from gains.published import initiatives as published
from gains.published import money, register, scopes
from gains.published.initiatives import InitiativeRow
from gains.published.reader import Reader
from gains.published.rows import PortfolioCountsRow, RulesRow
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import (
    Badge,
    Tile,
    badges_of,
    clock_label,
    improvement_in_words,
    shown_of,
    target_in_words,
)
from gains.report.tables import Column, Table, table
from gains.wording import answers, formats
from gains.wording.answer import Answer
from gains.wording.decisions import counts_briefly
from gains.wording.evidence import CLOCKS, DECISIONS, grade
from gains.wording.improvements import improvement
from gains.wording.names import lower_first

#: The forest and the clock show this many initiatives; the scoreboard shows all.
MOST_IN_CHART = 20
MOST_CARDS = 3
CHOSEN = (
    "in turn what got worse, what improved, what cannot be told and what is not measured, by the "
    "money at stake"
)


@dataclass(frozen=True)
class Card:
    """One initiative that needs a decision."""

    initiative_id: str
    title: str
    badges: tuple[Badge, ...]
    text: str


@dataclass(frozen=True)
class Summary:
    """The answer for one scope: everything, or one company."""

    name: str
    answer: Answer
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Portfolio:
    """The page's content; one summary for everything, or one per company that may be seen."""

    summaries: tuple[Summary, ...]
    forest: dict[str, Any]
    forest_note: str
    clock: dict[str, Any]
    cards: tuple[Card, ...]
    decisions_note: str
    scoreboard: Table
    rules: RulesRow | None


def portfolio(reader: Reader, colors: Palette, company_id: str | None) -> Portfolio | None:
    """Make the page's content; None when no initiative is registered.

    Parameters
    ----------
    reader : Reader
        Published rows within the scope.
    colors : Palette
        Chart colors.
    company_id : str or None
        One company's id, or all of the scope.
    """
    rows = published.initiatives(reader, company_id)
    if not rows:
        return None
    rules = register.rules(reader)
    drawn = sorted(rows, key=by_forest_rank)[:MOST_IN_CHART]
    waiting = decisions(rows)
    return Portfolio(
        summaries=tuple(summaries(reader, company_id)),
        forest=charts.forest(
            [forest_row(row) for row in sorted(drawn, key=by_improvement)], colors
        ),
        forest_note=shown_of(drawn, rows, CHOSEN, "The scoreboard holds all."),
        clock=charts.clock(
            [clock_row(row, rules) for row in sorted(drawn, key=by_clock)],
            colors,
            deadlines=deadlines(rules),
        ),
        cards=tuple(card(row, rules) for row in waiting[:MOST_CARDS]),
        decisions_note=shown_of(
            waiting[:MOST_CARDS], waiting, "the most urgent", "The scoreboard says which are open."
        ),
        scoreboard=scoreboard(rows, published.actuals(reader), rules),
        rules=rules,
    )


def summaries(reader: Reader, company_id: str | None) -> list[Summary]:
    """Return the answer and the tiles of each scope that answers the reader."""
    found = []
    for one in scopes.shown(reader, company_id):
        counts = money.counts(reader, one["scope"])
        if counts is None:
            continue
        totals = money.totals(reader, one["scope"])
        lines = {
            total["currency"]: tuple(
                month["net"]
                for month in money.running_net(reader, one["scope"], total["currency"])
                if month["net"] is not None
            )
            for total in totals
        }
        found.append(
            Summary(
                one["name"],
                answers.portfolio(one["scope"], counts, totals),
                tuple(tiles(one["scope"], counts, totals, lines)),
            )
        )
    return found


def by_forest_rank(row: InitiativeRow) -> tuple[Any, ...]:
    """Order initiatives by the published rank for charts that do not hold all."""
    return (row["forest_rank"] is None, row["forest_rank"], row["initiative_name"])


def by_improvement(row: InitiativeRow) -> tuple[Any, ...]:
    """Order the lines of the forest: the largest improvement first, the unknown last."""
    improved = row["improvement"]
    return (improved is None, -(improved or 0.0), row["initiative_name"])


def by_clock(row: InitiativeRow) -> tuple[Any, ...]:
    """Order the clock: those without a verdict first, the longest wait on top."""
    return (row["status"] == "judged", -(row["days_since_kickoff"] or 0))


def decisions(rows: list[InitiativeRow]) -> list[InitiativeRow]:
    """Return what needs a decision, the most urgent first."""
    waiting = [row for row in rows if row["needs_decision"]]
    return sorted(waiting, key=lambda row: (row["decision_rank"] is None, row["decision_rank"]))


def tiles(
    scope: str,
    counts: PortfolioCountsRow,
    totals: list[money.TotalRow],
    lines: dict[str, tuple[float, ...]],
) -> list[Tile]:
    """Return measured beside claimed per currency, then evidence, then what nobody owns.

    Parameters
    ----------
    scope : str
        portfolio, or company: and an id.
    counts, totals : rows
        Of the scope.
    lines : dict
        Currency -> the net to date by month, for the line behind a tile.
    """
    is_one = len(totals) == 1
    found = [money_tile(scope, total, lines.get(total["currency"], ()), is_one) for total in totals]
    if is_one:
        found.append(claimed_tile(scope, totals[0]))
    worse = counts["worse_count"]
    unowned = counts["unowned_count"]
    of = f"{scope}/initiatives"
    return [
        *found,
        Tile(
            "Improved",
            f"{counts['improved_count']} of {counts['owned_live_count']}",
            f"{worse} worse" if worse else "none worse",
            "Live initiatives with an owner whose evidence is proven or likely. "
            "Inconclusive counts as not improved.",
            tone="bad" if worse else "neutral",
            figure_id=f"{of}/improved_count",
            note_ids=(f"{of}/owned_live_count", f"{of}/worse_count"),
        ),
        Tile(
            "Unowned",
            str(unowned),
            "in no total" if unowned else "all have owners",
            "An initiative needs a business owner and a transformation lead, two names, and one "
            "primary target with a review date. Without them nothing of it enters a total.",
            tone="warning" if unowned else "neutral",
            figure_id=f"{of}/unowned_count",
        ),
    ]


def money_tile(
    scope: str, total: Mapping[str, Any], line: tuple[float, ...], is_only: bool
) -> Tile:
    """Return what is measured in one currency, with its net to date behind."""
    currency = total["currency"]
    claimed = formats.money(total["claimed_annual_value"], currency)
    low, high = (
        formats.money(total[name], currency)
        for name in ("net_annual_value_low", "net_annual_value_high")
    )
    between = "nothing proven yet" if total["net_annual_value"] is None else f"{low} to {high}"
    return Tile(
        "Measured a year" if is_only else f"Measured, {currency}",
        formats.money(total["net_annual_value"], currency),
        between if is_only else f"of {claimed} claimed",
        f"Net of run cost, per year, if it holds; 99% range {between}. Only initiatives with an "
        "owner whose evidence holds, for better or worse; the ends of the range are added up. "
        "The line is the net to date, after all cost.",
        line=line if len(line) > 1 else (),
        figure_id=f"{scope}/{currency}/net_annual_value",
        note_ids=() if is_only else (f"{scope}/{currency}/claimed_annual_value",),
    )


def claimed_tile(scope: str, total: money.TotalRow) -> Tile:
    """Return what is claimed in one currency, and how much of it is measured."""
    currency = total["currency"]
    return Tile(
        "Claimed a year",
        formats.money(total["claimed_annual_value"], currency),
        f"{formats.percent(total['measured_share'])} measured",
        "What the register claims for live initiatives with an owner.",
        figure_id=f"{scope}/{currency}/claimed_annual_value",
        note_ids=(f"{scope}/{currency}/measured_share",),
    )


def forest_row(row: InitiativeRow) -> dict[str, Any]:
    """Return one line of the forest."""
    return {
        **forest_line(row),
        "name": row["initiative_name"],
        "subtitle": f"{row['kpi_name']}, "
        + (row["company_name"] if row["is_owned"] else "unowned"),
    }


def forest_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of one line of the forest, of an initiative or of one of its KPIs."""
    turned = improvement(row)
    shown = grade(row["evidence"], row.get("reason_code"))
    if turned.middle is None:
        figure = shown.label.lower()
    else:
        low, high = (
            formats.number(None if end is None else end * 100, 0)
            for end in (turned.low, turned.high)
        )
        figure = f"{improvement_in_words(row)} ({low} to {high})"
    return {
        "middle": turned.middle,
        "low": turned.low,
        "high": turned.high,
        "inner_low": turned.inner_low,
        "inner_high": turned.inner_high,
        "target": row["target_improvement"],
        "figure": figure,
        "tone": shown.tone,
    }


def clock_row(row: InitiativeRow, rules: RulesRow | None) -> dict[str, Any]:
    """Return one line of the clock."""
    _, _, tone = CLOCKS.get(row["clock"] or "", ("", "", "neutral"))
    is_judged = row["status"] == "judged" and row["days_to_first_verdict"] is not None
    days = row["days_to_first_verdict"] if is_judged else row["days_since_kickoff"]
    figure = lower_first(clock_label(row["clock"], rules))
    if days is not None:
        figure = f"verdict on day {days}" if is_judged else f"day {days}, {figure}"
    return {"name": row["initiative_name"], "days": days or 0, "figure": figure, "tone": tone}


def deadlines(rules: RulesRow | None) -> tuple[int, ...]:
    """Return the days after kick-off at which the clock turns, for its lines."""
    if rules is None:
        return ()
    turns = (rules["days_to_verdict_at_risk"], rules["days_to_verdict_late"])
    return tuple(day for day in turns if day is not None)


def card(row: InitiativeRow, rules: RulesRow | None) -> Card:
    """Say in two lines what is to be decided."""
    unit, currency = row["unit"] or "", row["currency"] or ""
    values = (
        f"{row['kpi_name']} {formats.kpi_value(row['before_value'], unit, currency)} → "
        f"{formats.kpi_value(row['after_value'], unit, currency)}"
        if row["after_value"] is not None
        else f"{row['kpi_name'] or 'No KPI'} not judged yet"
    )
    proposal = DECISIONS.get(row["proposed_decision"] or "", "")
    said = f" Proposed: {proposal.lower()}." if proposal else ""
    owner = row["business_owner"] or "nobody"
    since = row["days_since_kickoff"]
    days = f", day {since} since kick-off" if since is not None else ""
    return Card(
        row["initiative_id"],
        row["initiative_name"] or row["initiative_id"],
        badges_of(row, None, rules),
        f"{row['company_name']} · {values}{days}. Owner {owner}.{said}",
    )


def scoreboard(
    rows: list[InitiativeRow], sparks: dict[str, list[float]], rules: RulesRow | None
) -> Table:
    """Return every initiative in one table, counted ones first."""

    def amount(name: str) -> Callable[[Any], str]:
        return lambda row: formats.money(row[name], row["currency"])

    def value(name: str) -> Callable[[Any], str]:
        return lambda row: formats.kpi_value(row[name], row["unit"] or "", row["currency"])

    ordered = sorted(rows, key=by_value)
    columns = [
        Column("initiative_name", "Initiative", link, "link"),
        Column("improvement", "Better by", improvement_in_words, "figure"),
        Column("evidence", "Evidence", evidence_text),
        Column("net_annual_value", "Measured a year", amount("net_annual_value"), "figure"),
        Column("claimed_annual_value", "Claimed a year", amount("claimed_annual_value"), "figure"),
        Column("spark", "Weekly", kind="line"),
        Column("before_value", "Before", value("before_value"), "figure"),
        Column("after_value", "After", value("after_value"), "figure"),
        Column("target_improvement", "Target", target_in_words, "figure"),
        Column("kpi_name", "KPI"),
        Column("company_name", "Company"),
        Column("counts_reason_code", "In the totals", counted),
        Column("spent_to_date", "Spent to date", amount("spent_to_date"), "figure"),
        Column("days_since_kickoff", "Days", kind="figure"),
        Column("clock", "Clock", lambda row: clock_label(row["clock"], rules)),
        Column("business_owner", "Business owner", lambda row: row["business_owner"] or "nobody"),
        Column("transformation_lead", "Lead", lambda row: row["transformation_lead"] or "nobody"),
        Column("decision", "Decision", lambda row: DECISIONS.get(row["decision"] or "", "open")),
        Column("review_date", "Review", lambda row: formats.day(row["review_date"])),
        Column("currency", "Currency"),
    ]
    shown = [{**row, "spark": sparks.get(row["initiative_id"], [])} for row in ordered]
    return table("initiatives", columns, shown)


def by_value(row: InitiativeRow) -> tuple[Any, ...]:
    """Order the scoreboard: what counts first, by currency, the largest value first."""
    net = row["net_annual_value"]
    return (not row["counts"], row["currency"], net is None, -(net or 0.0), row["initiative_name"])


def link(row: InitiativeRow) -> str:
    """Return the address of an initiative's page; the name behind # is what is shown."""
    return f"initiative?id={quote(row['initiative_id'])}#{row['initiative_name']}"


def evidence_text(row: InitiativeRow) -> str:
    """Say the grade, and that nobody owns it."""
    label = grade(row["evidence"], row["reason_code"]).label
    return label if row["is_owned"] else f"{label}, unowned"


def counted(row: InitiativeRow) -> str:
    """Say whether an initiative is in the totals, or why not."""
    return counts_briefly(row)
