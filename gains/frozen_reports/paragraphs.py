"""The paragraphs that all formats print: what is left out, what changed, rules, origin."""

from gains.frozen_reports import sums
from gains.frozen_reports.changes import in_words
from gains.frozen_reports.figures import Figures
from gains.report.portfolio import card
from gains.wording import figures as words
from gains.wording import sentences
from gains.wording.evidence import CHECKS, GRADES, grade


def left_out(rows: list[dict]) -> list[tuple[str, tuple[str, ...]]]:
    """Name what is in no total, and why; claims stand beside what is measured."""
    groups: list[tuple[str, list[dict]]] = [
        ("Unowned, so in no total", [row for row in rows if not row["is_owned"]]),
    ]
    for word in ("inconclusive", "no_change", "not_measurable"):
        mine = [row for row in rows if row["is_owned"] and row["evidence"] == word]
        groups.append((f"{GRADES[word].label}, never counted", mine))
    unknown = [row for row in rows if row["is_owned"] and row["evidence"] not in GRADES]
    groups.append(("Not judged yet", unknown))
    return [
        (why, tuple(f"{row['initiative_name']}{claim(row)}" for row in group))
        for why, group in groups
        if group
    ]


def claim(row: dict) -> str:
    """Give what is claimed for an initiative, in brackets."""
    if not row["claimed_annual_value"]:
        return ""
    return f" ({words.money(row['claimed_annual_value'], row['currency'])} a year claimed)"


def changes(figures: Figures) -> tuple[str, ...]:
    """Give the changes since the last snapshot as sentences; never silent."""
    if not figures.previous:
        return ("This is the first snapshot of this scope; later ones say here what changed.",)
    if not figures.changes:
        return (f"Nothing changed since {figures.previous}.",)
    return tuple(in_words(change) for change in figures.changes)


def decision(row: dict) -> tuple[str, str, str]:
    """Give the name, a word and two lines of what is to be decided."""
    one = card(row)
    badge = grade(row["evidence"]).label if row["is_owned"] else "Unowned"
    return one.title, badge, one.text


def checks(figures: Figures) -> tuple[str, ...]:
    """Say how the primary estimate of the one initiative was checked."""
    if not figures.is_initiative:
        return ()
    primary = figures.initiatives[0]["primary_kpi_id"]
    return tuple(
        f"{CHECKS.get(check['check_id'], check['check_id'])}: "
        f"{'passed' if check['passed'] else 'not passed'}. {sentences.sentence(check['sentence'])}"
        for check in figures.checks
        if check["kpi_id"] == primary
    )


def how_to_read(rows: list[dict]) -> tuple[str, ...]:
    """Give the rules that a reader needs, with the grades that occur."""
    used = [word for word in GRADES if any(row["evidence"] == word for row in rows)]
    return (
        "Better by compares the weeks after go-live with what was expected for them without the "
        "automation; the thin line is the 99% range, the thick one the 95% range, the diamond "
        "the target.",
        "Measured a year is the effect at today's volume, net of run cost; build cost is not in "
        "it. The ends of ranges are added up, as if all erred in the same direction. "
        "Working capital released is one-off cash and in no yearly figure.",
        *(f"{GRADES[word].label}: {GRADES[word].rule}" for word in used),
        "This file is frozen. A correction is a new snapshot that names this one.",
    )


def stamp(figures: Figures) -> str:
    """Give where the figures come from, in one line."""
    build = figures.build
    parts = [
        f"Build {build.version}",
        f"published {words.moment(build.built_at)}",
        f"data through {words.day(figures.data_through)}",
    ]
    if build.commit:
        parts.append(f"commit {build.commit[:7]}")
    parts.append(f"checks {build.passed} passed, {build.warned} warned, {build.failed} failed")
    if figures.label.replaces:
        parts.append(f"replaces {figures.label.replaces}")
    return " · ".join(parts)


def shown(names: tuple[str, ...], most: int) -> str:
    """Join names, the first ones: a, b and 41 more."""
    if len(names) <= most:
        return words.listed(list(names))
    return ", ".join(names[:most]) + f" and {len(names) - most} more"


def to_date_answer(figures: Figures) -> sentences.Answer:
    """Answer where the value comes from; one clause a currency."""
    totals = []
    for total in figures.to_date:
        gains = sums.gains_by_initiative(figures.months, total["currency"])
        positive = [(name, amount) for name, amount in gains if amount > 0]
        whole = sum(amount for _, amount in positive)
        top = positive[0] if positive else (None, 0.0)
        totals.append({**total, "top_name": top[0], "top_share": top[1] / whole if whole else None})
    return sentences.value(totals)
