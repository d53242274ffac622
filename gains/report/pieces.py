"""The small pieces that pages share: tiles, badges, words for targets."""

from dataclasses import dataclass

from gains.wording import figures
from gains.wording.evidence import CLOCKS, TARGETS, grade


@dataclass(frozen=True)
class Tile:
    """One figure: value of ten characters at most, what qualifies it, and how it is made.

    Attributes
    ----------
    label : str
        Sixteen characters at most.
    value : str
        Formatted.
    note : str
        The qualifier under it.
    help : str
        How it is made.
    tone : str
        good, bad, warning or neutral: color of the note.
    line : tuple of float
        A sparkline, or nothing.
    """

    label: str
    value: str
    note: str = ""
    help: str = ""
    tone: str = "neutral"
    line: tuple[float, ...] = ()


@dataclass(frozen=True)
class Badge:
    """A word with an icon, so that color never stands alone."""

    label: str
    icon: str
    tone: str
    help: str = ""


def badges_of(row: dict) -> tuple[Badge, ...]:
    """Give an initiative's badges: evidence, unowned, target, clock."""
    one = grade(row["evidence"])
    badges = [Badge(one.label, one.icon, one.tone, one.rule)]
    if not row["is_owned"]:
        badges.append(
            Badge(
                "Unowned",
                "person_off",
                "warning",
                "No two accountable names, or no primary target with a review date: in no total.",
            )
        )
    if row["target_status"] in TARGETS:
        badges.append(Badge(*TARGETS[row["target_status"]]))
    if row["clock"] in CLOCKS:
        label, icon, tone = CLOCKS[row["clock"]]
        badges.append(
            Badge(
                label,
                icon,
                tone,
                f"Day {row['days_since_kickoff'] or 0} since kick-off; a first verdict is due "
                "within 90 days, and looked for from day 60.",
            )
        )
    return tuple(badges)


def target_in_words(row: dict) -> str:
    """Give the promised relative change with its sign: −20%."""
    return figures.share(row.get("target_relative_change"), plus=True)
