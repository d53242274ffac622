"""The figures that a text states, against the published figures that it says it states.

A text is stripped of every way in which its figures may be printed; a digit that is left over is a
figure that nobody published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gains.report.pieces import Tile
from gains.wording import formats
from gains.wording.answer import Answer

#: Numbers that are no figures: which range it is, days and months.
NO_FIGURES = re.compile(
    r"\b\d\d% range|\b\d{1,2} [A-Z][a-z]{2} \d{4}|\b[A-Z][a-z]{2} \d{4}", re.UNICODE
)
ENDS = ("value", "value_low", "value_high")


@dataclass(frozen=True)
class Published:
    """The rows of `headline_figures` by id, and the row of `rules`."""

    rows: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, Any]

    def faults(self, text: str, figure_ids: Iterable[str], where: str) -> list[str]:
        """Return what a text states that is in none of the figures, and ids that do not exist."""
        ids = [one for one in figure_ids if one]
        # a figure that is not known is a dash, and has no row
        unknown = [one for one in ids if one not in self.rows and formats.MISSING not in text]
        found = [f"{where}: no figure {one}" for one in unknown]
        rest = NO_FIGURES.sub(" ", text)
        for name in ("days_to_verdict_at_risk", "days_to_verdict_late"):
            rest = re.sub(rf"(past day|within) {self.rules[name]}\b", " ", rest, flags=re.I)
        forms = {form for one in ids if one in self.rows for form in printed(self.rows[one])}
        for form in sorted(forms, key=len, reverse=True):
            rest = re.sub(rf"(?<![\d.,]){re.escape(form)}(?![\d.,]*\d)", " ", rest)
        if re.search(r"\d", rest):
            found.append(f"{where}: stated and not published: {rest.strip()!r} in {text!r}")
        return found

    def of_tile(self, tile: Tile, where: str) -> list[str]:
        """Return the faults of a tile: its value is its figure, its note the others."""
        where = f"{where}, tile {tile.label}"
        ids = (tile.figure_id, *tile.note_ids)
        found = self.faults(f"{tile.value} {tile.note}", ids, where)
        if tile.figure_id in self.rows and not any(
            form in tile.value for form in printed(self.rows[tile.figure_id])
        ):
            found.append(f"{where}: {tile.value!r} is not {tile.figure_id}")
        return found

    def of_answer(self, answer: Answer, where: str, *, with_detail: bool = True) -> list[str]:
        """Return the faults of an answer; the detail may quote a published reason instead."""
        text = answer.text if with_detail else answer.headline
        return self.faults(text, answer.figure_ids, where)


def printed(row: Mapping[str, Any]) -> set[str]:
    """Return the ways in which a figure and the ends of its range may be printed."""
    unit, currency = row["unit"], row["currency"] or ""
    forms: set[str] = set()
    for end in ENDS:
        value = row[end]
        if value is None:
            continue
        match unit:
            case "money":
                forms |= {formats.money(value, currency, plus) for plus in (False, True)}
                forms |= {
                    formats.kpi_value(value, "money", currency),
                    formats.kpi_change(value, "money", currency),
                }
            case "count":
                forms.add(f"{int(value):,}")
            case "share" | "relative":
                for part in (value, abs(value)):
                    forms |= {formats.percent(part, plus=plus) for plus in (False, True)}
                    forms |= {formats.percent(part, places) for places in (0, 1)}
            case "points":
                text = formats.number(abs(value) * 100, 1)
                forms |= {text, formats.signed(text, value, plus=True)}
            case "days":
                forms |= {formats.number(value, places, plus)
                          for places in (0, 1) for plus in (False, True)}  # fmt: skip
        if unit not in ("count", "relative", "points"):
            forms |= {formats.kpi_value(value, unit, currency, short) for short in (False, True)}
            forms.add(formats.kpi_change(value, unit, currency))
    return forms
