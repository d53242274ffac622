"""Charts as Vega-Lite specifications: pure functions of rows and a palette, no web framework.

Every function takes rows as `list[dict]`, ready to print, and returns a specification whose width
follows its container. Pages show it, packs render the same one to SVG and PNG.
"""

from dashboard.charts.bars import BUCKETS, ageing, steps, waterfall
from dashboard.charts.clock import clock
from dashboard.charts.forest import forest
from dashboard.charts.lines import cumulative, days_sales_outstanding
from dashboard.charts.parts import axis_expression
from dashboard.charts.series import weekly

__all__ = [
    "BUCKETS",
    "ageing",
    "axis_expression",
    "clock",
    "cumulative",
    "days_sales_outstanding",
    "forest",
    "steps",
    "waterfall",
    "weekly",
]
