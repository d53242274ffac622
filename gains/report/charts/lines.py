"""Money to date, and days sales outstanding by its three methods."""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.report.charts.parts import chart, label, money_expression, month_axis, on_width
from gains.report.palette import Palette

HEIGHT = 260


def cumulative(
    rows: Sequence[Mapping[str, Any]], palette: Palette, *, currency: str
) -> dict[str, Any]:
    """Draw net value to date with its range, and the month that paid it back.

    Parameters
    ----------
    rows : list of dict
        month_start, net, low, high (to date, money), payback (text in one row, else None).
    palette : Palette
        Colors.
    currency : str
        ISO code.
    """
    x = {"field": "month_start", "type": "temporal", "axis": month_axis()}
    axis = {"title": None, "tickCount": 5, "labelExpr": money_expression(currency)}

    def y(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "axis": axis}

    payback = [{"filter": "datum.payback!=null"}]
    layers = [
        {
            "mark": {"type": "area", "color": palette.good, "opacity": 0.14},
            "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}},
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 1},
            "encoding": {"y": {"datum": 0, "type": "quantitative", "axis": axis}},
        },
        {
            "mark": {"type": "line", "color": palette.good, "strokeWidth": 2.4},
            "encoding": {"x": x, "y": y("net")},
        },
        {
            "transform": payback,
            "mark": {"type": "point", "filled": True, "size": 90, "color": palette.ink},
            "encoding": {"x": x, "y": y("net")},
        },
        *label(
            palette,
            {"align": "right", "dx": -8, "dy": -12, "fontWeight": 600},
            {"x": x, "y": y("net"), "text": {"field": "payback"}},
            payback,
        ),
    ]
    return chart(palette, rows, layers, HEIGHT)


def days_sales_outstanding(rows: Sequence[Mapping[str, Any]], palette: Palette) -> dict[str, Any]:
    """Draw the three methods side by side, countback in front.

    Parameters
    ----------
    rows : list of dict
        month_end, method (Countback, Month, 3 months, Best possible), days.
    palette : Palette
        Colors.
    """
    methods = ["Countback", "Month", "3 months", "Best possible"]
    colors = [palette.good, palette.accent, palette.neutral, palette.muted]
    x = {
        "field": "month_end",
        "type": "temporal",
        "axis": month_axis(),
        "scale": {"range": [0, on_width("width-6", "width-90")]},
    }
    y = {
        "field": "days",
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": {"title": None, "tickCount": 5},
    }
    color = {
        "field": "method",
        "type": "nominal",
        "scale": {"domain": methods, "range": colors},
        "legend": {"title": None, "orient": "top", "symbolType": "stroke", "columns": 4},
    }
    dash = {
        "field": "method",
        "type": "nominal",
        "scale": {"domain": methods, "range": [[1, 0], [6, 3], [2, 2], [1, 3]]},
        "legend": None,
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {"x": x, "y": y, "color": color, "strokeDash": dash},
    }
    return chart(palette, rows, [line], HEIGHT)
