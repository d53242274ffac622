"""Bars: from gross to net, ageing by month, and where the time goes."""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.report.charts.parts import chart, label, on_width
from gains.report.palette import Palette

ROW_HEIGHT = 40
BUCKETS = ("current", "1-30", "31-60", "61-90", "91+")
BUCKET_NAMES = {"current": "Not due", "91+": "Over 90"}


def step(name: str, start: float, end: float, figure: str, kind: str) -> dict[str, Any]:
    """Return one step of a waterfall, without a range."""
    ends = {"low": None, "high": None}
    return {"name": name, "start": start, "end": end, "figure": figure, "kind": kind, **ends}


def waterfall(
    rows: Sequence[Mapping[str, Any]], palette: Palette, *, axis_expression: str
) -> dict[str, Any]:
    """Draw horizontal steps that add up to the last bar, whose range is a whisker.

    Parameters
    ----------
    rows : list of dict
        name, start, end, figure (text), kind (gain, capacity, loss, cost, total), low, high (of the
        total's range, else None); in drawing order.
    palette : Palette
        Colors.
    axis_expression : str
        Vega expression that prints a tick.
    """
    rows = [{**row, "order": position} for position, row in enumerate(rows)]
    y = {"field": "order", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.45}}
    scale = {"range": [on_width(0, 200), on_width("width", "width-86")], "nice": False}
    axis = {
        "grid": True,
        "title": None,
        "labelExpr": axis_expression,
        "tickCount": on_width(3, 5),
        "labelOverlap": True,
    }

    def x(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}

    color = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": ["gain", "capacity", "loss", "cost", "total"],
            "range": [palette.good, palette.accent, palette.bad, palette.neutral, palette.ink],
        },
    }
    drop = on_width(8, 0)
    layers = [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 1},
            "encoding": {"x": {"datum": 0, "type": "quantitative", "scale": scale, "axis": axis}},
        },
        {
            "mark": {"type": "bar", "cornerRadius": 2, "height": on_width(12, 16), "yOffset": drop},
            "encoding": {"y": y, "x": x("start"), "x2": {"field": "end"}, "color": color},
        },
        {
            "transform": [{"filter": "datum.low!=null"}],
            "mark": {
                "type": "rule",
                "color": palette.muted,
                "strokeWidth": 2,
                "yOffset": on_width(18, 13),
            },
            "encoding": {"y": y, "x": x("low"), "x2": {"field": "high"}},
        },
        *label(
            palette,
            {
                "align": "left",
                "fontSize": 13,
                "dy": on_width(-9, 0),
                "limit": on_width("width-90", 192),
            },
            {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
        ),
        *label(
            palette,
            {"align": "right", "fontWeight": 600, "fontSize": 13, "dy": on_width(-9, 0)},
            {"y": y, "x": {"value": "width"}, "text": {"field": "figure"}},
        ),
    ]
    return chart(palette, rows, layers, ROW_HEIGHT * max(len(rows), 1) + 44)


def ageing(rows: Sequence[Mapping[str, Any]], palette: Palette) -> dict[str, Any]:
    """Draw each month end's balance by days overdue, as shares of 100 %.

    Parameters
    ----------
    rows : list of dict
        month_end, bucket (current, 1-30, 31-60, 61-90, 91+), share (0 to 1), figure (text).
    palette : Palette
        Colors.
    """
    names = [BUCKET_NAMES.get(bucket, bucket.replace("-", "–")) for bucket in BUCKETS]
    named = dict(zip(BUCKETS, names, strict=True))
    rows = [
        {**row, "bucket": named[row["bucket"]], "position": BUCKETS.index(row["bucket"])}
        for row in rows
        if row["bucket"] in BUCKETS
    ]
    bar = {
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "month_end",
                "type": "ordinal",
                "timeUnit": "yearmonth",
                "axis": {
                    "title": None,
                    "format": "%b %y",
                    "labelAngle": 0,
                    "labelOverlap": "greedy",
                    "grid": False,
                },
                "scale": {"paddingInner": 0.1},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": None, "format": "%", "tickCount": 5},
            },
            "color": {
                "field": "bucket",
                "type": "nominal",
                "sort": names,
                "scale": {"domain": names, "range": list(palette.buckets)},
                "legend": {"title": "Days overdue", "orient": "top", "columns": 5},
            },
            "order": {"field": "position"},
            "tooltip": [
                {"field": "bucket", "title": "Days overdue"},
                {"field": "figure", "title": "Balance"},
                {"field": "share", "title": "Share", "format": ".1%"},
            ],
        },
    }
    return chart(palette, rows, [bar], 270)


def steps(rows: Sequence[Mapping[str, Any]], palette: Palette) -> dict[str, Any]:
    """Draw each activity's share of the cycle time, waiting and working together.

    Parameters
    ----------
    rows : list of dict
        name, share (0 to 1), figure (text at the right), brief (the same for a phone); the
        largest first.
    palette : Palette
        Colors.
    """
    rows = [{**row, "order": position} for position, row in enumerate(rows)]
    y = {"field": "order", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.4}}
    x = {
        "field": "share",
        "type": "quantitative",
        "scale": {"range": [on_width(0, 210), on_width("width", "width-190")], "zero": True},
        "axis": {
            "title": "Share of the time from opening to closing",
            "format": "%",
            "tickCount": on_width(3, 5),
        },
    }
    layers = [
        {
            "mark": {
                "type": "bar",
                "cornerRadius": 2,
                "color": palette.accent,
                "height": on_width(12, 18),
                "yOffset": on_width(8, 0),
            },
            "encoding": {"y": y, "x": x},
        },
        *label(
            palette,
            {
                "align": "left",
                "fontSize": 13,
                "dy": on_width(-9, 0),
                "limit": on_width("width-60", 202),
            },
            {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
        ),
        *(
            {
                "mark": {
                    "type": "text",
                    "align": "right",
                    "dy": on_width(-9, 0),
                    "fill": palette.muted,
                    "opacity": opacity,
                },
                "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": field}},
            }
            for field, opacity in (("brief", on_width(1, 0)), ("figure", on_width(0, 1)))
        ),
    ]
    return chart(palette, rows, layers, ROW_HEIGHT * max(len(rows), 1) + 52)
