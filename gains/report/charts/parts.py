"""The parts that all charts share: frame, axes, labels that stay readable over rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gains.report.palette import Palette
from gains.wording.formats import SYMBOLS

FONT = "Inter, Arial, sans-serif"
#: Below this width in pixels a chart takes its layout for the phone, inside Vega.
NARROW = "width<520"


def on_width(narrow: object, wide: object) -> dict[str, Any]:
    """Give a Vega expression that takes `narrow` on a phone and `wide` elsewhere."""
    return {"expr": f"{NARROW}?{narrow}:{wide}"}


def text_of(value: object) -> object:
    """Turn dates into ISO texts, and NaN into null, which is all that JSON can carry."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return None if value != value else value


def chart(
    palette: Palette,
    rows: Sequence[Mapping[str, Any]],
    layers: Sequence[Mapping[str, Any]],
    height: int,
) -> dict[str, Any]:
    """Frame layers over one set of rows.

    The rows sit inside a nested layer, so that they travel as they are and a server does not turn
    them into another format on every view.
    """
    values = [{name: text_of(value) for name, value in row.items()} for row in rows]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "background": palette.background,
        "padding": {"left": 2, "right": 2, "top": 6, "bottom": 2},
        "autosize": {"type": "fit", "contains": "padding"},
        "layer": [{"data": {"values": values}, "layer": layers}],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFont": FONT,
                "labelFontSize": 12,
                "labelColor": palette.muted,
                "titleFont": FONT,
                "titleFontSize": 12,
                "titleFontWeight": 400,
                "titleColor": palette.muted,
                "gridColor": palette.rule,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
            "text": {"font": FONT, "fontSize": 12, "fill": palette.ink},
            "legend": {
                "labelFont": FONT,
                "labelFontSize": 12,
                "labelColor": palette.muted,
                "titleFont": FONT,
                "titleFontSize": 12,
                "titleFontWeight": 400,
                "titleColor": palette.muted,
            },
        },
    }


def label(
    palette: Palette,
    mark: dict[str, Any],
    encoding: dict[str, Any],
    transform: list[Any] | None = None,
) -> list[Any]:
    """Give a text twice: first as an outline in the background's color, then itself."""
    outline = {
        "type": "text",
        **mark,
        "stroke": palette.background,
        "strokeWidth": 5,
        "strokeJoin": "round",
    }
    colorless = {name: channel for name, channel in encoding.items() if name != "color"}
    layers: list[dict[str, Any]] = [
        {"mark": outline, "encoding": colorless},
        {"mark": {"type": "text", **mark}, "encoding": encoding},
    ]
    if transform:
        layers = [{"transform": transform, **layer} for layer in layers]
    return layers


def money_expression(currency: str, variable: str = "datum.value") -> str:
    """Give the Vega expression that prints an amount on an axis as `figures.money` does."""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    size = f"abs({variable})"
    return (
        f"({variable}<0?'−':'')+'{symbol}'+({size}>=1e6?format({size}/1e6,'.2~f')+'M':"
        f"{size}>=1e3?format({size}/1e3,'.1~f')+'k':format({size},'.2~f'))"
    )


def axis_expression(unit: str, currency: str) -> str:
    """Give the Vega expression that prints a tick of an axis in a KPI's unit."""
    if unit == "money":
        return money_expression(currency)
    if unit == "share":
        return "replace(format(datum.value*100,'.1~f'),'-','−')+'%'"
    return "replace(format(datum.value,',.2~f'),'-','−')"


def month_axis() -> dict[str, Any]:
    """Give the settings of a time axis in months: Jan 26."""
    return {
        "format": "%b %y",
        "grid": False,
        "title": None,
        "tickCount": on_width(4, 7),
        "labelOverlap": "greedy",
        "labelSeparation": 6,
        "labelFlush": True,
        "domain": True,
    }
