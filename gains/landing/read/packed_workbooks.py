"""What has to be looked up in the XML of an XLSX: its size, and formulas without a value."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from gains.landing.problems import LandingError

#: A workbook that unpacks to more than this is no export of a person's system.
MOST_UNPACKED_BYTES = 2 << 30

#: Cells of the rectangle around all cells, which are held in memory at once.
MOST_CELLS = 60_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WITHOUT_VALUE = re.compile(
    rb'<c\s[^>]*?r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def refuse_what_is_too_large(path: Path, shown: str) -> None:
    """Stop before a small file asks for all of the memory.

    Raises
    ------
    LandingError
        When it unpacks to too many bytes, or has a cell too far from the others.
    """
    for name, content in _sheets(path, shown).items():
        rows = [int(row) for row in re.findall(rb'<row\s[^>]*?r="(\d+)"', content[-4_000:])]
        last_row = max(rows, default=0) or content.count(b"<row")
        far = set(re.findall(rb'<c\s[^>]*?r="([A-Z]{3})\d', content))
        last_column = max((_column(letters) for letters in far), default=702)
        if last_row * last_column > MOST_CELLS and (far or last_row > 1_048_576):
            raise LandingError(
                [
                    f"{shown}, sheet '{name}': a cell stands as far as column {last_column:,} and "
                    f"row {last_row:,}: delete the empty columns and rows behind the table and "
                    "save again."
                ]
            )


def formulas_without_value(path: Path) -> dict[str, dict[int, list[int]]]:
    """Find cells whose formula was never calculated, as programs write them.

    Parameters
    ----------
    path : Path
        The workbook.

    Returns
    -------
    dict of str to dict of int to list of int
        Columns (counted from 0) by sheet and row (counted from 1).
    """
    found: dict[str, dict[int, list[int]]] = {}
    for name, content in _sheets(path, path.name).items():
        if b"<f" not in content:
            continue
        for cell in _WITHOUT_VALUE.finditer(content):
            rows = found.setdefault(name, {})
            rows.setdefault(int(cell[2]), []).append(_column(cell[1]) - 1)
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(path: Path, shown: str) -> dict[str, bytes]:
    """Return the XML of each sheet by its name; empty for a file that is no ZIP of sheets."""
    try:
        with zipfile.ZipFile(path) as package:
            size = sum(member.file_size for member in package.infolist())
            if size > MOST_UNPACKED_BYTES or (
                size > 200 << 20 and size > 200 * path.stat().st_size
            ):
                raise LandingError(
                    [
                        f"{shown} unpacks to {size / 1e9:,.1f} GB, which no workbook needs: export "
                        "it again, in parts or as CSV."
                    ]
                )
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))
            links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
            targets = {link.get("Id"): link.get("Target", "") for link in links}
            found = {}
            for sheet in book.iter(f"{_MAIN}sheet"):
                target = targets.get(sheet.get(_RELATION), "").removeprefix("/xl/")
                if target:
                    found[sheet.get("name", "")] = package.read(f"xl/{target}")
            return found
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, NotImplementedError):
        # calamine says what is wrong with it
        return {}
    except RuntimeError:
        return {}
