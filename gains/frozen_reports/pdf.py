"""The snapshot as two pages of tagged PDF, typeset by typst with our own fonts."""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

import typst

from gains.frozen_reports import drawings
from gains.frozen_reports.pages import Pages, most_important
from gains.frozen_reports.paragraphs import shown
from gains.frozen_reports.printable import BOX, breakable, cleaned, in_fonts, shortened
from gains.report import STATIC
from gains.report.portfolio import CHOSEN
from gains.wording.formats import count

TEMPLATE = Path(__file__).parent / "snapshot.typ"
ICON = STATIC / "icon.svg"
FAMILIES = ["Inter", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Emoji"]
STANDARD: Literal["ua-1"] = "ua-1"
#: Width in pixels at which a chart is drawn over the whole page, and over half of it.
WHOLE, HALF = 940, 540
MOST_STEPS = 5
MOST_STEPS_IN_HALF = 3
MOST_WATERFALLS = 2
#: Column of the scoreboard, its header here, whether it takes the width that is left, whether it
#: holds figures, most characters.
COLUMNS = (
    ("Initiative", "Initiative", True, False, 30),
    ("KPI", "KPI", True, False, 24),
    ("Before", "Before", False, True, 14),
    ("After", "After", False, True, 14),
    ("Better by", "Better by", False, True, 10),
    ("Measured a year", "Measured", False, True, 12),
    ("Claimed a year", "Claimed", False, True, 12),
    ("Evidence", "Evidence", False, False, 24),
    ("Owner", "Owner", True, False, 20),
)


@dataclass(frozen=True)
class Room:
    """How many rows of each kind the first page is given."""

    forest: int
    changes: int
    names: int
    decisions: int


#: For either page, the first that fits is taken.
ROOMS = (
    Room(13, 6, 5, 4),
    Room(12, 5, 4, 4),
    Room(11, 5, 4, 4),
    Room(10, 4, 3, 4),
    Room(9, 4, 2, 4),
    Room(8, 3, 2, 2),
    Room(6, 3, 1, 2),
)
SCOREBOARD_ROWS = (16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4)


def pdf(content: Pages, snapshot_id: str) -> bytes:
    """Typeset the two pages.

    Parameters
    ----------
    content : Pages
        Of the snapshot.
    snapshot_id : str
        Printed at the foot of each page.

    Returns
    -------
    bytes
        PDF/UA-1; the same content gives the same bytes.
    """
    images = images_of(content)
    rooms, row_counts = list(ROOMS), list(SCOREBOARD_ROWS)
    while True:
        images["forest"] = drawings.file(drawings.forest(forest_rows(content, rooms[0])), WHOLE)
        data = data_of(content, snapshot_id, rooms[0], row_counts[0])
        document, first, second = tagged(data, images, content.figures.build.built_at)
        is_first_full, is_second_full = first > 1, second > 1
        if is_first_full and len(rooms) > 1:
            rooms.pop(0)
        elif is_second_full and len(row_counts) > 1:
            row_counts.pop(0)
        else:
            return document


def tagged(data: dict[str, Any], images: dict[str, Any], built_at: str) -> tuple[bytes, int, int]:
    """Typeset; where the font's shapes of a script cannot be traced back, with boxes for it."""
    try:
        return typeset(data, images, built_at)
    except typst.TypstError as error:
        if "codepoints" not in str(error):
            raise
        boxed = cleaned(data, lambda text: drawings.SHAPED.sub(BOX, text))
        return typeset(boxed, images, built_at)


def typeset(
    data: dict[str, Any], images: dict[str, tuple[str, bytes]], built_at: str
) -> tuple[bytes, int, int]:
    """Typeset what the template prints: the PDF, and how many pages either part takes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, (ending, image) in images.items():
            (root / f"{name}.{ending}").write_bytes(image)
        data = {**data, "files": {name: f"{name}.{ending}" for name, (ending, _) in images.items()}}
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "icon.svg").write_bytes(ICON.read_bytes())
        (root / "snapshot.typ").write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(
            str(root / "snapshot.typ"),
            root=str(root),
            font_paths=drawings.fonts(),
        )
        document = compiler.compile(
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=int(datetime.fromisoformat(built_at).timestamp()),
        )
        first, every = json.loads(compiler.query("<pages>", field="value"))
        return cast(bytes, document), first, every - first


def forest_rows(content: Pages, room: Room) -> list[dict[str, Any]]:
    """Give the rows of the forest that the page holds."""
    return most_important(content.forest, room.forest)


def images_of(content: Pages) -> dict[str, tuple[str, bytes]]:
    """Draw the charts that are the same in every room: name -> ending and bytes."""
    images = {}
    falls = waterfalls(content)
    for place, (currency, rows) in enumerate(falls):
        width = WHOLE if len(falls) == 1 else HALF
        images[f"waterfall{place}"] = drawings.file(drawings.waterfall(rows, currency), width)
    if content.case:
        images["case"] = drawings.file(drawings.weekly(content.case), WHOLE)
    return images


def waterfalls(content: Pages) -> list[tuple[str, list[dict[str, Any]]]]:
    """Give currency and rows of the waterfalls that the page holds."""
    falls = content.waterfalls[:MOST_WATERFALLS]
    most = MOST_STEPS if len(falls) == 1 else MOST_STEPS_IN_HALF
    return [(fall.currency, fall.rows(most)) for fall in falls]


def data_of(content: Pages, snapshot_id: str, room: Room, row_count: int) -> dict[str, Any]:
    """Give what the template prints, cut to what two pages hold."""
    label, palette = content.figures.label, drawings.PAPER
    drawn, waiting = forest_rows(content, room), content.decisions
    hidden = len(content.forest) - len(drawn)
    falls = waterfalls(content)
    data = {
        "title": shortened(label.title, 120),
        "heading": breakable(shortened(label.title, 120), 24),
        "author": label.author,
        "kicker": " · ".join(filter(None, (label.scope_name, label.period, label.author))),
        "headline": content.answer.headline,
        "detail": content.answer.detail,
        "tiles": [
            {"label": tile.label, "value": tile.value, "note": tile.note, "tone": tile.tone}
            for tile in content.tiles
        ],
        "changes": cut(content.changes, room.changes),
        "forest": {
            "title": "How much did each KPI improve?",
            "alt": alt_of(drawn),
            "note": forest_note(hidden, len(drawn)),
        },
        "left_out": [
            {
                "why": why,
                "names": breakable(
                    shown(tuple(shortened(name, 60) for name in names), room.names), 40
                ),
            }
            for why, names in content.left_out
        ],
        "decisions": [
            {
                "name": breakable(shortened(name, 44), 24),
                "badge": badge,
                "text": breakable(shortened(text, 190), 40),
                "tone": "bad" if badge in ("Worse", "Looks worse", "Unowned") else "neutral",
            }
            for name, badge, text in waiting[: room.decisions]
        ],
        "decisions_note": more(len(waiting) - room.decisions, "decision"),
        "waterfalls": [
            {
                "name": f"waterfall{place}",
                "alt": f"From gain to net in {currency}: "
                + ", ".join(f"{row['name']} {row['figure']}" for row in rows),
            }
            for place, (currency, rows) in enumerate(falls)
        ],
        "nothing_counted": "No value is counted yet.",
        "value_note": content.value_text
        + (" " + more(len(content.waterfalls) - len(falls), "currency", "currencies")).rstrip(),
        "scoreboard": scoreboard(content, row_count),
        "case": content.case
        and {
            "title": breakable(shortened(content.case.title, 90), 40),
            "alt": f"Weekly values beside what was expected. {content.case.sentence}",
            "note": content.case.sentence,
        },
        "checks": [breakable(line, 40) for line in content.checks],
        "how_to_read": " ".join(content.how_to_read),
        "stamp": content.stamp,
        "snapshot_id": snapshot_id,
    }
    fixed = {
        "fonts": FAMILIES,
        "colors": {
            name: getattr(palette, name) for name in ("ink", "muted", "rule", "good", "bad")
        },
    }
    return {**cleaned(data, in_fonts), **fixed}


def scoreboard(content: Pages, row_count: int) -> dict[str, Any]:
    """Give the first rows of the scoreboard, counted ones first."""
    rows = content.scoreboard[:row_count]
    return {
        "columns": [
            {"name": name, "wide": wide, "right": right} for _, name, wide, right, _ in COLUMNS
        ],
        "rows": [
            [breakable(shortened(str(row[name]), most)) for name, _, _, _, most in COLUMNS]
            for row in rows
        ],
        "note": more(len(content.scoreboard) - len(rows), "initiative"),
    }


def cut(lines: tuple[str, ...], most: int) -> list[str]:
    """Keep the first lines, and say how many more there are."""
    kept = [shortened(line, 180) for line in lines[:most]]
    rest = more(len(lines) - most, "change")
    return [*kept, rest] if rest else kept


def more(left: int, singular: str, plural: str = "") -> str:
    """Say what the workbook holds beyond this page; nothing when that is nothing."""
    return (
        f"And {count(left, 'more ' + singular, 'more ' + (plural or singular + 's'))}: see the "
        "workbook."
        if left > 0
        else ""
    )


def forest_note(hidden: int, drawn: int) -> str:
    """Say how to read the forest, and what it does not show."""
    note = (
        "Dot: best estimate against what was expected without the automation. Thick line: 95% "
        "range, thin line: 99% range. Diamond: target. Grey: no verdict for or against."
    )
    if hidden > 0:
        note += f" Shown are {drawn} of {drawn + hidden}: {CHOSEN}; the workbook holds all."
    return note


def alt_of(rows: list[dict[str, Any]]) -> str:
    """Say the forest in words, for who cannot see it."""
    said = "; ".join(f"{row['name']} {row['figure']}" for row in rows)
    return f"Improvement against expected, with 99% range: {said or 'nothing measured yet'}."
