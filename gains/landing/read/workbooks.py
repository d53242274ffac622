"""Excel workbooks, cell by cell as texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

from gains.landing.problems import Finding, LandingError, listed
from gains.landing.read.headers import Header, fold
from gains.landing.read.packed_workbooks import formulas_without_value, refuse_what_is_too_large

#: Rows of the second sheet are numbered from here on, of the third from twice as far.
ROWS_PER_SHEET = 10_000_000

#: What a cell with a formula and no value is read as; it can be no value of any column.
UNCALCULATED = "(a formula without a stored value)"


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet that are not empty.

    Parameters
    ----------
    name : str
        As the workbook has it.
    is_hidden : bool
        Whether a person does not see it.
    rows : list of (int, list of str)
        Row number as Excel shows it, and the cells as texts; dates and times as ISO 8601.
    """

    name: str
    is_hidden: bool
    rows: list[tuple[int, list[str]]]


@dataclass(frozen=True)
class WorkbookRead:
    """What was read of a workbook.

    Parameters
    ----------
    header : Header
        Of the first sheet; others have the same.
    records : list of (int, None, list of str)
        Row number, no problem, and the cells.
    notes : list of str
        What was found out about the file.
    findings : list of Finding
        What a person should know.
    """

    header: Header
    records: list[tuple[int, None, list[str]]]
    notes: list[str]
    findings: list[Finding]


def read_sheets(path: Path, shown: str, sheet: str | None) -> list[Sheet]:
    """Read the sheets of a workbook.

    Parameters
    ----------
    path : Path
        The workbook.
    shown : str
        Its path as a person sees it.
    sheet : str or None
        What the map states; None: all sheets with cells.

    Returns
    -------
    list of Sheet
        In the order of the workbook.

    Raises
    ------
    LandingError
        When the file is no workbook, is too large, or has no such sheet.
    """
    if path.stat().st_size == 0:
        raise LandingError([f"{shown} is empty (0 bytes): export it again."])
    refuse_what_is_too_large(path, shown)
    try:
        workbook = python_calamine.load_workbook(str(path))
        names = workbook.sheet_names
        if sheet is not None and sheet not in names:
            raise LandingError(
                [f"{shown} has no sheet '{sheet}'; it has {listed(names)}: correct 'sheet'."]
            )
        hidden = {
            one.name
            for one in workbook.sheets_metadata
            if one.visible != python_calamine.SheetVisibleEnum.Visible
        }
        empty_formulas = formulas_without_value(path)
        found = []
        for name in [sheet] if sheet is not None else names:
            cells = workbook.get_sheet_by_name(name)
            first_row, first_column = cells.start or (0, 0)
            rows = []
            for number, row in enumerate(cells.to_python(skip_empty_area=True), first_row + 1):
                texts = [""] * first_column + [_text(cell) for cell in row]
                for column in empty_formulas.get(name, {}).get(number, ()):
                    texts += [""] * (column + 1 - len(texts))
                    texts[column] = texts[column] or UNCALCULATED
                if any(texts):
                    rows.append((number, texts))
            if rows:
                found.append(Sheet(name, name in hidden, rows))
    except python_calamine.CalamineError as error:
        raise LandingError(
            [
                f"{shown} cannot be opened as an Excel workbook ({error}): open it in Excel and "
                "save it again as .xlsx, without a password."
            ]
        ) from None
    return found


def read_workbook(
    path: Path,
    shown: str,
    sheet: str | None,
    header_row: int | None,
    find: Callable[[list[list[str]], int | None], tuple[Header | None, int]],
) -> WorkbookRead | None:
    """Read all sheets that have the header that the map means.

    Parameters
    ----------
    path, shown, sheet
        As for `read_sheets`.
    header_row : int or None
        The row of the header, if the map states it.
    find : callable
        Gives the header among the first rows, and how many headers of the map it has.

    Returns
    -------
    WorkbookRead or None
        None for a workbook without a cell, or without the stated row.

    Raises
    ------
    LandingError
        Also when two sheets have different headers that the map could mean.
    """
    sheets = read_sheets(path, shown, sheet)
    headed = []
    for one in sheets:
        position = None
        if header_row is not None:
            numbers = [number for number, _ in one.rows]
            if header_row not in numbers:
                continue
            position = numbers.index(header_row) + 1
        header, matched = find([row for _, row in one.rows], position)
        if header is not None:
            headed.append((one, header, matched))
    visible = [entry for entry in headed if not entry[0].is_hidden or sheet is not None] or headed
    if not visible:
        return None
    best = max(visible, key=lambda entry: entry[2])
    same = [entry for entry in visible if _names(entry[1]) == _names(best[1])]
    rivals = [entry[0].name for entry in visible if entry[2] == best[2] and entry not in same]
    if rivals and best[2]:
        raise LandingError(
            [
                f"{shown}: the sheets '{best[0].name}' and {listed(rivals)} have different headers "
                "that the map could mean: write the one to read into the map, such as sheet: "
                f"'{best[0].name}'."
            ]
        )
    records = [
        (number + ROWS_PER_SHEET * place, None, row)
        for place, (one, header, _) in enumerate(same)
        for number, row in one.rows[header.row + 1 :]
    ]
    names = [one.name for one, _, _ in same]
    notes = [f"header in row {best[0].rows[best[1].row][0]}"]
    if len(names) > 1:
        notes.append(f"rows of the sheets {listed(names)}, the next one's from 10,000,001 on")
    others = [one.name for one in sheets if one.name not in names and not one.is_hidden]
    if others:
        notes.append(f"sheets with other headers, not read: {listed(others)}")
    findings = [
        Finding(
            "hidden_sheet",
            "warning",
            len(one.rows),
            f"{shown}: the hidden sheet '{one.name}' with {len(one.rows):,} rows is not read: "
            "show it in Excel and save if it belongs to the export, or delete it.",
        )
        for one in sheets
        if one.is_hidden and one.name not in names
    ]
    return WorkbookRead(same[0][1], records, notes, findings)


def _names(header: Header) -> list[str]:
    return [fold(name) for name in header.names if name]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, float) and "e" in repr(cell) and abs(cell) < 1:
        return f"{cell:.15f}".rstrip("0")
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell).strip()
