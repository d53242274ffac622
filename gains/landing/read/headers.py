"""The header row of an export: where it is, and which of its columns a map means."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from io import StringIO

from gains.checked_yaml import nearest
from gains.landing.map.rules import TableRule
from gains.landing.problems import LandingError, listed

DELIMITERS = (",", ";", "\t", "|")

#: Rows at the head of a file in which the header is looked for.
ROWS_SEARCHED = 50


@dataclass(frozen=True)
class Header:
    """The header row of a file.

    Parameters
    ----------
    names : tuple of str
        As written, trimmed.
    row : int
        Its position among the rows of the file, counted from 0.
    """

    names: tuple[str, ...]
    row: int

    def position(self, synonyms: tuple[str, ...]) -> int | None:
        """Return the position of the first synonym that the header has, None when it has none."""
        folded = [fold(name) for name in self.names]
        for synonym in synonyms:
            if fold(synonym) in folded:
                return folded.index(fold(synonym))
        return None


def fold(name: str) -> str:
    """Return a header as it is compared: trimmed, inner spaces single, lower case."""
    plain = unicodedata.normalize("NFKC", name.replace("\ufeff", "")).replace("’", "'")
    return " ".join(plain.split()).lower()


def find_header(
    rows: list[list[str]], wanted: list[tuple[str, ...]], header_row: int | None
) -> Header | None:
    """Find the row that has most of the headers that the map names.

    Parameters
    ----------
    rows : list of list of str
        The first rows of the file.
    wanted : list of tuple of str
        The headers of the map, each with its synonyms.
    header_row : int or None
        The row that the map states, counted from 1.

    Returns
    -------
    Header or None
        None for a file without any row.
    """
    candidates = [
        Header(tuple(name.replace("\ufeff", "").strip() for name in row), position)
        for position, row in enumerate(rows[: max(ROWS_SEARCHED, header_row or 0)])
        if any(cell.strip() for cell in row)
    ]
    if header_row is not None:
        stated = [header for header in candidates if header.row == header_row - 1]
        return stated[0] if stated else None
    if not candidates:
        return None
    return max(candidates, key=lambda header: (matches(header, wanted), -header.row))


def matches(header: Header, wanted: list[tuple[str, ...]]) -> int:
    """How many of the wanted headers a row has."""
    return sum(header.position(synonyms) is not None for synonyms in wanted)


def split_head(
    lines: list[str], wanted: list[tuple[str, ...]], delimiter: str | None, header_row: int | None
) -> tuple[str, Header | None, int]:
    """Find delimiter and header in the first lines of a text file.

    Parameters
    ----------
    lines : list of str
        The first lines, with their endings.
    wanted : list of tuple of str
        The headers of the map, each with its synonyms.
    delimiter : str or None
        What the map states; None: the one under which most headers are found.
    header_row : int or None
        What the map states, as the line of the file counted from 1.

    Returns
    -------
    tuple of (str, Header or None, int)
        Delimiter, header, and the number of lines up to and with the header.
    """
    best: tuple[tuple, str, Header, int] | None = None
    for candidate in (delimiter,) if delimiter else DELIMITERS:
        rows, last_lines = _rows(lines, candidate, max(ROWS_SEARCHED, header_row or 0))
        if header_row is not None:
            # stated as a line: a cell above it may hold line breaks
            starts = [1, *(last + 1 for last in last_lines)]
            position = starts.index(header_row) + 1 if header_row in starts else None
            header = find_header(rows, wanted, position) if position else None
        else:
            header = find_header(rows, wanted, None)
        if header is None:
            continue
        score = (matches(header, wanted), len(header.names))
        if best is None or score > best[0]:
            best = (score, candidate, header, last_lines[header.row])
    return (best[1], best[2], best[3]) if best else (delimiter or ",", None, 0)


def _rows(lines: list[str], delimiter: str, most_rows: int) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    last_lines: list[int] = []
    reader = csv.reader(StringIO("".join(lines), newline=""), delimiter=delimiter)
    for row in reader:
        rows.append(row)
        last_lines.append(reader.line_num)
        if len(rows) == most_rows:
            break
    return rows, last_lines


def check_header(header: Header, rule: TableRule, shown: str, is_canonical: bool) -> None:
    """Refuse a file that lacks a column that the table cannot do without.

    Parameters
    ----------
    header : Header
        Of the file.
    rule : TableRule
        Of the table.
    shown : str
        The file as a person sees it.
    is_canonical : bool
        Whether the headers are the canonical names.

    Raises
    ------
    LandingError
        A sentence for each column, with the nearest header of the file.
    """
    problems: list[str] = []
    for name, column_rule in rule.columns.items():
        is_needed = column_rule.is_needed or (
            rule.table.by_name[name].required and not column_rule.has_fallback()
        )
        for synonyms in column_rule.sources if is_needed else ():
            if header.position(synonyms) is not None:
                continue
            other = column_rule.else_source
            if other and not column_rule.is_needed and header.position(other) is not None:
                continue
            near = nearest(synonyms[0], [name for name in header.names if name])
            hint = f"the nearest header is '{near}'" if near else "no header is near it"
            # the first ways to write it will do: a map may know it in seven languages
            also = f" (or {listed(synonyms[1 : 4 if len(synonyms) < 6 else 2])})"
            also = also if len(synonyms) > 1 else ""
            problems.append(
                f"{shown}, row {header.row + 1}: the required column '{synonyms[0]}'{also} of "
                f"{rule.table.name} is missing; {hint}. The file has {listed(header.names)}."
            )
    if is_canonical:
        folded = [fold(header_name) for header_name in header.names]
        for name in rule.columns:
            if folded.count(name) > 1:
                problems.append(
                    f"{shown}: the column '{name}' is there {folded.count(name)} times: keep one."
                )
    if problems:
        raise LandingError(problems)


def absent_columns(header: Header, rule: TableRule) -> list[str]:
    """Headers that the map knows and the file does not have, each by its first synonym."""
    return [
        synonyms[0]
        for column_rule in rule.columns.values()
        for synonyms in column_rule.sources
        if header.position(synonyms) is None
    ]


def unknown_columns(header: Header, rule: TableRule) -> list[str]:
    """Headers that no column of the table comes from, in the order of the file."""
    used = {
        header.position(synonyms)
        for column_rule in rule.columns.values()
        for synonyms in column_rule.headers()
    }
    return [name for position, name in enumerate(header.names) if name and position not in used]
