"""Did this one work, and how sure are we? Everything that the Initiative page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gains.published import initiatives as published
from gains.published import money, register
from gains.published.initiatives import EffectRow, InitiativeRow
from gains.published.reader import Reader
from gains.report import charts
from gains.report.initiative_facts import facts
from gains.report.initiative_tables import bridge, checks, phases, value
from gains.report.palette import Palette
from gains.report.pieces import Badge, Tile, badges_of, improvement_in_words
from gains.report.tables import Column, Table, table
from gains.wording import decisions, formats
from gains.wording.answer import Answer
from gains.wording.effect_answer import effect_answer
from gains.wording.evidence import grade
from gains.wording.names import lower_first
from gains.wording.reasons import RANGE

#: A longer name does not fit over a tile.
LONGEST_LABEL = 16


@dataclass(frozen=True)
class Initiative:
    """The page's content for one initiative and one of its KPIs."""

    row: InitiativeRow
    kpi_id: str
    kpi_name: str
    badges: tuple[Badge, ...]
    subtitle: str
    answer: Answer
    tiles: tuple[Tile, ...]
    weekly: dict[str, Any] | None
    weekly_title: str
    money: dict[str, Any] | None
    facts: Table
    checks: Table
    bridge: dict[str, Any] | None
    phases: Table
    value: Table


def names(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Return the initiatives that may be seen: id -> name and company."""
    return {
        row["initiative_id"]: f"{row['initiative_name']} · {row['company_name']}"
        for row in published.initiatives(reader)
    }


def kpis(reader: Reader, _colors: Palette, initiative_id: str) -> dict[str, str]:
    """Return the KPIs of an initiative, the primary one first."""
    return {
        effect["kpi_id"]: effect["kpi_name"] or effect["kpi_id"]
        for effect in published.effects(reader, [initiative_id])
    }


def initiative(
    reader: Reader, colors: Palette, initiative_id: str, kpi_id: str | None
) -> Initiative:
    """Make the page's content.

    Parameters
    ----------
    reader : Reader
        Published rows within the scope.
    colors : Palette
        Chart colors.
    initiative_id : str
        One that may be seen.
    kpi_id : str or None
        One of its KPIs; the primary one by default.
    """
    (row,) = published.initiatives(reader, initiative_id=initiative_id)
    keys = [initiative_id]
    found = published.effects(reader, keys)
    effect = next((one for one in found if one["kpi_id"] == kpi_id), None) or next(
        iter(found), None
    )
    shown: Mapping[str, Any] = unmeasured(row) if effect is None else effect
    kpi_id, unit, currency = shown["kpi_id"] or "", shown["unit"] or "", row["currency"] or ""
    name = shown["kpi_name"] or "The KPI"
    months = money.running_net_of(reader, initiative_id)
    rules = register.rules(reader)
    return Initiative(
        row=row,
        kpi_id=kpi_id,
        kpi_name=name,
        badges=badges_of(row, shown, rules),
        subtitle=subtitle(row),
        answer=answer(row, shown),
        tiles=tuple(tiles(row, shown, initiative_names(reader))),
        weekly=weekly(reader, colors, row, shown),
        weekly_title=f"{name}, weekly",
        money=cumulative(months, colors, row) if len(months) > 1 else None,
        facts=table(
            "facts",
            [Column("what", "What"), Column("finding", "Finding")],
            [
                {"what": what, "finding": finding}
                for what, finding in facts(row, shown, initiative_names(reader), rules)
            ],
        ),
        checks=checks(published.checks(reader, keys, kpi_id)),
        bridge=bridge(published.bridge(reader, keys, kpi_id), shown, colors, currency),
        phases=phases(published.phases(reader, keys, kpi_id), unit, currency),
        value=value(money.lines(reader, initiative_id=initiative_id), currency),
    )


def initiative_names(reader: Reader) -> dict[str, str]:
    """Return the names of the initiatives that may be seen, by id."""
    return {
        row["initiative_id"]: row["initiative_name"] or row["initiative_id"]
        for row in published.initiatives(reader)
    }


def unmeasured(row: InitiativeRow) -> dict[str, Any]:
    """Stand in for an effect where the build measured none."""
    blank: dict[str, Any] = dict.fromkeys(EffectRow.__annotations__)
    reason = "No effect was estimated." if row["is_live"] else "Not live yet."
    return {
        **blank,
        "initiative_id": row["initiative_id"],
        "kpi_id": row["primary_kpi_id"],
        "kpi_name": row["kpi_name"],
        "unit": row["unit"],
        "evidence": "not_measurable",
        "reason": reason,
        "target_improvement": row["target_improvement"],
        "target_status": row["target_status"],
        "before_value": row["before_value"],
    }


def answer(row: InitiativeRow, effect: Mapping[str, Any]) -> Answer:
    """Return what is said of one KPI, with the figures that it states."""
    said = effect_answer(effect, effect["unit"] or "", row["currency"] or "")
    of = f"initiative:{row['initiative_id']}/{effect['kpi_id']}"
    ids = [f"{of}/{name}" for name in ("before_value", "after_value", "expected_value",
                                       "improvement") if effect[name] is not None]  # fmt: skip
    return Answer(said.headline, said.detail, tuple(ids))


def subtitle(row: InitiativeRow) -> str:
    """Say where it runs, since when, and who answers for it."""
    live = f"live {formats.day(row['go_live_date'])}" if row["go_live_date"] else "not live yet"
    return (
        f"{row['company_name']} · {row['process_name']} · {live} · "
        f"owner {row['business_owner'] or 'nobody'} · lead {row['transformation_lead'] or 'nobody'}"
    )


def tiles(row: InitiativeRow, effect: Mapping[str, Any], known: Mapping[str, str]) -> list[Tile]:
    """Return the KPI now, the effect against its target, measured beside claimed, and payback."""
    unit, currency = effect["unit"] or "", row["currency"] or ""
    name = effect["kpi_name"] or "KPI"
    of_kpi = f"initiative:{row['initiative_id']}/{effect['kpi_id']}"
    of_money = f"initiative:{row['initiative_id']}/{currency}"
    is_after = effect["after_value"] is not None
    measure = "after_value" if is_after else "before_value"
    change = formats.kpi_change(effect["raw_change"], unit, currency)
    has_change = effect["raw_change"] is not None
    target = effect["target_improvement"]
    return [
        Tile(
            lower_first(name).capitalize() if len(name) <= LONGEST_LABEL else "KPI now",
            formats.kpi_value(effect[measure], unit, currency, short=True),
            f"{change} vs before" if has_change else "no figure after yet",
            f"{name}: the average after the ramp, beside the average before. "
            "Without allowing for what would have happened anyway.",
            figure_id=f"{of_kpi}/{measure}" if effect[measure] is not None else "",
            note_ids=(f"{of_kpi}/raw_change",) if has_change else (),
        ),
        Tile(
            "Better by",
            improvement_in_words(effect) if effect["improvement"] is not None else "No verdict",
            "no target" if target is None else f"target {formats.percent(target, plus=True)}",
            "Against what would be expected without the automation; plus is better.",
            tone=target_tone(effect["target_status"]),
            figure_id=f"{of_kpi}/improvement" if effect["improvement"] is not None else "",
            note_ids=() if target is None else (f"{of_kpi}/target_improvement",),
        ),
        Tile(
            "Measured a year",
            formats.money(row["net_annual_value"], currency),
            f"of {formats.money(row['claimed_annual_value'], currency)} claimed",
            value_help(row, known),
            figure_id=f"{of_money}/net_annual_value",
            note_ids=(f"{of_money}/claimed_annual_value",),
        ),
        Tile(
            "Spent to date",
            formats.money(row["spent_to_date"], currency),
            payback_in_words(row),
            "Build and run cost so far. It is paid back in the month in which the net to date in "
            "cash passes zero, or will if it holds.",
            figure_id=f"{of_money}/spent_to_date",
        ),
    ]


def target_tone(status: str | None) -> str:
    """Return the color of a target: of its own status, not of the evidence."""
    return {"met": "good", "missed": "bad"}.get(status or "", "neutral")


def payback_in_words(row: Mapping[str, Any]) -> str:
    """Say when it was, or will be, paid back."""
    if row["payback_date"] is None:
        return "not paid back yet"
    verb = "paid back" if row["is_paid_back"] else "pays back"
    return f"{verb} {formats.month(row['payback_date'])}"


def value_help(row: InitiativeRow, known: Mapping[str, str]) -> str:
    """Explain the yearly value: its range, what it means, and whether it counts."""
    currency = row["currency"] or ""
    counted = decisions.counts(row, known)
    meaning = decisions.value(row)
    if row["net_annual_value"] is None:
        return f"{meaning} {counted}".strip()
    return (
        f"{meaning} {RANGE} "
        f"{formats.money(row['net_annual_value_low'], currency)} to "
        f"{formats.money(row['net_annual_value_high'], currency)}. {counted}"
    )


def weekly(
    reader: Reader, colors: Palette, row: InitiativeRow, effect: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Draw the weeks; without an estimate, the plain weeks of the process."""
    kpi_id, unit, currency = effect["kpi_id"], effect["unit"] or "", row["currency"] or ""
    go_live = row["go_live_date"]
    rows: list[dict[str, Any]] = [
        dict(week) for week in published.weeks(reader, [row["initiative_id"]], kpi_id)
    ]
    if not rows:
        empty = {"expected": None, "expected_low": None, "expected_high": None}
        rows = [
            {**week, **empty, "is_after": bool(go_live and week["period_start"] >= go_live)}
            for week in published.plain_weeks(reader, row["process_id"] or "", kpi_id or "")
        ]
    if not rows:
        return None
    return charts.weekly(
        rows,
        colors,
        tone=grade(effect["evidence"]).tone,
        unit=unit,
        currency=currency,
        go_live=go_live,
        ramp_ends=go_live + timedelta(days=row["ramp_days"] or 0) if go_live else None,
        labels=last_week(rows, unit, currency),
    )


def last_week(rows: list[dict[str, Any]], unit: str, currency: str) -> tuple[str, str]:
    """Return the labels of the last week after go-live: actual and expected."""
    known = [week for week in rows if week["is_after"] and week["actual"] is not None]
    last = known[-1] if known else {}
    return (
        formats.kpi_value(last.get("actual"), unit, currency, short=True),
        formats.kpi_value(last.get("expected"), unit, currency, short=True),
    )


def cumulative(
    months: list[money.RunningRow], colors: Palette, row: InitiativeRow
) -> dict[str, Any]:
    """Draw the net to date, with the month that paid it back."""
    paid = row["payback_date"] if row["is_paid_back"] else None
    month = paid.replace(day=1) if paid else None
    drawn = [
        {
            **one,
            "payback": f"Paid back {formats.month(paid)}" if one["month_start"] == month else None,
        }
        for one in months
    ]
    return charts.cumulative(drawn, colors, currency=row["currency"] or "")
