"""Excel workbooks, cell by cell as texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

from gains.landing.problems import LandingError, listed


def read_rows(path: Path, shown: str, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of one sheet that are not empty.

    Parameters
    ----------
    path : Path
        The workbook.
    shown : str
        Its path as a person sees it.
    sheet : str or None
        What the map states; None: the only sheet, or the first one with cells.

    Yields
    ------
    tuple of (int, list of str)
        Row number as Excel shows it, and the cells as texts; dates and times as ISO 8601.

    Raises
    ------
    LandingError
        When the file is no workbook or has no such sheet.
    """
    if path.stat().st_size == 0:
        raise LandingError([f"{shown} is empty (0 bytes): export it again."])
    try:
        workbook = python_calamine.load_workbook(str(path))
        names = workbook.sheet_names
        if sheet is not None and sheet not in names:
            raise LandingError(
                [f"{shown} has no sheet '{sheet}'; it has {listed(names)}: correct 'sheet'."]
            )
        rows: list[list] = []
        for name in [sheet] if sheet is not None else names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in rows for cell in row):
                break
    except python_calamine.CalamineError as error:
        raise LandingError(
            [
                f"{shown} cannot be opened as an Excel workbook ({error}): open it in Excel and "
                "save it again as .xlsx, without a password."
            ]
        ) from None
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell).strip()
