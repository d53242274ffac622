"""The snapshot as two pages of tagged PDF, typeset by typst with our own fonts."""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typst

from dashboard.publication import ROOT
from gains.packs import drawings
from gains.packs.pages import Pages, most_important, shown, to_date_answer
from gains.packs.printable import FONTS, cleaned, in_fonts, shortened
from gains.wording.figures import count

TEMPLATE = Path(__file__).parent / "snapshot.typ"
ICON = ROOT / "dashboard" / "static" / "icon.svg"
FAMILIES = ["Inter", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Emoji"]
STANDARDS = ["ua-1"]
PAGES = 2
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
    ("Owner", "Owner", False, False, 20),
)


@dataclass(frozen=True)
class Room:
    """How many rows of each kind the two pages are given."""

    forest: int
    changes: int
    names: int
    decisions: int
    scoreboard: int


#: The first that fits two pages is taken.
ROOMS = (
    Room(13, 6, 5, 4, 15),
    Room(12, 5, 4, 4, 14),
    Room(11, 5, 4, 4, 12),
    Room(10, 4, 3, 4, 11),
    Room(9, 4, 2, 4, 10),
    Room(8, 3, 2, 2, 8),
    Room(6, 3, 1, 2, 6),
)


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
    for room in ROOMS:
        document, page_count = typeset(content, snapshot_id, room)
        if page_count == PAGES:
            break
    return document


def typeset(content: Pages, snapshot_id: str, room: Room) -> tuple[bytes, int]:
    """Typeset with a number of rows: the PDF and how many pages it has."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, image in images_of(content, room).items():
            (root / name).write_text(image, encoding="utf-8")
        data = data_of(content, snapshot_id, room)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "icon.svg").write_bytes(ICON.read_bytes())
        (root / "snapshot.typ").write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(
            str(root / "snapshot.typ"),
            root=str(root),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
        )
        document = compiler.compile(
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int(datetime.fromisoformat(content.figures.build.built_at).timestamp()),
        )
        page_count = json.loads(compiler.query("<pages>", field="value", one=True))
        return document, page_count


def forest_rows(content: Pages, room: Room) -> list[dict]:
    """Give the rows of the forest that the page holds."""
    return most_important(content.forest, room.forest)


def images_of(content: Pages, room: Room) -> dict[str, str]:
    """Draw the charts of both pages: file name -> SVG."""
    images = {"forest.svg": drawings.svg(drawings.forest(forest_rows(content, room)), WHOLE)}
    falls = waterfalls(content)
    for place, (currency, rows) in enumerate(falls):
        width = WHOLE if len(falls) == 1 else HALF
        images[f"waterfall{place}.svg"] = drawings.svg(drawings.waterfall(rows, currency), width)
    if content.case:
        images["case.svg"] = drawings.svg(drawings.weekly(content.case), WHOLE)
    return images


def waterfalls(content: Pages) -> list[tuple[str, list[dict]]]:
    """Give currency and rows of the waterfalls that the page holds."""
    falls = content.waterfalls[:MOST_WATERFALLS]
    most = MOST_STEPS if len(falls) == 1 else MOST_STEPS_IN_HALF
    return [(fall.currency, fall.rows(most)) for fall in falls]


def data_of(content: Pages, snapshot_id: str, room: Room) -> dict:
    """Give what the template prints, cut to what two pages hold."""
    label, palette = content.figures.label, drawings.PAPER
    drawn, waiting = forest_rows(content, room), content.decisions
    hidden = len(content.forest) - len(drawn)
    falls = waterfalls(content)
    data = {
        "title": shortened(label.title, 120),
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
            {"why": why, "names": shown(tuple(shortened(name, 60) for name in names), room.names)}
            for why, names in content.left_out
        ],
        "decisions": [
            {
                "name": shortened(name, 44),
                "badge": badge,
                "text": shortened(text, 190),
                "tone": "bad" if badge in ("Worse", "Looks worse", "Unowned") else "neutral",
            }
            for name, badge, text in waiting[: room.decisions]
        ],
        "decisions_note": more(len(waiting) - room.decisions, "decision"),
        "waterfalls": [
            {
                "file": f"waterfall{place}.svg",
                "alt": f"From gain to net in {currency}: "
                + ", ".join(f"{row['name']} {row['figure']}" for row in rows),
            }
            for place, (currency, rows) in enumerate(falls)
        ],
        "nothing_counted": "No value is counted yet.",
        "value_note": to_date_answer(content.figures).text
        + (" " + more(len(content.waterfalls) - len(falls), "currency", "currencies")).rstrip(),
        "scoreboard": scoreboard(content, room),
        "case": content.case
        and {
            "title": shortened(content.case.title, 90),
            "alt": f"Weekly values beside what was expected. {content.case.sentence}",
            "note": content.case.sentence,
        },
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


def scoreboard(content: Pages, room: Room) -> dict:
    """Give the first rows of the scoreboard, counted ones first."""
    rows = content.scoreboard[: room.scoreboard]
    return {
        "columns": [
            {"name": name, "wide": wide, "right": right} for _, name, wide, right, _ in COLUMNS
        ],
        "rows": [
            [shortened(str(row[name]), most) for name, _, _, _, most in COLUMNS] for row in rows
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
        note += (
            f" Shown are the {drawn} of {drawn + hidden} that are worth most, measured or claimed; "
            "the workbook holds all."
        )
    return note


def alt_of(rows: list[dict]) -> str:
    """Say the forest in words, for who cannot see it."""
    said = "; ".join(f"{row['name']} {row['figure']}" for row in rows)
    return f"Improvement against expected, with 99% range: {said or 'nothing measured yet'}."
