"""The dashboard's charts as files of a snapshot: SVG for the PDF, PNG for the deck."""

from dataclasses import replace
from functools import cache

import vl_convert

from dashboard import charts
from dashboard.palette import LIGHT, Palette
from gains.packs.pages import Case
from gains.packs.printable import FONTS, cleaned, in_fonts

VEGA_LITE = "6.4"
#: Paper is white.
PAPER: Palette = replace(LIGHT, background="#FFFFFF")


def forest(rows: list[dict]) -> dict:
    """Give the forest of these rows."""
    return charts.forest(cleaned(rows, in_fonts), PAPER)


def waterfall(rows: list[dict], currency: str) -> dict:
    """Give the waterfall of these rows."""
    return charts.waterfall(
        cleaned(rows, in_fonts),
        PAPER,
        axis_expression=charts.axis_expression("money", currency),
    )


def weekly(case: Case) -> dict:
    """Give the weeks of the case in point."""
    return charts.weekly(list(case.rows), PAPER, **case.settings)


def svg(specification: dict, width: int) -> str:
    """Draw a specification at a width in pixels; nothing is fetched from anywhere."""
    register_fonts()
    return vl_convert.vegalite_to_svg(
        sized(specification, width), vl_version=VEGA_LITE, allowed_base_urls=[]
    )


def png(specification: dict, width: int, scale: float = 2.5) -> bytes:
    """Draw a specification at a width in pixels, `scale` dots a pixel."""
    register_fonts()
    return vl_convert.vegalite_to_png(
        sized(specification, width), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]
    )


def sized(specification: dict, width: int) -> dict:
    """Give a specification a fixed width; outside of a page there is no container."""
    return {**specification, "width": width}


@cache
def register_fonts() -> None:
    """Make our own fonts known to the renderer, once."""
    vl_convert.register_font_directory(str(FONTS))
