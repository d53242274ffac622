"""Are the automations paying off? Everything that the Portfolio page shows."""

from dataclasses import dataclass
from urllib.parse import quote

from gains.published import queries
from gains.published.reader import Reader
from gains.report import charts
from gains.report.palette import Palette
from gains.report.pieces import Badge, Tile, badges_of, target_in_words
from gains.report.tables import Column, Table, table
from gains.wording import figures, sentences
from gains.wording.evidence import CLOCKS, DECISIONS, IMPROVED, grade

#: The forest and the clock show this many initiatives; the scoreboard shows all.
MOST_IN_CHART = 20
ORDER = (
    "worse",
    "looks_worse",
    "inconclusive",
    "not_measurable",
    "no_change",
    "likely",
    "proven",
)


@dataclass(frozen=True)
class Card:
    """One initiative that needs a decision."""

    initiative_id: str
    title: str
    badges: tuple[Badge, ...]
    text: str


@dataclass(frozen=True)
class Portfolio:
    """The page's content."""

    answer: sentences.Answer
    tiles: tuple[Tile, ...]
    forest: dict
    clock: dict
    cards: tuple[Card, ...]
    open_decisions: int
    scoreboard: Table
    hidden_in_charts: int


def portfolio(reader: Reader, colors: Palette, company: str | None) -> Portfolio | None:
    """Make the page's content; None when no initiative is registered.

    Parameters
    ----------
    reader : Reader
        Published rows within the scope.
    colors : Palette
        Chart colors.
    company : str or None
        One company's id, or all of the scope.
    """
    rows = queries.initiatives(reader, company)
    if not rows:
        return None
    totals = queries.yearly_totals(reader, company)
    drawn = sorted(rows, key=lambda row: -rank(row))[:MOST_IN_CHART]
    waiting = sorted(filter(needs_decision, rows), key=urgency)
    return Portfolio(
        answer=sentences.portfolio(rows, totals),
        tiles=tuple(tiles(rows, totals, queries.value_by_month(reader, company))),
        forest=charts.forest([forest_row(row) for row in drawn], colors),
        clock=charts.clock([clock_row(row) for row in by_clock(rows)[:MOST_IN_CHART]], colors),
        cards=tuple(card(row) for row in waiting[:3]),
        open_decisions=len(waiting),
        scoreboard=scoreboard(rows, queries.sparks(reader)),
        hidden_in_charts=len(rows) - len(drawn),
    )


def rank(row: dict) -> float:
    """Order the forest: the largest improvement first, the unknown last."""
    middle = sentences.improvement(row, row["better"]).middle
    return -1e9 if middle is None else middle


def tiles(rows: list[dict], totals: list[dict], months: list[dict]) -> list[Tile]:
    """Give measured beside claimed a currency, then evidence, then what nobody owns."""
    live = [row for row in rows if row["is_live"] and row["is_owned"]]
    improved = [row for row in live if row["evidence"] in IMPROVED]
    worse = [row for row in live if grade(row["evidence"]).tone == "bad"]
    unowned = [row for row in rows if not row["is_owned"]]
    money = [money_tile(total, months, len(totals) > 1) for total in totals]
    if len(totals) == 1:
        total = totals[0]
        money.append(
            Tile(
                "Claimed a year",
                figures.money(total["claimed"], total["currency"]),
                f"{figures.share(total['measured_share'])} measured",
                "What the register claims for live initiatives with an owner.",
            )
        )
    return [
        *money,
        Tile(
            "Improved",
            f"{len(improved)} of {len(live)}",
            f"{len(worse)} worse" if worse else "none worse",
            "Live initiatives with an owner whose evidence is proven or likely. "
            "Inconclusive counts as not improved.",
            tone="bad" if worse else "neutral",
        ),
        Tile(
            "Unowned",
            str(len(unowned)),
            "in no total" if unowned else "all have owners",
            "An initiative needs a business owner and a transformation lead, two names, and one "
            "primary target with a review date. Without them nothing of it enters a total.",
            tone="warning" if unowned else "neutral",
        ),
    ]


def money_tile(total: dict, months: list[dict], is_one_of_many: bool) -> Tile:
    """Give what is measured in one currency, with its running sum behind."""
    currency = total["currency"]
    running = [month["net"] for month in months if month["currency"] == currency]
    claimed = figures.money(total["claimed"], currency)
    between = (
        f"{figures.money(total['low'], currency)} to {figures.money(total['high'], currency)}"
        if total["net"] is not None
        else "nothing proven yet"
    )
    return Tile(
        f"Measured, {currency}" if is_one_of_many else "Measured a year",
        figures.money(total["net"], currency),
        f"of {claimed} claimed" if is_one_of_many else between,
        f"Net of run cost, a year, if it holds; 99% range {between}. Only initiatives with an "
        "owner whose evidence holds, for better or worse; the ends of the range are added up. "
        "The line is the net to date.",
        line=tuple(running) if len(running) > 1 else (),
    )


def forest_row(row: dict) -> dict:
    """Give one line of the forest."""
    turned = sentences.improvement(row, row["better"])
    if turned.middle is None:
        figure = "not live yet" if not row["is_live"] else "too early"
    else:
        low, high = (
            figures.number(None if end is None else end * 100, 0)
            for end in (turned.low, turned.high)
        )
        sign = figures.signed(turned.said(turned.middle), turned.middle, plus=True)
        figure = f"{sign} ({low} to {high})"
    target = row["target_relative_change"]
    tone = grade(row["evidence"]).tone
    return {
        "name": row["initiative_name"],
        "subtitle": f"{row['kpi_name']}, "
        + (row["company_name"] if row["is_owned"] else "unowned"),
        "middle": turned.middle,
        "low": turned.low,
        "high": turned.high,
        "inner_low": turned.inner_low,
        "inner_high": turned.inner_high,
        "target": None if target is None else (-target if row["better"] == "lower" else target),
        "figure": figure,
        "tone": tone,
    }


def by_clock(rows: list[dict]) -> list[dict]:
    """Order the clock: those without a verdict first, the longest wait on top."""
    return sorted(
        rows, key=lambda row: (row["status"] == "judged", -(row["days_since_kickoff"] or 0))
    )


def clock_row(row: dict) -> dict:
    """Give one line of the clock."""
    label, _, tone = CLOCKS.get(row["clock"], ("not kicked off", "", "neutral"))
    is_judged = row["status"] == "judged" and row["days_to_first_verdict"] is not None
    days = row["days_to_first_verdict"] if is_judged else row["days_since_kickoff"]
    figure = sentences.lower_first(label)
    if days is not None:
        figure = f"verdict on day {days}" if is_judged else f"day {days}, {figure}"
    return {"name": row["initiative_name"], "days": days or 0, "figure": figure, "tone": tone}


def needs_decision(row: dict) -> bool:
    """Whether an initiative is undecided, or waits for an owner."""
    return not row["decision"] and (row["is_live"] or not row["is_owned"])


def urgency(row: dict) -> tuple:
    """Order what needs a decision: harm first, then unowned, then what is late."""
    is_bad = grade(row["evidence"]).tone == "bad"
    place = ORDER.index(row["evidence"]) if row["evidence"] in ORDER else len(ORDER)
    return (not is_bad, row["is_owned"], row["clock"] != "late", place, row["initiative_name"])


def card(row: dict) -> Card:
    """Say in two lines what is to be decided."""
    unit, currency = row["unit"], row["currency"]
    values = (
        f"{row['kpi_name']} {figures.kpi_value(row['before_value'], unit, currency)} → "
        f"{figures.kpi_value(row['after_value'], unit, currency)}"
        if row["after_value"] is not None
        else f"{row['kpi_name']} not judged yet"
    )
    proposal = DECISIONS.get(row["proposed_decision"] or "", "")
    said = f" Proposed: {proposal.lower()}." if proposal else ""
    owner = row["business_owner"] or "nobody"
    since = row["days_since_kickoff"]
    days = f", day {since} since kick-off" if since is not None else ""
    return Card(
        row["initiative_id"],
        row["initiative_name"],
        badges_of(row),
        f"{row['company_name']} · {values}{days}. Owner {owner}.{said}",
    )


def scoreboard(rows: list[dict], sparks: dict[str, list[float]]) -> Table:
    """Give every initiative in one table, counted ones first."""

    def money(name: str):
        return lambda row: figures.money(row[name], row["currency"])

    def value(name: str):
        return lambda row: figures.kpi_value(row[name], row["unit"], row["currency"])

    ordered = sorted(
        rows,
        key=lambda row: (not row["counts"], row["currency"], -(row["net_annual_value"] or -1e18)),
    )
    for row in ordered:
        row["spark"] = sparks.get(row["initiative_id"], [])
        turned = sentences.improvement(row, row["better"])
        row["improvement"] = turned.middle
        row["improvement_text"] = (
            "–"
            if turned.middle is None
            else figures.signed(turned.said(turned.middle), turned.middle, plus=True)
        )
    columns = [
        Column("initiative_name", "Initiative", link, "link"),
        Column("improvement", "Better by", improvement_text, "figure"),
        Column("evidence", "Evidence", evidence_text),
        Column("net_annual_value", "Measured a year", money("net_annual_value"), "figure"),
        Column("claimed_annual_value", "Claimed a year", money("claimed_annual_value"), "figure"),
        Column("spark", "Weekly", kind="line"),
        Column("before_value", "Before", value("before_value"), "figure"),
        Column("after_value", "After", value("after_value"), "figure"),
        Column("target_relative_change", "Target", target_in_words, "figure"),
        Column("kpi_name", "KPI"),
        Column("company_name", "Company"),
        Column("days_since_kickoff", "Days", kind="figure"),
        Column("clock", "Clock", lambda row: CLOCKS.get(row["clock"], ("–",))[0]),
        Column("business_owner", "Business owner", lambda row: row["business_owner"] or "nobody"),
        Column("transformation_lead", "Lead", lambda row: row["transformation_lead"] or "nobody"),
        Column("decision", "Decision", lambda row: DECISIONS.get(row["decision"] or "", "open")),
        Column("currency", "Currency"),
    ]
    return table("initiatives", columns, ordered)


def link(row: dict) -> str:
    """Give the address of an initiative's page; the name behind # is what is shown."""
    return f"initiative?id={quote(row['initiative_id'])}#{row['initiative_name']}"


def improvement_text(row: dict) -> str:
    """Say the turned effect with its sign."""
    return row["improvement_text"]


def evidence_text(row: dict) -> str:
    """Say the grade, and that nobody owns it."""
    label = grade(row["evidence"]).label
    return label if row["is_owned"] else f"{label}, unowned"
