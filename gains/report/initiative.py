"""Did this one work, and how sure are we? Everything that the Initiative page shows."""

from dataclasses import dataclass
from datetime import timedelta

from gains.published import queries
from gains.published.reader import Reader
from gains.report import charts
from gains.report.initiative_tables import bridge, checks, phases, value
from gains.report.palette import Palette
from gains.report.pieces import Badge, Tile, badges_of
from gains.report.tables import Column, Table, table
from gains.wording import figures, sentences
from gains.wording.evidence import DECISIONS, grade


@dataclass(frozen=True)
class Initiative:
    """The page's content for one initiative and one of its KPIs."""

    row: dict
    kpi_id: str
    kpi_name: str
    badges: tuple[Badge, ...]
    subtitle: str
    answer: sentences.Answer
    tiles: tuple[Tile, ...]
    weekly: dict | None
    weekly_title: str
    money: dict | None
    facts: Table
    checks: Table
    bridge: dict | None
    phases: Table
    value: Table


def names(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Give the initiatives that may be seen: id -> name and company."""
    return {
        row["initiative_id"]: f"{row['initiative_name']} · {row['company_name']}"
        for row in queries.initiatives(reader)
    }


def kpis(reader: Reader, _colors: Palette, initiative_id: str) -> dict[str, str]:
    """Give the KPIs of an initiative, the primary one first."""
    return {
        effect["kpi_id"]: effect["kpi_name"] or effect["kpi_id"]
        for effect in queries.effects(reader, initiative_id)
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
    row = next(one for one in queries.initiatives(reader) if one["initiative_id"] == initiative_id)
    found = queries.effects(reader, initiative_id)
    effect = next((one for one in found if one["kpi_id"] == kpi_id), None) or (
        found[0] if found else unmeasured(row)
    )
    kpi_id, unit, currency = effect["kpi_id"], effect["unit"], row["currency"]
    name = effect["kpi_name"] or kpi_id or "KPI"
    money_rows = queries.money_of(reader, initiative_id)
    bridge_rows = queries.of_kpi(reader, "kpi_bridge", initiative_id, kpi_id)
    return Initiative(
        row=row,
        kpi_id=kpi_id,
        kpi_name=name,
        badges=badges_of(row),
        subtitle=subtitle(row),
        answer=sentences.initiative(effect, effect["better"], unit, currency),
        tiles=tuple(tiles(row, effect)),
        weekly=weekly(reader, colors, row, effect),
        weekly_title=f"{name}, weekly",
        money=cumulative(money_rows, colors, row) if len(money_rows) > 1 else None,
        facts=table(
            "facts",
            [Column("what", "What"), Column("finding", "Finding")],
            [{"what": what, "finding": finding} for what, finding in facts(row, effect)],
        ),
        checks=checks(queries.of_kpi(reader, "kpi_checks", initiative_id, kpi_id)),
        bridge=bridge(bridge_rows, effect, colors, currency),
        phases=phases(
            queries.of_kpi(reader, "kpi_before_after", initiative_id, kpi_id), unit, currency
        ),
        value=value(
            [
                one
                for one in queries.value_by_initiative(reader)
                if one["initiative_id"] == initiative_id
            ],
            currency,
        ),
    )


def unmeasured(row: dict) -> dict:
    """Stand in for an effect where the build measured none."""
    return {
        "kpi_id": row["primary_kpi_id"],
        "kpi_name": row["kpi_name"],
        "unit": row["unit"],
        "better": row["better"],
        "evidence": "not_measurable",
        "reason": "Not live yet: the baseline is being measured."
        if not row["is_live"]
        else "No effect was estimated.",
    }


def subtitle(row: dict) -> str:
    """Say where it runs, since when, and who answers for it."""
    live = f"live {figures.day(row['go_live_date'])}" if row["go_live_date"] else "not live yet"
    return (
        f"{row['company_name']} · {row['process_name']} · {live} · "
        f"owner {row['business_owner'] or 'nobody'} · lead {row['transformation_lead'] or 'nobody'}"
    )


def tiles(row: dict, effect: dict) -> list[Tile]:
    """Give the KPI now, the effect against the target, measured beside claimed, and pay-back."""
    unit, currency = effect["unit"], row["currency"]
    before, after = effect.get("before_value"), effect.get("after_value")
    tone = grade(effect["evidence"]).tone
    turned = sentences.improvement(effect, effect["better"])
    target = effect.get("target_relative_change")
    if target is None:
        target = row["target_relative_change"]
    goal = None if target is None else (-target if effect["better"] == "lower" else target)
    change = (
        f"{figures.kpi_change(after - before, unit, currency)} vs before"
        if after is not None and before is not None
        else "no figure after yet"
    )
    effect_value = (
        figures.signed(turned.said(turned.middle), turned.middle, plus=True)
        if turned.middle is not None
        else "Too early"
    )
    net = row["net_annual_value"]
    claimed = figures.money(row["claimed_annual_value"], currency)
    return [
        Tile(
            sentences.lower_first(effect["kpi_name"] or "KPI").capitalize()
            if len(effect["kpi_name"] or "") <= 16
            else "KPI now",
            figures.kpi_value(after if after is not None else before, unit, currency, short=True),
            change,
            f"{effect['kpi_name']}: the average after the ramp, beside the average before. "
            "Without allowing for what would have happened anyway.",
        ),
        Tile(
            "Better by",
            effect_value,
            f"target {figures.share(goal, plus=True)}",
            "Against what would be expected without the automation; plus is better.",
            tone=tone,
        ),
        Tile(
            "Measured a year",
            figures.money(net, currency),
            f"of {claimed} claimed",
            value_help(row),
        ),
        Tile(
            "Paid back" if is_paid_back(row) else "Pays back",
            figures.month(row["payback_date"]) if row["payback_date"] else "Not yet",
            f"{figures.money(row['build_cost'], currency)} to build",
            "The month in which the net to date passes zero, or will if it holds.",
        ),
    ]


def is_paid_back(row: dict) -> bool:
    """Whether the net to date had passed zero by the last day of data."""
    return bool(row["payback_date"] and row["payback_date"] <= row["as_of_date"])


def value_help(row: dict) -> str:
    """Explain the yearly value: its range, or why there is none."""
    currency = row["currency"]
    if row["net_annual_value"] is None:
        return "Nothing is counted while the evidence does not hold."
    counted = (
        "It counts in the totals."
        if row["counts"]
        else "It counts in no total: nobody owns it."
        if not row["is_owned"]
        else "It counts in no total while the evidence does not hold."
    )
    return (
        f"Net of run cost, a year, if it holds; {sentences.RANGE} "
        f"{figures.money(row['net_annual_value_low'], currency)} to "
        f"{figures.money(row['net_annual_value_high'], currency)}. {counted}"
    )


def weekly(reader: Reader, colors: Palette, row: dict, effect: dict) -> dict | None:
    """Draw the weeks; without an estimate, the plain weeks of the process."""
    rows = queries.weeks(reader, row["initiative_id"], effect["kpi_id"])
    unit, currency = effect["unit"], row["currency"]
    if not rows:
        plain = queries.plain_weeks(reader, row["process_id"], effect["kpi_id"])
        empty = {"expected": None, "expected_low": None, "expected_high": None}
        go_live = row["go_live_date"]
        rows = [
            {**week, **empty, "is_after": bool(go_live and week["period_start"] >= go_live)}
            for week in plain
        ]
    if not rows:
        return None
    known = [week for week in rows if week["is_after"] and week["actual"] is not None]
    last = known[-1] if known else {}
    return charts.weekly(
        rows,
        colors,
        tone=grade(effect["evidence"]).tone,
        unit=unit,
        currency=currency,
        go_live=row["go_live_date"],
        ramp_ends=row["go_live_date"] + timedelta(days=row["ramp_days"] or 0)
        if row["go_live_date"]
        else None,
        labels=(
            figures.kpi_value(last.get("actual"), unit, currency, short=True),
            figures.kpi_value(last.get("expected"), unit, currency, short=True),
        ),
    )


def cumulative(rows: list[dict], colors: Palette, row: dict) -> dict:
    """Draw the net to date, with the month that paid it back."""
    paid = row["payback_date"] if is_paid_back(row) else None
    month = paid.replace(day=1) if paid else None
    drawn = [
        {
            **one,
            "payback": f"Paid back {figures.month(paid)}" if one["month_start"] == month else None,
        }
        for one in rows
    ]
    return charts.cumulative(drawn, colors, currency=row["currency"])


def facts(row: dict, effect: dict) -> list[tuple[str, str]]:
    """Give what the verdict rests on, one line each."""
    one = grade(effect["evidence"])
    lines = [("Evidence", f"{one.label}. {one.rule}")]
    for label, text in (
        ("Why", effect.get("reason")),
        ("Unowned because", row["unowned_reason"]),
        ("Money", row["value_reason"]),
    ):
        if text:
            lines.append((label, sentences.sentence(text)))
    if row["joint_with"]:
        lines.append(("Joint with", f"{row['joint_with']}: the effect is theirs together"))
    is_estimated = bool(effect.get("weeks_after"))
    if effect.get("method") and is_estimated:
        lines.append(("Method", effect["method"][:1].upper() + effect["method"][1:]))
    designs = {
        "comparison": "A process that was not automated, in the same weeks",
        "no_comparison": "None: its own weeks before, continued",
    }
    if effect.get("design") in designs and is_estimated:
        lines.append(("Compared with", designs[effect["design"]]))
    if effect.get("weeks_before"):
        lines.append(
            (
                "Complete weeks",
                f"{effect['weeks_before']} before, {effect['weeks_after'] or 0} after",
            )
        )
    if effect.get("n_before"):
        lines.append(("Cases", f"{effect['n_before']:,} before, {effect['n_after'] or 0:,} after"))
    drift = effect.get("break_even_drift")
    if drift is not None:
        lines.append(
            (
                "Would be nothing if",
                f"the process had already been changing by {figures.share(abs(drift), 2)} a week",
            )
        )
    adoption = row.get("adoption_share")
    if adoption is not None:
        lines.append(("Adoption", f"{figures.share(adoption)} of the cases go through it"))
    for label, part in (
        ("Failed runs", row["failed_run_share"]),
        ("Redone by people", row["rework_after_run_share"]),
    ):
        if part is not None:
            lines.append((label, figures.share(part)))
    if row["days_since_kickoff"] is not None:
        due = "a first verdict is due by day 90"
        lines.append(("Kick-off", f"day {row['days_since_kickoff']}; {due}"))
    if row.get("cost_of_delay_per_week"):
        lines.append(
            (
                "A week of delay costs",
                figures.money(row["cost_of_delay_per_week"], row["currency"]),
            )
        )
    if row.get("npv") is not None:
        lines.append(("Net present value", figures.money(row["npv"], row["currency"])))
    proposed = DECISIONS.get(row.get("proposed_decision") or "")
    decided = DECISIONS.get(row.get("decision") or "")
    if proposed or decided:
        why = f" ({row['decision_reason']})" if row["decision_reason"] else ""
        said = f"{decided or 'open'}; proposed: {(proposed or 'none').lower()}{why}"
        lines.append(("Decision", said))
    return lines
