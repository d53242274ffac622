"""Each initiative's improvement with its ranges and its target: right is always better."""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.report.charts.parts import NARROW, chart, label, on_width
from gains.report.palette import Palette

ROW_HEIGHT = 46


def forest(rows: Sequence[Mapping[str, Any]], palette: Palette) -> dict[str, Any]:
    """Draw one line an initiative: 95 % range thick, 99 % range thin, target as a diamond.

    Parameters
    ----------
    rows : list of dict
        name, subtitle, middle, low, high, inner_low, inner_high, target (turned, shares),
        figure (the text at the right), tone (good, bad, neutral); in drawing order.
    palette : Palette
        Colors.

    Returns
    -------
    dict
        Vega-Lite specification, about 46 px a row high.
    """
    rows = [{**row, "order": position} for position, row in enumerate(rows)]
    ends = [
        row[name]
        for row in rows
        for name in ("low", "high", "middle", "target")
        if row.get(name) is not None and row[name] == row[name]
    ]
    lowest, highest = min([*ends, -0.05]), max([*ends, 0.05])
    margin = (highest - lowest) * 0.04
    x_scale = {
        "domain": [lowest - margin, highest + margin],
        "range": [on_width(0, 216), on_width("width", "width-134")],
        "nice": False,
        "zero": False,
    }
    tone = {
        "field": "tone",
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": ["good", "neutral", "bad"],
            "range": [palette.good, palette.neutral, palette.bad],
        },
    }
    y = {"field": "order", "type": "ordinal", "axis": None, "scale": {"paddingOuter": 0.1}}
    drop = on_width(9, 0)
    axis = {
        "grid": True,
        "title": "Improvement against expected (right is better)",
        "labelExpr": "(datum.value>0?'+':datum.value<0?'−':'')"
        "+format(abs(datum.value)*100,'.0f')+'%'",
        "tickCount": on_width(4, 6),
        "labelOverlap": "greedy",
        "labelSeparation": 8,
    }

    def x(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "scale": x_scale, "axis": axis}

    no_field_needed = {"y": y, "color": tone}
    layers = [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 1.2},
            "encoding": {"x": {"datum": 0, "type": "quantitative", "scale": x_scale, "axis": axis}},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 2, "yOffset": drop},
            "encoding": {**no_field_needed, "x": x("low"), "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 8, "opacity": 0.4, "yOffset": drop},
            "encoding": {**no_field_needed, "x": x("inner_low"), "x2": {"field": "inner_high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "yOffset": drop},
            "encoding": {**no_field_needed, "x": x("middle")},
        },
        {
            "mark": {
                "type": "point",
                "shape": "diamond",
                "size": 70,
                "filled": True,
                "fill": palette.background,
                "stroke": palette.ink,
                "strokeWidth": 1.4,
                "opacity": 1,
                "yOffset": drop,
            },
            "encoding": {"y": y, "x": x("target")},
        },
        *label(
            palette,
            {
                "align": "left",
                "fontWeight": 600,
                "fontSize": 13,
                "dy": on_width(-11, -7),
                "limit": on_width("width-130", 210),
            },
            {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
        ),
        {
            "mark": {
                "type": "text",
                "align": "left",
                "dy": 9,
                "limit": 206,
                "fill": palette.muted,
                "opacity": {"expr": f"{NARROW}?0:1"},
                "fontSize": 12,
            },
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "subtitle"}},
        },
        *label(
            palette,
            {"align": "right", "fontWeight": 600, "dy": on_width(-11, 0)},
            {"y": y, "x": {"value": "width"}, "text": {"field": "figure"}, "color": tone},
        ),
    ]
    return chart(palette, rows, layers, ROW_HEIGHT * max(len(rows), 1) + 52)
