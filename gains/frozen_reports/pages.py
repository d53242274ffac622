"""What the files print, in words and in rows ready to draw: one content for all formats.

Every list is complete here. A format that holds fewer rows cuts with `shown` and says how many
more there are; the workbook holds them all.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from gains.frozen_reports.figures import Figures
from gains.frozen_reports.paragraphs import changes, checks, decision, how_to_read, left_out, stamp
from gains.frozen_reports.steps import Waterfall, waterfalls
from gains.report.pieces import Tile
from gains.report.portfolio import forest_row, needs_decision, rank, tiles, urgency
from gains.wording import figures as words
from gains.wording import sentences
from gains.wording.evidence import CLOCKS, DECISIONS, grade

#: In the forest, what is measured goes before the largest claim that is not.
MEASURED_FIRST = 1e15


@dataclass(frozen=True)
class Case:
    """One KPI in its weeks: actual beside what was expected."""

    title: str
    sentence: str
    rows: tuple[dict, ...]
    settings: dict

    @property
    def limits(self) -> tuple[float, float]:
        """Ends of a value axis that holds all lines, at round figures."""
        names = ("actual", "expected", "expected_low", "expected_high")
        known = [row[name] for row in self.rows for name in names if row[name] is not None]
        low, high = min(known), max(known)
        step = 10 ** math.floor(math.log10((high - low) or abs(high) or 1.0)) / 2
        return math.floor(low / step) * step, math.ceil(high / step) * step


@dataclass(frozen=True)
class Pages:
    """The content of a snapshot.

    Attributes
    ----------
    answer : Answer
        Headline and detail.
    tiles : tuple of Tile
        Four or more figures.
    forest : tuple of dict
        Rows for charts.forest, the most improved first; `weight` says which matter most in money.
    left_out : tuple of (str, tuple of str)
        What no total holds: why, and the names.
    changes : tuple of str
        Sentences, since the last snapshot.
    decisions : tuple of (str, str, str)
        Name, badge and text of what needs a decision, the most urgent first.
    waterfalls : tuple of Waterfall
        One a currency.
    scoreboard : tuple of dict
        Printed cells by header, counted ones first.
    case : Case or None
        The initiative worth most, in weeks.
    checks : tuple of str
        How the primary estimate was checked, where the snapshot is about one initiative.
    how_to_read : tuple of str
        Rules, as sentences.
    stamp : str
        Build, publication, data, commit and checks: at the foot of every file.
    """

    figures: Figures
    answer: sentences.Answer
    tiles: tuple[Tile, ...]
    forest: tuple[dict, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[str, ...]
    decisions: tuple[tuple[str, str, str], ...]
    waterfalls: tuple[Waterfall, ...]
    scoreboard: tuple[dict, ...]
    case: Case | None
    checks: tuple[str, ...] = ()
    how_to_read: tuple[str, ...] = ()
    stamp: str = ""


def pages(figures: Figures) -> Pages:
    """Make the content of a snapshot from its figures alone."""
    rows = list(figures.initiatives)
    counted = sorted(rows, key=lambda row: (not counts(row), -weight(row), row["initiative_name"]))
    waiting = sorted(filter(needs_decision, rows), key=urgency)
    return Pages(
        figures=figures,
        answer=answer(figures),
        tiles=tuple(initiative_tiles(rows[0]) if figures.is_initiative
                    else tiles(rows, list(figures.totals), [])),
        forest=tuple(forest(figures)),
        left_out=tuple(left_out(rows)),
        changes=changes(figures),
        decisions=tuple(decision(row) for row in waiting),
        waterfalls=waterfalls(figures.months, figures.to_date),
        scoreboard=tuple(score(row) for row in counted),
        case=case(figures, counted),
        checks=checks(figures),
        how_to_read=how_to_read(rows),
        stamp=stamp(figures),
    )  # fmt: skip


def counts(row: dict) -> bool:
    """Whether an initiative's value enters the totals."""
    return sentences.counts_in_totals(row)


def weight(row: dict) -> float:
    """Give the size in money: what is measured a year, else what is claimed."""
    return abs(row["net_annual_value"] or row["claimed_annual_value"] or 0.0)


def answer(figures: Figures) -> sentences.Answer:
    """Give the answer of the portfolio, the company or the initiative."""
    if not figures.is_initiative:
        return sentences.portfolio(figures.initiatives, figures.totals)
    row = figures.initiatives[0]
    primary = [effect for effect in figures.effects if effect["is_primary"]]
    said = sentences.initiative(
        {**row, **primary[0]} if primary else row,
        row["better"] or "lower",
        row["unit"] or "",
        row["currency"],
    )
    unowned = "" if row["is_owned"] else "It has no accountable owner: it counts in no total."
    return sentences.Answer(said.headline, f"{said.detail} {unowned}".strip())


def initiative_tiles(row: dict) -> list[Tile]:
    """Give an initiative's four figures: measured, claimed, evidence, days."""
    currency, one = row["currency"], grade(row["evidence"])
    net = row["net_annual_value"]
    between = (
        f"{words.money(row['net_annual_value_low'], currency)} to "
        f"{words.money(row['net_annual_value_high'], currency)}"
    )
    counted = "in the totals" if counts(row) else "in no total"
    clock = CLOCKS.get(row["clock"], ("", "", "neutral"))
    paid = payback(row) or clock[0]
    return [
        Tile("Measured a year", words.money(net, currency), between if net else "not measured"),
        Tile("Claimed a year", words.money(row["claimed_annual_value"], currency), "promised"),
        Tile("Evidence", one.label, counted, one.rule, one.tone),
        Tile("Since kick-off", f"day {row['days_since_kickoff']}", paid, tone=clock[2]),
    ]


def payback(row: dict) -> str:
    """Say when an initiative paid, or is to pay, its cost back; nothing when it never does."""
    when = row["payback_date"]
    if when is None:
        return ""
    verb = "paid back" if row["as_of_date"] and when <= row["as_of_date"] else "pays back"
    return f"{verb} {words.month(when)}"


def forest(figures: Figures) -> list[dict]:
    """Give the forest: initiatives by improvement, or the KPIs of the one initiative."""
    if figures.is_initiative:
        row = figures.initiatives[0]
        lines = [{**row, **effect, "initiative_name": effect["kpi_name"] or effect["kpi_id"]}
                 for effect in figures.effects]  # fmt: skip
        return [
            {
                **forest_row(line),
                "subtitle": grade(line["evidence"]).label,
                "weight": float(line["is_primary"]),
            }
            for line in lines
        ]
    ordered = sorted(figures.initiatives, key=lambda row: (-rank(row), row["initiative_name"]))
    drawn = [forest_row(row) for row in ordered]
    return [
        {**one, "weight": weight(row) + (MEASURED_FIRST if one["middle"] is not None else 0.0)}
        for one, row in zip(drawn, ordered, strict=True)
    ]


def most_important(rows: tuple[dict, ...], most: int) -> list[dict]:
    """Keep the rows of most weight, in their order."""
    limit = sorted((row["weight"] for row in rows), reverse=True)[:most]
    kept, left = [], len(limit)
    for row in rows:
        if left and row["weight"] >= limit[-1]:
            kept.append(row)
            left -= 1
    return kept


def score(row: dict) -> dict:
    """Give one line of the scoreboard as printed."""
    unit, currency = row["unit"] or "", row["currency"]
    turned = sentences.improvement(row, row["better"] or "lower")
    label = grade(row["evidence"]).label
    return {
        "Initiative": row["initiative_name"],
        "KPI": row["kpi_name"] or row["primary_kpi_id"] or words.MISSING,
        "Before": words.kpi_value(row["before_value"], unit, currency, short=True),
        "After": words.kpi_value(row["after_value"], unit, currency, short=True),
        "Better by": words.share(turned.middle, plus=True),
        "Measured a year": words.money(row["net_annual_value"], currency),
        "Claimed a year": words.money(row["claimed_annual_value"], currency),
        "Evidence": label if row["is_owned"] else f"{label}, unowned",
        "Owner": row["business_owner"] or "nobody",
        "Decision": DECISIONS.get(row["decision"] or "", "open"),
        "Company": row["company_name"],
        "tone": grade(row["evidence"]).tone,
    }


def case(figures: Figures, counted: list[dict]) -> Case | None:
    """Give the weeks of the first initiative in order of money that has enough of them."""
    for row in counted:
        weeks = [
            week
            for week in figures.weeks
            if week["initiative_id"] == row["initiative_id"]
        ]  # fmt: skip
        known = [week for week in weeks if week["is_after"] and week["actual"] is not None]
        if not known:
            continue
        unit, currency = row["unit"] or "", row["currency"]
        go_live = row["go_live_date"]
        said = sentences.initiative(row, row["better"] or "lower", unit, currency)
        return Case(
            title=f"Case in point: {sentences.lower_first(row['kpi_name'])}, "
            f"{row['initiative_name']}",
            sentence=said.text,
            rows=tuple(weeks),
            settings={
                "tone": grade(row["evidence"]).tone,
                "unit": unit,
                "currency": currency,
                "go_live": go_live,
                "ramp_ends": go_live + timedelta(days=row["ramp_days"] or 0) if go_live else None,
                "labels": (
                    words.kpi_value(known[-1]["actual"], unit, currency, short=True),
                    words.kpi_value(known[-1]["expected"], unit, currency, short=True),
                ),
            },
        )
    return None
