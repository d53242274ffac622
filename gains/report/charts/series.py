"""The weekly series of one KPI: what happened, beside what was expected without the automation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from gains.report.charts.parts import axis_expression, chart, label, month_axis, on_width
from gains.report.palette import Palette

HEIGHT = 330
#: Two labels at the right end need this many pixels between them.
LABEL_GAP = 34


def weekly(
    rows: Sequence[Mapping[str, Any]],
    palette: Palette,
    *,
    tone: str,
    unit: str,
    currency: str,
    go_live: date | None,
    ramp_ends: date | None,
    labels: tuple[str, str],
) -> dict[str, Any]:
    """Draw actual and expected weeks, the range of the expected and the go-live.

    Parameters
    ----------
    rows : list of dict
        period_start, actual, expected, expected_low, expected_high, is_after; by week.
    palette : Palette
        Colors.
    tone : str
        good, bad or neutral: the color of the weeks after go-live.
    unit, currency : str
        Of the KPI's values.
    go_live, ramp_ends : date or None
        The days between which nothing is counted.
    labels : tuple of str
        Text at the right end of the actual and of the expected line.

    Returns
    -------
    dict
        Vega-Lite specification, 330 px high.
    """
    color = palette.accent if tone == "neutral" else palette.tone(tone)
    figures = [
        row[name]
        for row in rows
        for name in ("actual", "expected", "expected_low", "expected_high")
        if row[name] is not None and row[name] == row[name]
    ]
    lowest, highest = (min(figures), max(figures)) if figures else (0.0, 1.0)
    margin = (highest - lowest) * 0.08 or abs(highest) * 0.1 or 1.0
    domain = [max(lowest - margin, 0.0) if lowest >= 0 else lowest - margin, highest + margin]
    y_scale = {"domain": domain, "zero": False, "nice": False}
    y_axis = {"title": None, "tickCount": 6, "labelExpr": axis_expression(unit, currency)}
    x = {
        "field": "period_start",
        "type": "temporal",
        "axis": month_axis(),
        "scale": {"range": [0, on_width("width-74", "width-104")]},
    }

    def y(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "scale": y_scale, "axis": y_axis}

    before = [{"filter": "!datum.is_after"}]
    after = [{"filter": "datum.is_after"}]
    band = {"x": x, "y": y("expected_low"), "y2": {"field": "expected_high"}}
    layers = [
        {
            "transform": before,
            "mark": {"type": "area", "color": palette.band, "opacity": 0.9},
            "encoding": band,
        },
        {
            "transform": after,
            "mark": {"type": "area", "color": palette.band, "opacity": 0.9},
            "encoding": band,
        },
        {
            "transform": after,
            "mark": {"type": "area", "color": color, "opacity": 0.14},
            "encoding": {"x": x, "y": y("actual"), "y2": {"field": "expected"}},
        },
        {
            "transform": before,
            "mark": {"type": "line", "color": palette.neutral, "strokeWidth": 1},
            "encoding": {"x": x, "y": y("expected")},
        },
        {
            "transform": after,
            "mark": {
                "type": "line",
                "color": palette.neutral,
                "strokeWidth": 1.6,
                "strokeDash": [4, 3],
            },
            "encoding": {"x": x, "y": y("expected")},
        },
        {
            "transform": before,
            "mark": {"type": "line", "color": palette.muted, "strokeWidth": 1.6},
            "encoding": {"x": x, "y": y("actual")},
        },
        {
            "transform": after,
            "mark": {"type": "line", "color": color, "strokeWidth": 2.4},
            "encoding": {"x": x, "y": y("actual")},
        },
        *end_labels(rows, palette, color, domain, x, y, labels),
    ]
    if go_live and rows:
        layers += milestone(palette, rows, go_live, ramp_ends, x)
    return chart(palette, rows, layers, HEIGHT)


def end_labels(
    rows: Sequence[Mapping[str, Any]],
    palette: Palette,
    color: str,
    domain: list[float],
    x: dict[str, Any],
    y: Callable[[str], dict[str, Any]],
    labels: tuple[str, str],
) -> list[dict[str, Any]]:
    """Label both lines at their last week, pushed apart where they would touch."""
    known = [row for row in rows if row["is_after"] and row["actual"] == row["actual"]]
    known = [row for row in known if row["actual"] is not None and row["expected"] is not None]
    if not known:
        return []
    last = known[-1]
    pixels = HEIGHT / (domain[1] - domain[0])
    distance = (last["actual"] - last["expected"]) * pixels
    push = max(0.0, (LABEL_GAP - abs(distance)) / 2)
    upward = -push if distance >= 0 else push
    layers = []
    for name, words, shift, paint in (
        ("actual", labels[0], upward, color),
        ("expected", labels[1], -upward, palette.muted),
    ):
        filter_last = [{"filter": f"toDate(datum.period_start)==toDate('{last['period_start']}')"}]
        for text, weight, dy in ((words, 600, shift - 7), (name, 400, shift + 8)):
            layers.append(
                {
                    "transform": filter_last,
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "dx": 8,
                        "dy": dy,
                        "fill": paint,
                        "fontWeight": weight,
                        "fontSize": on_width(11, 12),
                    },
                    "encoding": {"x": x, "y": y(name), "text": {"value": text}},
                }
            )
    return layers


def milestone(
    palette: Palette,
    rows: Sequence[Mapping[str, Any]],
    go_live: date,
    ramp_ends: date | None,
    x: dict[str, Any],
) -> list[dict[str, Any]]:
    """Mark the go-live day, and the ramp behind it, whose weeks count nowhere."""
    first, last = rows[0]["period_start"], rows[-1]["period_start"]
    is_late = (go_live - first).days > 0.4 * (last - first).days
    row = {
        "go_live": go_live.isoformat(),
        "ramp_ends": ramp_ends.isoformat() if ramp_ends else None,
        "text": f"Go-live {go_live.day} {go_live:%b %Y}",
    }
    at: dict[str, Any] = {**x, "field": "go_live"}
    layers = []
    if ramp_ends:
        layers.append(
            {
                "mark": {"type": "rect", "color": palette.neutral, "opacity": 0.12},
                "encoding": {"x": at, "x2": {"field": "ramp_ends"}},
            }
        )
    layers.append(
        {
            "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 1.2},
            "encoding": {"x": at},
        }
    )
    layers += label(
        palette,
        {"align": "right" if is_late else "left", "dx": -6 if is_late else 6, "fontWeight": 600},
        {"x": at, "y": {"value": 8}, "text": {"field": "text"}},
    )
    return [{"data": {"values": [row]}, "layer": layers}]
