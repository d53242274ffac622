"""Days since kick-off, against the days in which a first verdict is due."""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.report.charts.parts import chart, label, on_width
from gains.report.palette import Palette

#: Half a year and a year, on the axis.
YEARS = (180, 365)
#: Of the line at each deadline: the first is a warning.
DASHES = ([3, 3], [1, 0])


def clock(
    rows: Sequence[Mapping[str, Any]], palette: Palette, *, deadlines: tuple[int, ...] = ()
) -> dict[str, Any]:
    """Draw a bar per initiative up to the last day of data or its first verdict, and the deadlines.

    Parameters
    ----------
    rows : list of dict
        name, days, figure (text), tone (good, neutral, warning, bad); in drawing order.
    palette : Palette
        Colors.
    deadlines : tuple of int
        Days at which the clock turns, the last one being late.
    """
    rows = [{**row, "order": position} for position, row in enumerate(rows)]
    longest = max([row["days"] or 0 for row in rows] + [100])
    y = {"field": "order", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.5}}
    scale = {
        "domain": [0, longest],
        "range": [on_width(0, 216), on_width("width", "width-150")],
    }
    axis = {"title": "Days since kick-off", "values": [0, *deadlines, *YEARS], "grid": False}
    x = {"field": "days", "type": "quantitative", "scale": scale, "axis": axis}
    tone = {
        "field": "tone",
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": ["good", "neutral", "warning", "bad"],
            "range": [palette.good, palette.neutral, palette.bad, palette.bad],
        },
    }
    marks = [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": palette.ink, "strokeDash": dash, "strokeWidth": 1},
            "encoding": {"x": {"datum": day, "type": "quantitative", "scale": scale, "axis": axis}},
        }
        for day, dash in zip(deadlines, DASHES, strict=False)
    ]
    layers = [
        {
            "mark": {
                "type": "bar",
                "cornerRadius": 2,
                "height": 10,
                "yOffset": on_width(8, 0),
                "opacity": 0.75,
            },
            "encoding": {"y": y, "x": x, "color": tone},
        },
        *marks,
        *label(
            palette,
            {
                "align": "left",
                "fontSize": 13,
                "dy": on_width(-8, 0),
                "limit": on_width("width-150", 208),
            },
            {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
        ),
        *label(
            palette,
            {"align": "right", "dy": on_width(-8, 0)},
            {"y": y, "x": {"value": "width"}, "text": {"field": "figure"}, "color": tone},
        ),
    ]
    return chart(palette, rows, layers, 36 * max(len(rows), 1) + 48)
