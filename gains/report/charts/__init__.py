"""Charts as Vega-Lite specifications: pure functions of rows and a palette, no web framework.

Every function takes rows as `list[dict]`, ready to print, and returns a specification whose width
follows its container. Pages show it, snapshots render the same one to SVG and PNG.
"""

from gains.report.charts.bars import BUCKETS, ageing, step, steps, waterfall
from gains.report.charts.clock import clock
from gains.report.charts.forest import forest
from gains.report.charts.lines import cumulative, days_sales_outstanding
from gains.report.charts.parts import axis_expression
from gains.report.charts.series import weekly

__all__ = [
    "BUCKETS",
    "ageing",
    "axis_expression",
    "clock",
    "cumulative",
    "days_sales_outstanding",
    "forest",
    "step",
    "steps",
    "waterfall",
    "weekly",
]
