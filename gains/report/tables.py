"""Tables as pages show and offer them: formatted for reading, exact in the download."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow
import xlsxwriter

#: A text that starts so would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Key of the row; names the column in downloads.
    label : str
        Header on the page.
    text : callable or None
        Row -> text on the page; the value itself without one.
    kind : str
        text, wide (long text), figure (right-aligned text), link or line.
    in_download : bool
        Whether the exact value belongs in CSV and XLSX.
    """

    name: str
    label: str
    text: Callable[[Any], object] | None = None
    kind: str = "text"
    in_download: bool = True


@dataclass(frozen=True)
class Table:
    """A table ready to be shown and downloaded.

    Attributes
    ----------
    name : str
        Of the downloaded file, without ending.
    columns : tuple of Column
        In order; the two that matter first, for the phone.
    shown : pyarrow.Table
        Labels and texts.
    rows : list of dict
        Exact values for the download.
    """

    name: str
    columns: tuple[Column, ...]
    shown: pyarrow.Table
    rows: Sequence[Mapping[str, Any]]

    @property
    def is_empty(self) -> bool:
        """Whether there is no row."""
        return not self.rows


def table(name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Table:
    """Make a table from rows."""
    shown = {}
    for column in columns:
        values = [column.text(row) if column.text else row.get(column.name) for row in rows]
        if column.kind == "line":
            shown[column.label] = pyarrow.array(values, pyarrow.list_(pyarrow.float64()))
        else:
            shown[column.label] = pyarrow.array(
                [None if value is None else str(value) for value in values], pyarrow.string()
            )
    return Table(name, tuple(columns), pyarrow.table(shown), rows)


def downloaded(column: Column) -> bool:
    """Whether a column goes into the files."""
    return column.in_download and column.kind != "line"


def as_csv(content: Table) -> bytes:
    """Give the exact values as CSV, UTF-8 with a mark for Excel, safe from formulas."""
    columns = [column for column in content.columns if downloaded(column)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in content.rows:
        writer.writerow([safe(row.get(column.name)) for column in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def safe(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def as_xlsx(content: Table) -> bytes:
    """Give the exact values as a workbook; texts stay texts, whatever they start with."""
    columns = [column for column in content.columns if downloaded(column)]
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(sheet_name(content.name))
        bold = workbook.add_format({"bold": True, "bottom": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 1)
        for position, column in enumerate(columns):
            sheet.write_string(0, position, column.name, bold)
            sheet.set_column(position, position, max(len(column.name) + 2, 14))
        for line, row in enumerate(content.rows, start=1):
            for position, column in enumerate(columns):
                write(sheet, line, position, row.get(column.name), day)
    return file.getvalue()


def sheet_name(name: str) -> str:
    """Give a name that a worksheet may have."""
    return "".join(letter for letter in name if letter not in "[]:*?/\\")[:31]


def write(sheet: Any, line: int, position: int, value: object, day: Any) -> None:
    """Write one exact value by its type."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, position, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, position, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, position, value, day)
    else:
        sheet.write_string(line, position, str(value))
