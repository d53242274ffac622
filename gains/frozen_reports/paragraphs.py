"""The paragraphs that all formats print: what is left out, what changed, rules, origin."""

from gains.frozen_reports.changes import in_words
from gains.frozen_reports.figures import Figures
from gains.published.initiatives import InitiativeRow
from gains.published.rows import RulesRow
from gains.report.portfolio import card
from gains.wording import formats
from gains.wording.evidence import CHECKS, grade

#: The heading over those that a total leaves out, by reason; in the order of reading.
LEFT_OUT = {
    "unowned": "Unowned",
    "joint_with_unowned": "Joint with an unowned initiative",
    "evidence_does_not_hold": "Evidence does not hold",
    "no_verdict": "No verdict yet",
    "not_live": "Not live yet",
}


def left_out(rows: list[InitiativeRow]) -> list[tuple[str, tuple[str, ...]]]:
    """Name what is in no total, and why; claims stand beside what is measured."""
    groups = [
        (why, [row for row in rows if row["counts_reason_code"] == code])
        for code, why in LEFT_OUT.items()
    ]
    return [
        (why, tuple(f"{row['initiative_name']}{claim(row)}" for row in group))
        for why, group in groups
        if group
    ]


def claim(row: InitiativeRow) -> str:
    """Return what is claimed for an initiative, in brackets."""
    if not row["claimed_annual_value"]:
        return ""
    claimed = formats.money(row["claimed_annual_value"], row["currency"] or "")
    return f" ({claimed} per year claimed)"


def changes(figures: Figures) -> tuple[str, ...]:
    """Return the changes since the last snapshot as sentences; never silent."""
    if not figures.previous:
        return ("This is the first snapshot of this scope; later ones say here what changed.",)
    if not figures.changes:
        return (f"Nothing changed since {figures.previous}.",)
    return tuple(in_words(change) for change in figures.changes)


def decision(row: InitiativeRow, rules: RulesRow | None) -> tuple[str, str, str]:
    """Return the name, a word and two lines of what is to be decided."""
    one = card(row, rules)
    badge = grade(row["evidence"], row["reason_code"]).label if row["is_owned"] else "Unowned"
    return one.title, badge, one.text


def checks(figures: Figures) -> tuple[str, ...]:
    """Say how the primary estimate of the one initiative was checked."""
    if not figures.is_initiative:
        return ()
    primary = figures.initiatives[0]["primary_kpi_id"]
    return tuple(
        f"{CHECKS.get(check['check_id'] or '', '')}: "
        f"{'passed' if check['passed'] else 'not passed'}. {formats.ended(check['sentence'])}"
        for check in figures.checks
        if check["kpi_id"] == primary
    )


def how_to_read(figures: Figures) -> tuple[str, ...]:
    """Return the rules that a reader needs, with those of the grades that occur as they fired."""
    used = {row["evidence"]: grade(row["evidence"]) for row in figures.initiatives}
    order = [row["evidence"] for row in figures.grades]
    return (
        "Better by compares the weeks after go-live with what was expected for them without the "
        "automation; the thin line is the 99% range, the thick one the 95% range, the diamond "
        "the target.",
        "Measured a year is the effect at today's volume, net of run cost; build cost is not in "
        "it. The ends of ranges are added up, as if all erred in the same direction. Net to date "
        "takes off the cost of everything that was bought, also of what has not held. "
        "Working capital released is one-off cash and in no yearly figure.",
        *(f"{used[word].label}: {used[word].rule}" for word in order if word in used),
        "This file is frozen. A correction is a new snapshot that names this one.",
    )


def stamp(figures: Figures) -> str:
    """Return where the figures come from, in one line."""
    build = figures.build
    parts = [
        f"Build {build.version}",
        f"published {formats.moment(build.built_at)}",
        f"data through {formats.day(figures.data_through)}",
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
        return formats.join_names(list(names))
    return ", ".join(names[:most]) + f" and {len(names) - most} more"
