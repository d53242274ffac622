"""The snapshot as slides: titles, figures, tables and charts that can be edited."""

import io
from datetime import datetime

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from gains.frozen_reports import drawings, slides
from gains.frozen_reports.archives import same_bytes
from gains.frozen_reports.pages import Pages, most_important
from gains.frozen_reports.paragraphs import shown
from gains.frozen_reports.pdf import alt_of, forest_note, more
from gains.frozen_reports.printable import clean, shortened

MOST_IN_FOREST = 7
MOST_DECISIONS = 3
MOST_CHANGES = 6
MOST_NAMES = 4
MOST_STEPS = 6
ROWS_A_SLIDE = 12
MOST_SCOREBOARD_SLIDES = 2
#: Column of the scoreboard, width in inches, whether it holds figures, most characters.
COLUMNS = (
    ("Initiative", 2.5, False, 34),
    ("KPI", 1.9, False, 26),
    ("Before", 1.0, True, 14),
    ("After", 1.0, True, 14),
    ("Better by", 0.9, True, 10),
    ("Measured a year", 1.2, True, 12),
    ("Claimed a year", 1.2, True, 12),
    ("Evidence", 1.4, False, 24),
    ("Owner", 1.2, False, 18),
)


def deck(content: Pages, snapshot_id: str) -> bytes:
    """Write the slides.

    Parameters
    ----------
    content : Pages
        Of the snapshot.
    snapshot_id : str
        In the notes of every slide.

    Returns
    -------
    bytes
        PPTX; the same content gives the same bytes. The waterfall and the weeks are native
        charts, the scoreboard a native table; the forest is a picture with its words beside it.
    """
    show = Presentation()
    show.slide_width, show.slide_height = Inches(slides.WIDTH), Inches(slides.HEIGHT)
    built_at = datetime.fromisoformat(content.figures.build.built_at).replace(tzinfo=None)
    label = content.figures.label
    core = show.core_properties
    core.title, core.author = clean(label.title)[:255], clean(label.author)[:255]
    core.created = core.modified = built_at
    core.last_modified_by = clean(label.author)[:255]
    notes = notes_of(content, snapshot_id)
    answer_slide(slides.Slide(show, shortened(label.title, 90), notes), content)
    change_slide(slides.Slide(show, "What changed, and what no total holds", notes), content)
    for fall in content.waterfalls:
        slide = slides.Slide(show, f"From gross gain to net, to date, in {fall.currency}", notes)
        slide.waterfall(fall.rows(MOST_STEPS), fall.currency)
        slide.line(content.value_text, 6.55)
    scoreboard_slides(show, content, notes)
    if content.case:
        slide = slides.Slide(show, shortened(content.case.title, 80), notes)
        slide.weeks(content.case)
        slide.line(content.case.sentence, 6.45)
    slide = slides.Slide(show, "How to read this", notes)
    slide.bullets(content.how_to_read, 0.6, 1.3, 12.1, 5.4, size=13)
    target = io.BytesIO()
    show.save(target)
    return same_bytes(target.getvalue(), built_at)


def notes_of(content: Pages, snapshot_id: str) -> str:
    """Give the speaker's notes: where the figures come from, and how they are defined."""
    return "\n".join([content.stamp, f"Snapshot {snapshot_id}", *content.how_to_read])


def answer_slide(slide: slides.Slide, content: Pages) -> None:
    """Answer, tiles, forest and what needs a decision."""
    slide.line(content.answer.headline, 1.05, size=15, bold=True)
    slide.line(content.answer.detail, 1.42, size=12)
    slide.tiles(content.tiles[:4], 2.0)
    rows = most_important(content.forest, MOST_IN_FOREST)
    picture = drawings.png(drawings.forest(rows), 800)
    slide.picture(picture, alt_of(rows), 0.6, 3.05, 8.0, 3.75)
    slide.heading("What needs a decision", 8.9, 3.05, 3.9)
    lines = [
        (f"{shortened(name, 40)} ({badge.lower()})", shortened(text, 150))
        for name, badge, text in content.decisions[:MOST_DECISIONS]
    ]
    slide.pairs(lines, 8.9, 3.4, 3.9, 3.2)
    rest = more(len(content.decisions) - MOST_DECISIONS, "decision")
    slide.line(" ".join((forest_note(len(content.forest) - len(rows), len(rows)), rest)), 6.88,
               size=9)  # fmt: skip


def change_slide(slide: slides.Slide, content: Pages) -> None:
    """Write changes since the last snapshot, and what is in no total."""
    slide.heading("Since the last snapshot", 0.6, 1.2, 12.1)
    lines = [shortened(line, 160) for line in content.changes[:MOST_CHANGES]]
    rest = more(len(content.changes) - MOST_CHANGES, "change")
    slide.bullets([*lines, *([rest] if rest else [])], 0.6, 1.55, 12.1, 2.4, size=13)
    if content.left_out:
        slide.heading("In no total", 0.6, 4.1, 12.1)
        slide.bullets(
            [
                f"{why}: {shown(tuple(shortened(name, 70) for name in names), MOST_NAMES)}."
                for why, names in content.left_out
            ],
            0.6,
            4.45,
            12.1,
            2.3,
            size=13,
        )


def scoreboard_slides(show: Deck, content: Pages, notes: str) -> None:
    """Give the scoreboard as tables; what is too much for slides is in the workbook."""
    rows = content.scoreboard
    pages = [rows[start : start + ROWS_A_SLIDE] for start in range(0, len(rows), ROWS_A_SLIDE)]
    for number, page in enumerate(pages[:MOST_SCOREBOARD_SLIDES], start=1):
        last = min(len(pages), MOST_SCOREBOARD_SLIDES)
        ending = f" ({number} of {last})" if last > 1 else ""
        slide = slides.Slide(show, f"Scoreboard{ending}", notes)
        slide.table(
            [name for name, _, _, _ in COLUMNS],
            [[shortened(str(row[name]), most) for name, _, _, most in COLUMNS] for row in page],
            [width for _, width, _, _ in COLUMNS],
            [is_figure for _, _, is_figure, _ in COLUMNS],
        )
        if number == last:
            slide.line(more(len(rows) - ROWS_A_SLIDE * last, "initiative"), 6.7, size=11)
