"""The snapshot as a workbook: every figure with what it is made of, so that it can be recomputed.

Texts are written as texts, never as formulas; the only formulas are ours, and each carries the
frozen value as its result.
"""

import io
import math
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from gains.frozen_reports.pages import Pages
from gains.frozen_reports.printable import clean
from gains.frozen_reports.sheet_shapes import Formula, Sheet
from gains.frozen_reports.sheets_kpis import (
    before_and_after,
    changes,
    checks,
    definitions,
    effects,
    weeks,
)
from gains.frozen_reports.sheets_money import money, scoreboard, totals
from gains.report.palette import LIGHT
from gains.wording.formats import moment

#: Excel refuses longer texts.
LONGEST_TEXT = 32767
FONT = "Inter"
A4 = 9
HEADING_HEIGHTS = {"title": 27, "heading": 18}
#: Of the first sheet, in characters and points; Excel's highest row is 409 points.
NAME_WIDTH, TEXT_WIDTH, LINE_HEIGHT, HIGHEST_ROW = 34, 110, 14, 409
SHEETS = (
    scoreboard,
    totals,
    before_and_after,
    effects,
    money,
    weeks,
    checks,
    changes,
    definitions,
)


def workbook(content: Pages, snapshot_id: str) -> bytes:
    """Write the workbook.

    Parameters
    ----------
    content : Pages
        Of the snapshot.
    snapshot_id : str
        Printed on the first sheet.

    Returns
    -------
    bytes
        XLSX; the same content gives the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    label = content.figures.label
    built_at = datetime.fromisoformat(content.figures.build.built_at)
    book.set_properties(
        {
            "title": clean(label.title),
            "author": clean(label.author),
            "comments": content.stamp,
            "created": built_at.replace(tzinfo=None),
        }
    )
    formats = styles(book)
    first_sheet(book, formats, content, snapshot_id)
    for make in SHEETS:
        write_sheet(book, formats, make(content))
    book.close()
    return target.getvalue()


def styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    """Give the cell formats by name."""
    base = {"font_name": FONT, "font_size": 10, "valign": "top"}
    return {
        "title": book.add_format({**base, "font_size": 18, "bold": True}),
        "heading": book.add_format({**base, "bold": True, "font_size": 12}),
        "header": book.add_format(
            {**base, "bold": True, "bottom": 1, "text_wrap": True, "bg_color": LIGHT.band}
        ),
        "text": book.add_format(base),
        "wrapped": book.add_format({**base, "text_wrap": True}),
        "muted": book.add_format({**base, "font_color": LIGHT.muted, "text_wrap": True}),
        "number": book.add_format({**base, "num_format": "#,##0.00"}),
        "exact": book.add_format({**base, "num_format": "#,##0.000000"}),
        "count": book.add_format({**base, "num_format": "#,##0"}),
        "money": book.add_format({**base, "num_format": "#,##0.00;[Red]-#,##0.00"}),
        "share": book.add_format({**base, "num_format": "0.0%"}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd"}),
    }


def first_sheet(book: Any, formats: dict[str, Any], content: Pages, snapshot_id: str) -> None:
    """Write the answer, the tiles, what changed, what is left out and how to read it."""
    sheet = book.add_worksheet("Answer")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    label, build = content.figures.label, content.figures.build
    lines = [
        (label.title, "", "title"),
        (content.answer.headline, "", "heading"),
        ("", content.answer.detail, "wrapped"),
        ("", "", "text"),
        *((tile.label, f"{tile.value}   {tile.note}".strip(), "wrapped") for tile in content.tiles),
        ("", "", "text"),
        ("What changed since the last snapshot", "", "heading"),
        *(("", change, "wrapped") for change in content.changes),
        ("", "", "text"),
        ("In no total", "", "heading"),
        *((why, ", ".join(names), "wrapped") for why, names in content.left_out),
        ("", "", "text"),
        ("What needs a decision", "", "heading"),
        *((f"{name} ({badge})", text, "wrapped") for name, badge, text in content.decisions),
        ("", "", "text"),
        ("How to read this", "", "heading"),
        *(("", rule, "wrapped") for rule in content.how_to_read),
        ("", "", "text"),
        ("Snapshot", snapshot_id, "muted"),
        ("Scope", f"{label.scope_name} ({label.scope})", "muted"),
        ("Period", label.period, "muted"),
        ("Author", label.author, "muted"),
        ("Replaces", label.replaces or "none", "muted"),
        ("Build", build.version, "muted"),
        ("Run", build.invocation_id, "muted"),
        ("Published", moment(build.built_at), "muted"),
        ("Commit", build.commit or "unknown", "muted"),
        ("Where from", content.stamp, "muted"),
    ]
    for row, (name, text, style) in enumerate(lines):
        if name:
            sheet.write_string(
                row, 0, clean(name), formats["wrapped" if style == "muted" else style]
            )
        if style in HEADING_HEIGHTS:
            sheet.set_row(row, HEADING_HEIGHTS[style])
        elif style in ("wrapped", "muted"):
            lines_needed = max(
                math.ceil(len(name) / NAME_WIDTH), math.ceil(len(text) / TEXT_WIDTH), 1
            )
            sheet.set_row(row, min(LINE_HEIGHT * lines_needed, HIGHEST_ROW))
        if text:
            sheet.write_string(row, 1, clean(text)[:LONGEST_TEXT], formats[style])


def write_sheet(book: Any, formats: dict[str, Any], made: Sheet) -> None:
    """Write a table with a frozen header, a filter, and the formulas of its columns."""
    sheet = book.add_worksheet(made.name)
    sheet.write_string(0, 0, made.note, formats["text"])
    columns = made.columns
    letters = {column.name: xl_col_to_name(place) for place, column in enumerate(columns)}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(1, place, column.label, formats["header"])
    for row, values in enumerate(made.rows, start=2):
        for place, column in enumerate(columns):
            value = values.get(column.name)
            if column.formula and value is not None and needed(column.formula, values):
                formula = column.formula.format(
                    **{name: f"{letter}{row + 1}" for name, letter in letters.items()}
                )
                sheet.write_formula(row, place, f"={formula}", formats[column.kind], value)
            else:
                write_cell(sheet, row, place, value, formats, column.kind)
    last = max(len(made.rows) + 1, 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, last, len(columns) - 1)
    if made.chart and made.rows:
        add_chart(book, sheet, made, last)


def needed(formula: str, values: dict[str, Any]) -> bool:
    """Whether every figure that a formula names is there, and the divisor is not 0."""
    names = [part.split("}")[0] for part in formula.split("{")[1:]]
    parts = [values.get(name) for name in names]
    return all(part is not None for part in parts) and ("/" not in formula or bool(parts[-1]))


def write_cell(
    sheet: Any, row: int, place: int, value: object, formats: dict[str, Any], kind: str
) -> None:
    """Write one value by its type; a text is a text whatever it looks like."""
    if isinstance(value, Formula):
        sheet.write_formula(row, place, f"={value.text}", formats[kind], value.result)
    elif value is None:
        sheet.write_blank(row, place, None, formats[kind])
    elif isinstance(value, bool):
        sheet.write_string(row, place, "yes" if value else "no", formats["text"])
    elif isinstance(value, date):
        sheet.write_datetime(
            row, place, datetime(value.year, value.month, value.day), formats["date"]
        )
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, formats[kind])
    else:
        text = clean(str(value))[:LONGEST_TEXT]
        sheet.write_string(row, place, text, formats["wrapped" if kind == "wrapped" else "text"])


def add_chart(book: Any, sheet: Any, made: Sheet, last: int) -> None:
    """Put a bar chart of two columns under the table."""
    places = {column.name: place for place, column in enumerate(made.columns)}
    chart = book.add_chart({"type": "bar"})
    first, *figures = made.chart
    for name, color in zip(figures, (LIGHT.good, LIGHT.neutral), strict=False):
        chart.add_series(
            {
                "name": [made.name, 1, places[name]],
                "categories": [made.name, 2, places[first], last, places[first]],
                "values": [made.name, 2, places[name], last, places[name]],
                "fill": {"color": color},
                "gap": 60,
            }
        )
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": 900, "height": max(260, 40 * len(made.rows) + 80)})
    sheet.insert_chart(
        xl_rowcol_to_cell(last + 2, 0),
        chart,
        {"description": made.note, "object_position": 3},
    )
