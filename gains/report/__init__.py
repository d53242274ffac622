"""What pages and snapshots share: content made from published rows, tables, charts, colors."""

from pathlib import Path

#: Fonts and marks; the dashboard serves this folder to anybody, so nothing else may lie in it.
STATIC = Path(__file__).parent / "static"
