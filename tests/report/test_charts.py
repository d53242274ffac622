"""Charts draw whatever the rows are, and print names as text."""

from gains.report import charts
from gains.report.charts.parts import money_expression
from gains.report.palette import DARK, LIGHT
from gains.report.rendering import draw


def test_charts_draw_with_nothing_in_them():
    """A first build has gaps everywhere; a chart must not fail on them."""
    empty = [
        charts.forest([], LIGHT),
        charts.clock([], DARK),
        charts.steps([], LIGHT),
        charts.ageing([], LIGHT),
        charts.weekly(
            [], LIGHT, tone="good", unit="hours", currency="", go_live=None, ramp_ends=None,
            labels=("", ""),
        ),
    ]  # fmt: skip
    assert all(b"<svg" in draw(spec, "svg") for spec in empty)


def test_a_name_in_a_chart_is_text_and_no_markup():
    row = {"name": "<script>alert(1)</script>", "days": 10, "figure": "day 10", "tone": "bad"}
    assert b"<script>" not in draw(charts.clock([row], LIGHT), "svg")


def test_an_axis_prints_negative_money_as_the_tiles_do():
    assert "'−'" in money_expression("USD")
    assert "'$'" in money_expression("USD")
