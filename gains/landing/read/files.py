"""One export, of whatever kind, as a header and a table of texts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NoReturn

import duckdb

from gains.landing.find.export_files import PARQUET_ENDINGS, TEXT_ENDINGS
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import Finding, LandingError, listed
from gains.landing.read import text_files, workbooks
from gains.landing.read.columns import wanted_positions
from gains.landing.read.headers import ROWS_SEARCHED, Header, find_header, matches, split_head
from gains.landing.read.records import gather, read_irregular, read_parquet, read_regular

#: Lines in which delimiter and header are looked for.
HEAD_LINES = 200

#: Characters of a path that DuckDB reads as a pattern.
GLOB_CHARACTERS = set("*?[]{}")


@dataclass(frozen=True)
class FileRead:
    """What was read of one file; its records are in the view `records`.

    Parameters
    ----------
    header : Header
        Of the file.
    notes : list of str
        What was found out about the file.
    findings : list of Finding
        What a person should know about it.
    """

    header: Header
    notes: list[str]
    findings: list[Finding]


def read_records(
    connection: duckdb.DuckDBPyConnection,
    working_folder: Path,
    path: Path,
    shown: str,
    export_map: ExportMap,
    rules: list[TableRule],
) -> FileRead:
    """Read one file of any kind into the view `records`.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the view is made.
    working_folder : Path
        Where rewritten copies go.
    path : Path
        The export.
    shown : str
        Its path as a person sees it.
    export_map : ExportMap
        The map.
    rules : list of TableRule
        The tables that the file feeds.

    Returns
    -------
    FileRead
        The header, and what was found out about the file.

    Raises
    ------
    LandingError
        When the file cannot be read.
    """
    reading = _Reading(connection, working_folder, shown, export_map, rules)
    lowered = path.name.lower()
    if GLOB_CHARACTERS & set(str(path)):
        # DuckDB would look for other files that fit the pattern
        plain = working_folder / ("plainly_named" + "".join(path.suffixes[-2:]).lower())
        plain.unlink(missing_ok=True)
        plain.symlink_to(path.resolve())
        path = plain
    if lowered.endswith(TEXT_ENDINGS):
        return reading.text(path)
    if lowered.endswith(PARQUET_ENDINGS):
        return reading.parquet(path)
    return reading.workbook(path)


class _Reading:
    """One file, with what its map wants of it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        working_folder: Path,
        shown: str,
        export_map: ExportMap,
        rules: list[TableRule],
    ) -> None:
        self.connection = connection
        self.working_folder = working_folder
        self.shown = shown
        self.export_map = export_map
        self.rules = rules
        self.wanted = [synonyms for rule in rules for synonyms in rule.headers()]

    def text(self, path: Path) -> FileRead:
        stated = self.export_map.header_row
        text = text_files.prepare(path, self.shown, self.export_map.encoding, self.working_folder)
        with text.path.open(encoding="utf-8-sig", newline="") as stream:
            head = list(islice(stream, HEAD_LINES + (stated or 0)))
        delimiter, header, lines_above = split_head(
            head, self.wanted, self.export_map.delimiter, stated
        )
        if header is None:
            if any(line.strip() for line in head):
                self._refuse_header_row(text.line_count)
            return self._empty("is empty")
        self._refuse_unknown_header(header)
        count = len(header.names)
        positions = wanted_positions(header, self.export_map, self.rules)
        is_regular = read_regular(self.connection, text, delimiter, lines_above, count, positions)
        if not is_regular:
            read_irregular(
                self.connection, text, delimiter, lines_above, count, self.working_folder
            )
        shown_delimiter = {"\t": "tab"}.get(delimiter, f"'{delimiter}'")
        notes = [
            f"{text.encoding}, columns divided by {shown_delimiter}, header in line {lines_above}"
        ]
        findings = [*self._header_alone(), *self._above(head, header, delimiter, lines_above)]
        if not text.ends_with_line_end and not is_regular:
            findings += self._cut_off()
        return FileRead(header, notes, findings)

    def parquet(self, path: Path) -> FileRead:
        try:
            header = read_parquet(
                self.connection,
                path,
                lambda header: wanted_positions(header, self.export_map, self.rules),
            )
        except duckdb.Error:
            raise LandingError(
                [f"{self.shown} is no Parquet file, or ends too early: deliver it again, whole."]
            ) from None
        return FileRead(header, [], self._header_alone())

    def workbook(self, path: Path) -> FileRead:
        def find(rows: list[list[str]], position: int | None) -> tuple[Header | None, int]:
            header = find_header(rows, self.wanted, position)
            return header, matches(header, self.wanted) if header else 0

        stated = self.export_map.header_row
        read = workbooks.read_workbook(path, self.shown, self.export_map.sheet, stated, find)
        if read is None:
            if stated is not None and workbooks.read_sheets(
                path, self.shown, self.export_map.sheet
            ):
                self._refuse_header_row(None)
            return self._empty("has no cell with anything in it")
        self._refuse_unknown_header(read.header)
        gather(self.connection, iter(read.records), len(read.header.names), self.working_folder)
        return FileRead(read.header, read.notes, [*read.findings, *self._header_alone()])

    def _refuse_header_row(self, line_count: int | None) -> NoReturn:
        lines = "" if line_count is None else f", which has {line_count:,} lines"
        raise LandingError(
            [
                f"{self.shown}: 'header_row' states line {self.export_map.header_row}, and there "
                f"is no such row with anything in it in this file{lines}: correct it, or leave it "
                "out."
            ]
        )

    def _refuse_unknown_header(self, header: Header) -> None:
        if self.export_map.is_canonical or not self.wanted or matches(header, self.wanted):
            return
        names = [synonyms[0] for synonyms in self.wanted]
        raise LandingError(
            [
                f"{self.shown}: no row among the first {ROWS_SEARCHED} has any header that the map "
                f"knows ({listed(dict.fromkeys(names))}). Line {header.row + 1} has "
                f"{listed(name for name in header.names if name)}: is it the right folder? If the "
                "header stands further down, write its line as header_row."
            ]
        )

    def _empty(self, words: str) -> FileRead:
        names = [synonyms[0] for synonyms in self.wanted]
        names += [test.column[0] for test in self.export_map.ignored_rows if test.column]
        header = Header(tuple(dict.fromkeys(names)), 0)
        gather(self.connection, iter(()), len(header.names), self.working_folder)
        sentence = f"{self.shown} {words}: export it again, or take it away."
        return FileRead(header, ["an empty file"], [Finding("empty_file", "critical", 0, sentence)])

    def _header_alone(self) -> list[Finding]:
        (count,) = self.connection.execute("select count(*) from records").fetchone()
        if count:
            return []
        sentence = (
            f"{self.shown} has a header and no row: if that is not what its system holds, export "
            "it again."
        )
        return [Finding("no_rows", "warning", 0, sentence)]

    def _above(
        self, head: list[str], header: Header, delimiter: str, lines_above: int
    ) -> list[Finding]:
        """Find rows above the header that look like records."""
        rows = list(csv.reader(head[: lines_above - 1], delimiter=delimiter))
        least = max(2, len([name for name in header.names if name]) // 2)
        alike = [row for row in rows if sum(bool(cell.strip()) for cell in row) >= least]
        if not alike:
            return []
        return [
            Finding(
                "rows_above_header",
                "warning",
                len(alike),
                f"{self.shown}: {len(alike):,} rows with as many cells as a record stand above the "
                f"header in line {lines_above} and are not read, such as "
                f"{listed(cell for cell in alike[0] if cell)}: if they are records, put the header "
                "first.",
            )
        ]

    def _cut_off(self) -> list[Finding]:
        """Find a last record that ends in the middle."""
        row = self.connection.execute(
            "select line_number, problem from records order by line_number desc limit 1"
        ).fetchone()
        if row is None or row[1] is None:
            return []
        return [
            Finding(
                "cut_off",
                "critical",
                1,
                f"{self.shown} ends in the middle of a record: line {row[0]:,} {row[1]}, and no "
                "end of line follows. Part of the export is missing: deliver it again, whole.",
            )
        ]
