"""What the files print, in words and in rows ready to draw: one content for all formats.

Every list is complete here. A format that holds fewer rows cuts with `shown` and says how many
more there are; the workbook holds them all.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gains.frozen_reports.figures import Figures
from gains.frozen_reports.paragraphs import changes, checks, decision, how_to_read, left_out, stamp
from gains.published.initiatives import InitiativeRow
from gains.report import initiative as one_initiative
from gains.report.pieces import Tile, clock_label, improvement_in_words
from gains.report.portfolio import (
    by_improvement,
    by_value,
    decisions,
    evidence_text,
    forest_line,
    forest_row,
    tiles,
)
from gains.report.waterfall import waterfall_rows, waterfall_rows_of
from gains.wording import answers, formats
from gains.wording.answer import Answer
from gains.wording.decisions import counts_briefly
from gains.wording.evidence import CLOCKS, DECISIONS, grade
from gains.wording.names import lower_first

#: Behind every rank that a build gives.
LAST = 10**9


@dataclass(frozen=True)
class Case:
    """One KPI in its weeks: actual beside what was expected."""

    title: str
    sentence: str
    rows: tuple[dict[str, Any], ...]
    settings: dict[str, Any]

    @property
    def limits(self) -> tuple[float, float]:
        """Ends of a value axis that holds all lines, at round figures."""
        names = ("actual", "expected", "expected_low", "expected_high")
        known = [row[name] for row in self.rows for name in names if row[name] is not None]
        low, high = min(known), max(known)
        step = 10 ** math.floor(math.log10((high - low) or abs(high) or 1.0)) / 2
        return math.floor(low / step) * step, math.ceil(high / step) * step


@dataclass(frozen=True)
class Waterfall:
    """From gain to net in one currency; `rows(most)` folds by kind where more would be drawn."""

    currency: str
    lines: tuple[Mapping[str, Any], ...]
    total: Mapping[str, Any] | None
    net: Mapping[str, Any] | None = None

    def rows(self, most: int) -> list[dict[str, Any]]:
        """Return rows for charts.waterfall with `amount`; up to `most` single gains."""
        if self.total is None:
            return waterfall_rows_of(self.lines, self.net, self.currency)
        return waterfall_rows(self.total, self.lines, most)


@dataclass(frozen=True)
class Pages:
    """The content of a snapshot.

    Attributes
    ----------
    answer : Answer
        Headline and detail.
    tiles : tuple of Tile
        Four or more figures.
    value : tuple of Answer
        Where the value comes from, one answer per currency.
    forest : tuple of dict
        Rows for charts.forest, the most improved first; those of least `rank` go first where not
        all fit.
    left_out : tuple of (str, tuple of str)
        What no total holds: why, and the names.
    changes : tuple of str
        Sentences, since the last snapshot.
    decisions : tuple of (str, str, str)
        Name, badge and text of what needs a decision, the most urgent first.
    waterfalls : tuple of Waterfall
        One per currency.
    scoreboard : tuple of dict
        Printed cells by header, counted ones first.
    case : Case or None
        The first improvement by rank that counts, in weeks.
    checks : tuple of str
        How the primary estimate was checked, where the snapshot is about one initiative.
    how_to_read : tuple of str
        Rules, as sentences.
    stamp : str
        Build, publication, data, commit and checks: at the foot of every file.
    """

    figures: Figures
    answer: Answer
    tiles: tuple[Tile, ...]
    value: tuple[Answer, ...]
    forest: tuple[dict[str, Any], ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[str, ...]
    decisions: tuple[tuple[str, str, str], ...]
    waterfalls: tuple[Waterfall, ...]
    scoreboard: tuple[dict[str, Any], ...]
    case: Case | None
    checks: tuple[str, ...] = ()
    how_to_read: tuple[str, ...] = ()
    stamp: str = ""

    @property
    def value_text(self) -> str:
        """Where the value comes from, as one paragraph."""
        return " ".join(one.text for one in self.value)


def pages(figures: Figures) -> Pages:
    """Make the content of a snapshot from its figures alone."""
    rows = list(figures.initiatives)
    rules = figures.rules[0] if figures.rules else None
    return Pages(
        figures=figures,
        answer=answer(figures),
        tiles=tuple(all_tiles(figures)),
        value=tuple(value(figures)),
        forest=tuple(forest(figures)),
        left_out=tuple(left_out(rows)),
        changes=changes(figures),
        decisions=tuple(decision(row, rules) for row in decisions(rows)),
        waterfalls=tuple(waterfalls(figures)),
        scoreboard=tuple(score(row) for row in sorted(rows, key=by_value)),
        case=case(figures),
        checks=checks(figures),
        how_to_read=how_to_read(figures),
        stamp=stamp(figures),
    )


def answer(figures: Figures) -> Answer:
    """Return the answer of the portfolio, the company or the initiative."""
    if not figures.is_initiative:
        counts = figures.counts[0] if figures.counts else None
        return answers.portfolio(figures.totals_scope, counts, figures.totals)
    row = figures.initiatives[0]
    said = one_initiative.answer(row, primary_effect(figures, row))
    unowned = "" if row["is_owned"] else "It has no accountable owner: it counts in no total."
    return Answer(said.headline, f"{said.detail} {unowned}".strip(), said.figure_ids)


def primary_effect(figures: Figures, row: InitiativeRow) -> Mapping[str, Any]:
    """Return the effect on an initiative's primary KPI, or what stands in for none."""
    for effect in figures.effects:
        if effect["initiative_id"] == row["initiative_id"] and effect["is_primary"]:
            return effect
    return one_initiative.unmeasured(row)


def all_tiles(figures: Figures) -> list[Tile]:
    """Return the tiles of the portfolio, the company or the initiative."""
    if figures.is_initiative:
        return initiative_tiles(figures)
    if not figures.counts:
        return []
    return tiles(figures.totals_scope, figures.counts[0], list(figures.totals), {})


def initiative_tiles(figures: Figures) -> list[Tile]:
    """Return an initiative's figures: measured, claimed, spent, evidence, days."""
    row: Mapping[str, Any] = figures.initiatives[0]
    rules = figures.rules[0] if figures.rules else None
    currency, one = row["currency"] or "", grade(row["evidence"], row["reason_code"])
    of_money = f"initiative:{row['initiative_id']}/{currency}"
    low, high = (formats.money(row[name], currency)
                 for name in ("net_annual_value_low", "net_annual_value_high"))  # fmt: skip
    is_measured = row["net_annual_value"] is not None
    tone = CLOCKS.get(row["clock"] or "", ("", "", "neutral"))[2]
    days = row["days_since_kickoff"]
    return [
        Tile(
            "Measured a year",
            formats.money(row["net_annual_value"], currency),
            f"{low} to {high}" if is_measured else "not measured",
            figure_id=f"{of_money}/net_annual_value" if is_measured else "",
        ),
        Tile(
            "Claimed a year",
            formats.money(row["claimed_annual_value"], currency),
            "promised",
            figure_id=f"{of_money}/claimed_annual_value",
        ),
        Tile(
            "Spent to date",
            formats.money(row["spent_to_date"], currency),
            one_initiative.payback_in_words(row),
            figure_id=f"{of_money}/spent_to_date",
        ),
        Tile("Evidence", one.label, counted(row), one.rule, one.tone),
        Tile(
            "Since kick-off",
            "–" if days is None else f"day {days}",
            lower_first(clock_label(row["clock"], rules)),
            tone=tone,
            figure_id=""
            if days is None
            else f"initiative:{row['initiative_id']}/initiative/days_since_kickoff",
        ),
    ]


def counted(row: Mapping[str, Any]) -> str:
    """Say whether an initiative is in the totals."""
    said = counts_briefly(row)
    return "in the totals" if row["counts"] else said.replace("no: ", "in no total: ", 1)


def value(figures: Figures) -> list[Answer]:
    """Answer where the value comes from, once per currency."""
    if figures.is_initiative:
        row = figures.initiatives[0]
        spent = formats.money(row["spent_to_date"], row["currency"] or "")
        said = f"{spent} spent to date; {one_initiative.payback_in_words(row)}."
        key = f"initiative:{row['initiative_id']}/{row['currency']}/spent_to_date"
        return [Answer(said, "", (key,))]
    return [answers.value(figures.totals_scope, total) for total in figures.totals]


def waterfalls(figures: Figures) -> list[Waterfall]:
    """Return from gain to net, one per currency."""
    if not figures.is_initiative:
        return [
            Waterfall(
                total["currency"],
                tuple(line for line in figures.lines if line["currency"] == total["currency"]),
                total,
            )
            for total in figures.totals
            if total["spent_to_date"] or total["gains_to_date"]
        ]
    if not figures.months:
        return []
    last = figures.months[-1]
    net = {
        "net": last["running_net"],
        "low": last["running_net_low"],
        "high": last["running_net_high"],
    }
    currency = figures.initiatives[0]["currency"] or ""
    return [Waterfall(currency, tuple(figures.lines), None, net)]


def forest(figures: Figures) -> list[dict[str, Any]]:
    """Return the forest: initiatives by improvement, or the KPIs of the one initiative."""
    if figures.is_initiative:
        return [
            {
                **forest_line(effect),
                "name": effect["kpi_name"] or effect["kpi_id"],
                "subtitle": grade(effect["evidence"], effect.get("reason_code")).label,
                "rank": 0 if effect["is_primary"] else LAST,
            }
            for effect in figures.effects
        ]
    return [
        {**forest_row(row), "rank": LAST if row["forest_rank"] is None else row["forest_rank"]}
        for row in sorted(figures.initiatives, key=by_improvement)
    ]


def most_important(rows: tuple[dict[str, Any], ...], most: int) -> list[dict[str, Any]]:
    """Keep the rows of least rank, in their order."""
    places = sorted(range(len(rows)), key=lambda place: (rows[place]["rank"], place))[:most]
    return [rows[place] for place in sorted(places)]


def score(row: InitiativeRow) -> dict[str, Any]:
    """Return one line of the scoreboard as printed."""
    unit, currency = row["unit"] or "", row["currency"] or ""
    return {
        "Initiative": row["initiative_name"],
        "KPI": row["kpi_name"] or formats.MISSING,
        "Before": formats.kpi_value(row["before_value"], unit, currency, short=True),
        "After": formats.kpi_value(row["after_value"], unit, currency, short=True),
        "Better by": improvement_in_words(row),
        "Measured a year": formats.money(row["net_annual_value"], currency),
        "Claimed a year": formats.money(row["claimed_annual_value"], currency),
        "Evidence": evidence_text(row),
        "Owner": row["business_owner"] or "nobody",
        "Decision": DECISIONS.get(row["decision"] or "", "open"),
        "Company": row["company_name"],
        "tone": grade(row["evidence"]).tone,
    }


def case_order(row: InitiativeRow) -> tuple[bool, bool, int]:
    """Order candidates for the case in point: what counts and improved first, by rank."""
    rank = row["forest_rank"]
    return (not row["counts"], not row["is_improved"], LAST if rank is None else rank)


def case(figures: Figures) -> Case | None:
    """Return the weeks of the first initiative in order that has enough of them."""
    for row in sorted(figures.initiatives, key=case_order):
        weeks: list[dict[str, Any]] = [
            dict(week) for week in figures.weeks if week["initiative_id"] == row["initiative_id"]
        ]
        if not any(week["is_after"] and week["actual"] is not None for week in weeks):
            continue
        unit, currency, go_live = row["unit"] or "", row["currency"] or "", row["go_live_date"]
        name = lower_first(row["kpi_name"] or "")
        return Case(
            title=f"Case in point: {name}, {row['initiative_name']}",
            sentence=one_initiative.answer(row, primary_effect(figures, row)).text,
            rows=tuple(weeks),
            settings={
                "tone": grade(row["evidence"]).tone,
                "unit": unit,
                "currency": currency,
                "go_live": go_live,
                "ramp_ends": go_live + timedelta(days=row["ramp_days"] or 0) if go_live else None,
                "labels": one_initiative.last_week(weeks, unit, currency),
            },
        )
    return None
