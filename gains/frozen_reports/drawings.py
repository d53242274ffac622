"""The dashboard's charts as files of a snapshot: SVG for the PDF, PNG for the deck."""

import re
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import typst
import vl_convert

from gains.frozen_reports.pages import Case
from gains.frozen_reports.printable import FONTS, cleaned, in_fonts
from gains.report import charts
from gains.report.palette import LIGHT, Palette

VEGA_LITE = "6.4"
#: Hebrew, Arabic and emoji.
SHAPED = re.compile(
    "[\u0590-\u08ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufb1d-\ufdff\ufe70-\ufeff"
    "\U0001f000-\U0001faff]"
)
#: Paper is white.
PAPER: Palette = replace(LIGHT, background="#FFFFFF")


def forest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the forest of these rows."""
    return charts.forest(cleaned(rows, in_fonts), PAPER)


def waterfall(rows: list[dict[str, Any]], currency: str) -> dict[str, Any]:
    """Give the waterfall of these rows."""
    return charts.waterfall(
        cleaned(rows, in_fonts),
        PAPER,
        axis_expression=charts.axis_expression("money", currency),
    )


def weekly(case: Case) -> dict[str, Any]:
    """Give the weeks of the case in point."""
    return charts.weekly(list(case.rows), PAPER, **case.settings)


def svg(specification: dict[str, Any], width: int) -> str:
    """Draw a specification at a width in pixels; nothing is fetched from anywhere."""
    register_fonts()
    return vl_convert.vegalite_to_svg(
        sized(specification, width), vl_version=VEGA_LITE, allowed_base_urls=[]
    )


def png(specification: dict[str, Any], width: int) -> bytes:
    """Draw a specification at a width in pixels, 2.5 dots a pixel, with our own fonts only."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(svg(specification, width), encoding="utf-8")
        (root / "chart.typ").write_text(
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#image("chart.svg", width: {width}pt)'
        )
        return typst.compile(
            str(root / "chart.typ"), root=str(root), font_paths=fonts(), format="png", ppi=180
        )


def file(specification: dict[str, Any], width: int) -> tuple[str, bytes]:
    """Draw a specification for the PDF: ending and bytes.

    A picture where a name is in a script or in signs that Inter does not hold: shaped text inside
    of an SVG loses its characters, and a tagged PDF refuses such text.
    """
    drawn = svg(specification, width)
    if SHAPED.search(drawn):
        return "png", png(specification, width)
    return "svg", drawn.encode()


@cache
def fonts() -> typst.Fonts:
    """Give our own fonts, and no other: every machine draws the same."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def sized(specification: dict[str, Any], width: int) -> dict[str, Any]:
    """Give a specification a fixed width; outside of a page there is no container."""
    return {**specification, "width": width}


@cache
def register_fonts() -> None:
    """Make our own fonts known to the renderer, once."""
    vl_convert.register_font_directory(str(FONTS))
