"""The parts of a slide, in inches; all native but the picture."""

import io
from collections.abc import Sequence
from typing import Any, cast

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Inches, Pt

from gains.frozen_reports.drawings import PAPER
from gains.frozen_reports.pages import Case
from gains.frozen_reports.printable import clean, shortened
from gains.report.pieces import Tile
from gains.wording.formats import SYMBOLS

WIDTH, HEIGHT = 13.333, 7.5
FONT = "Arial"
#: Layout with a title placeholder only, in the default template.
TITLE_ONLY = 5
KIND_COLORS = {
    "gain": PAPER.good,
    "capacity": PAPER.accent,
    "loss": PAPER.bad,
    "cost": PAPER.neutral,
    "total": PAPER.ink,
}


def color(code: str) -> RGBColor:
    """Turn #0B7A6B into the library's color."""
    return cast(RGBColor, RGBColor.from_string(code.lstrip("#")))


#: A longer title is set in smaller letters.
LONGEST_LARGE_TITLE = 60


class Slide:
    """One slide with a title and notes.

    Parameters
    ----------
    show : Presentation
        That it is added to.
    title, notes : str
        Texts.
    """

    def __init__(self, show: Presentation, title: str, notes: str) -> None:
        self._slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
        holder = self._slide.shapes.title
        holder.left, holder.top = Inches(0.6), Inches(0.35)
        holder.width, holder.height = Inches(WIDTH - 1.2), Inches(0.65)
        frame = holder.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        size = 26 if len(title) <= LONGEST_LARGE_TITLE else 18
        write(frame.paragraphs[0], title, size=size, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._slide.notes_slide.notes_text_frame.text = clean_lines(notes)

    def _frame(self, left: float, top: float, width: float, height: float) -> Any:
        box = self._slide.shapes.add_textbox(
            Inches(left), Inches(top), Inches(width), Inches(height)
        )
        frame = box.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def line(self, text: str, top: float, size: int = 11, bold: bool = False) -> None:
        """Write one paragraph over the whole width."""
        if text:
            frame = self._frame(0.6, top, WIDTH - 1.2, 0.4)
            shade = PAPER.ink if bold else PAPER.muted
            write(frame.paragraphs[0], text, size=size, bold=bold, shade=shade)

    def heading(self, text: str, left: float, top: float, width: float) -> None:
        """Write a heading."""
        write(self._frame(left, top, width, 0.3).paragraphs[0], text, size=14, bold=True)

    def bullets(
        self, lines: Sequence[str], left: float, top: float, width: float, height: float, size: int
    ) -> None:
        """Write paragraphs, one per line."""
        frame = self._frame(left, top, width, height)
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            write(paragraph, f"• {clean(line)}", size=size)
            paragraph.space_after = Pt(5)

    def pairs(
        self,
        pairs: Sequence[tuple[str, str]],
        left: float,
        top: float,
        width: float,
        height: float,
    ) -> None:
        """Write names in bold, each with a text under it."""
        frame = self._frame(left, top, width, height)
        for place, (name, text) in enumerate(pairs):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            write(paragraph, name, size=12, bold=True)
            paragraph = frame.add_paragraph()
            write(paragraph, text, size=11, shade=PAPER.muted)
            paragraph.space_after = Pt(6)

    def tiles(self, tiles: Sequence[Tile], top: float) -> None:
        """Write figures in a row, each with its label and what qualifies it."""
        gap = 0.15
        width = (WIDTH - 1.2 - gap * (len(tiles) - 1)) / max(len(tiles), 1)
        for place, tile in enumerate(tiles):
            frame = self._frame(0.6 + place * (width + gap), top, width, 0.95)
            write(frame.paragraphs[0], tile.label, size=11, shade=PAPER.muted)
            write(frame.add_paragraph(), tile.value, size=22, bold=True)
            write(frame.add_paragraph(), tile.note, size=11, shade=PAPER.muted)

    def picture(
        self, data: bytes, alt: str, left: float, top: float, width: float, height: float
    ) -> None:
        """Put a picture, as large as it fits, with its words for who cannot see it."""
        shape = self._slide.shapes.add_picture(io.BytesIO(data), Inches(left), Inches(top))
        scale = min(Inches(width) / shape.width, Inches(height) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        describe(shape, alt)

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        is_figure: Sequence[bool],
    ) -> None:
        """Write a native table."""
        shape = self._slide.shapes.add_table(
            len(rows) + 1, len(header), Inches(0.5), Inches(1.2),
            Inches(WIDTH - 1.0), Inches(0.38 * (len(rows) + 1)),
        )  # fmt: skip
        describe(shape, "Scoreboard: one row an initiative")
        table = shape.table
        table.horz_banding = False
        for place, width in enumerate(widths):
            table.columns[place].width = Inches(width)
        for line, cells in enumerate([header, *rows]):
            for place, text in enumerate(cells):
                cell = table.cell(line, place)
                cell.margin_top = cell.margin_bottom = Inches(0.04)
                cell.margin_left = cell.margin_right = Inches(0.06)
                cell.fill.solid()
                cell.fill.fore_color.rgb = color(PAPER.band if line == 0 else PAPER.background)
                paragraph = cell.text_frame.paragraphs[0]
                write(paragraph, text, size=10, bold=line == 0)
                paragraph.alignment = PP_ALIGN.RIGHT if is_figure[place] else PP_ALIGN.LEFT

    def waterfall(self, rows: Sequence[dict[str, Any]], currency: str) -> None:
        """Draw the steps as a native chart: columns that float on an invisible base.

        A step that crosses zero is drawn in two parts, above and below.
        """
        data = CategoryChartData()
        data.categories = [f"{shortened(clean(row['name']), 28)}\n{row['figure']}" for row in rows]
        lows = [min(row["start"], row["end"]) for row in rows]
        highs = [max(row["start"], row["end"]) for row in rows]
        ends = list(zip(lows, highs, strict=True))
        data.add_series("Base", [max(low, 0.0) + min(high, 0.0) for low, high in ends])
        data.add_series("Above zero", [max(high, 0.0) - max(low, 0.0) for low, high in ends])
        data.add_series("Below zero", [min(low, 0.0) - min(high, 0.0) for low, high in ends])
        shape = self._slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_STACKED, Inches(0.5), Inches(1.2), Inches(12.3), Inches(5.2), data
        )
        said = ", ".join(f"{row['name']} {row['figure']}" for row in rows)
        describe(shape, f"From gain to net: {said}")
        chart = shape.chart
        style(chart)
        symbol = SYMBOLS.get(currency, currency)
        chart.value_axis.tick_labels.number_format = f'"{symbol}"#,##0'
        chart.value_axis.tick_labels.number_format_is_linked = False
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 40, 100
        plot.series[0].format.fill.background()
        for series in list(plot.series)[1:]:
            for place, row in enumerate(rows):
                fill = series.points[place].format.fill
                fill.solid()
                fill.fore_color.rgb = color(KIND_COLORS.get(row["kind"], PAPER.neutral))

    def weeks(self, case: Case) -> None:
        """Draw the weeks as a native line chart."""
        data = CategoryChartData(number_format="General")
        data.categories = [row["period_start"] for row in case.rows]
        lines = (
            ("Before", PAPER.muted, 1.75, False,
             [None if row["is_after"] else row["actual"] for row in case.rows]),
            ("After go-live", PAPER.tone(case.settings["tone"]), 2.5, False,
             [row["actual"] if row["is_after"] else None for row in case.rows]),
            ("Expected", PAPER.neutral, 1.5, True, [row["expected"] for row in case.rows]),
            ("Expected, low", PAPER.rule, 1.0, False, [row["expected_low"] for row in case.rows]),
            ("Expected, high", PAPER.rule, 1.0, False, [row["expected_high"] for row in case.rows]),
        )  # fmt: skip
        for name, _, _, _, values in lines:
            data.add_series(name, values)
        shape = self._slide.shapes.add_chart(
            XL_CHART_TYPE.LINE, Inches(0.5), Inches(1.2), Inches(12.3), Inches(5.1), data
        )
        describe(shape, f"Weekly values beside what was expected. {case.sentence}")
        chart = shape.chart
        style(chart)
        chart.has_legend = True
        chart.legend.include_in_layout = False
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.font.size = Pt(11)
        chart.category_axis.tick_labels.number_format = "mmm yy"
        chart.category_axis.tick_labels.number_format_is_linked = False
        chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
        months_apart(chart.category_axis, 2)
        low, high = case.limits
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high
        is_share = case.settings["unit"] == "share"
        chart.value_axis.tick_labels.number_format = "0%" if is_share else "#,##0.##"
        chart.value_axis.tick_labels.number_format_is_linked = False
        for series, (_, shade, width, is_dashed, _) in zip(
            chart.plots[0].series, lines, strict=True
        ):
            series.smooth = False
            series.format.line.color.rgb = color(shade)
            series.format.line.width = Pt(width)
            if is_dashed:
                series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH


def months_apart(axis: Any, months: int) -> None:
    """Label a date axis every so many months."""
    for name, value in (("majorUnit", str(months)), ("majorTimeUnit", "months")):
        for old in axis._element.findall(qn(f"c:{name}")):
            axis._element.remove(old)
        element = axis._element.makeelement(qn(f"c:{name}"), {"val": value})
        axis._element.append(element)


def style(chart: Any) -> None:
    """Give a chart the house's font, quiet lines and no legend."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.name, chart.font.size = FONT, Pt(11)
    chart.font.color.rgb = color(PAPER.muted)
    chart.value_axis.major_gridlines.format.line.color.rgb = color(PAPER.rule)
    chart.value_axis.format.line.fill.background()
    chart.category_axis.format.line.color.rgb = color(PAPER.muted)


def write(
    paragraph: Any, text: str, *, size: int, bold: bool = False, shade: str = PAPER.ink
) -> None:
    """Write one run of text."""
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = color(shade)


def describe(shape: Any, words: str) -> None:
    """Give a shape its words for who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def clean_lines(text: str) -> str:
    """Clean a text of several lines."""
    return "\n".join(clean(line) for line in text.split("\n"))
