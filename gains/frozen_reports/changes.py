"""What changed since the last snapshot, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gains.frozen_reports.figures import Change, Figures
from gains.published.quality import RestatementRow, UpdateRow
from gains.wording import formats
from gains.wording.evidence import DECISIONS, grade
from gains.wording.names import lower_first

CAUSES = {
    "late_data": "late data",
    "corrected_data": "corrected data",
    "definition": "a changed definition",
    "register": "a changed register",
    "new_weeks": "new weeks of data",
}
MEASURES = {
    "evidence": "Evidence",
    "improvement": "Better by",
    "net_annual_value": "Measured a year",
    "decision": "Decision",
    "is_owned": "Ownership",
}
#: A smaller move is rounding, not news.
SMALLEST_MOVE = {"improvement": 0.0005, "net_annual_value": 0.5}


def changes_since(
    figures: Figures, previous: dict[str, Any] | None, restated: list[RestatementRow | UpdateRow]
) -> Figures:
    """Give the figures with their changes against the previous snapshot.

    Parameters
    ----------
    figures : Figures
        The new ones.
    previous : dict or None
        Content of the previous snapshot.json of the same scope.
    restated : list of rows
        Of `restatements` and `figure_updates`: which figure moved between publications, and why.
    """
    if previous is None:
        return figures
    before = {row["initiative_id"]: row for row in previous["figures"]["initiatives"]}
    now: dict[str, Mapping[str, Any]] = {row["initiative_id"]: row for row in figures.initiatives}
    has_new_data = day_of(previous) < covered_until(figures)
    out = []
    for key in sorted(before.keys() | now.keys()):
        name = (now.get(key) or before[key])["initiative_name"]
        if key not in before or key not in now:
            sides = ("not there", "added") if key in now else ("there", "removed")
            out.append(Change(key, name, "register", *sides, ("register",)))
            continue
        known = causes_of(key, restated, previous)
        for measure in MEASURES:
            was, is_now = before[key].get(measure), now[key].get(measure)
            if is_same(measure, was, is_now):
                continue
            causes: tuple[str, ...] = ("register",)
            if measure not in ("decision", "is_owned"):
                is_new = has_new_data and "new_weeks" not in known
                causes = (*known, "new_weeks") if is_new else known
            out.append(Change(key, name, measure, was, is_now, causes, now[key]["currency"] or ""))
    return replace(figures, changes=tuple(out))


def is_same(measure: str, was: Any, is_now: Any) -> bool:
    """Whether a figure stands, but for rounding."""
    if was is None or is_now is None or measure not in SMALLEST_MOVE:
        return (was or None) == (is_now or None)
    return bool(abs(float(was) - float(is_now)) < SMALLEST_MOVE[measure])


def causes_of(
    initiative_id: str, restated: list[RestatementRow | UpdateRow], previous: dict[str, Any]
) -> tuple[str, ...]:
    """Give the published causes of restatements since the previous snapshot's build."""
    since = previous["figures"]["build"]["built_at"][:10]
    found = {
        row["cause"]
        for row in restated
        if row["initiative_id"] == initiative_id
        and row["cause"]
        and str(row["as_published_on"])[:10] >= since
    }
    return tuple(sorted(found))


def day_of(previous: dict[str, Any]) -> str:
    """Give the last covered day of a snapshot's content, as ISO text."""
    return str(max(previous["figures"]["build"]["as_of"].values(), default=""))


def covered_until(figures: Figures) -> str:
    """Give the last covered day of the new figures, as ISO text."""
    return figures.data_through.isoformat() if figures.data_through else ""


def in_words(change: Change) -> str:
    """Say one change: Invoice capture: evidence likely → proven (new weeks of data)."""
    causes = causes_in_words(change.causes)
    if change.measure == "register":
        return f"{change.initiative_name}: {change.now} ({causes})."
    label = lower_first(MEASURES.get(change.measure, change.measure))
    was, now = (printed(change, figure) for figure in (change.was, change.now))
    return f"{change.initiative_name}: {label} {was} → {now} ({causes})."


def causes_in_words(causes: tuple[str, ...]) -> str:
    """Say the causes of a change; a cause that nobody published is not guessed."""
    return (
        formats.join_names([CAUSES.get(cause, cause) for cause in causes])
        or "no cause was recorded"
    )


def printed(change: Change, figure: Any) -> str:
    """Format one side of a change."""
    if change.measure == "evidence":
        return lower_first(grade(figure).label)
    if change.measure == "improvement":
        return formats.percent(figure, plus=True)
    if change.measure == "net_annual_value":
        return formats.money(figure, change.currency)
    if change.measure == "decision":
        return DECISIONS.get(figure or "", "open").lower()
    return "owned" if figure else "unowned"
