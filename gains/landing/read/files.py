"""One export, of whatever kind, as a header and a table of texts."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import duckdb

from gains.landing.find.export_files import PARQUET_ENDINGS, TEXT_ENDINGS
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import LandingError
from gains.landing.read import text_files, workbooks
from gains.landing.read.columns import wanted_positions
from gains.landing.read.headers import Header, find_header, split_head
from gains.landing.read.records import gather, read_irregular, read_parquet, read_regular

#: Lines in which delimiter and header are looked for.
HEAD_LINES = 60

#: Characters of a path that DuckDB reads as a pattern.
GLOB_CHARACTERS = set("*?[]{}")


def read_records(
    connection: duckdb.DuckDBPyConnection,
    working_folder: Path,
    path: Path,
    shown: str,
    export_map: ExportMap,
    rules: list[TableRule],
) -> tuple[Header, list[str]]:
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
    tuple of (Header, list of str)
        The header, and what was found out about the file.

    Raises
    ------
    LandingError
        When the file cannot be read.
    """
    wanted = [
        synonyms
        for rule in rules
        for column_rule in rule.columns.values()
        for synonyms in column_rule.headers()
    ]
    lowered = path.name.lower()
    if GLOB_CHARACTERS & set(str(path)):
        # DuckDB would look for other files that fit the pattern
        plain = working_folder / ("plainly_named" + "".join(path.suffixes[-2:]).lower())
        plain.unlink(missing_ok=True)
        plain.symlink_to(path.resolve())
        path = plain
    if lowered.endswith(TEXT_ENDINGS):
        return _read_text(connection, working_folder, path, shown, export_map, rules, wanted)
    if lowered.endswith(PARQUET_ENDINGS):
        return _read_parquet(connection, path, shown, export_map, rules), []
    rows = workbooks.read_rows(path, shown, export_map.sheet)
    numbered = list(rows)
    head = [row for _, row in numbered[:HEAD_LINES]]
    position = None
    if export_map.header_row is not None:
        position = [number for number, _ in numbered].index(export_map.header_row) + 1
    header = find_header(head, wanted, position)
    if header is None:
        return _empty(connection, working_folder, rules), ["an empty file"]
    behind = ((number, None, row) for number, row in numbered[header.row + 1 :])
    gather(connection, behind, len(header.names), working_folder)
    return header, [f"header in row {numbered[header.row][0]}"]


def _read_text(
    connection: duckdb.DuckDBPyConnection,
    working_folder: Path,
    path: Path,
    shown: str,
    export_map: ExportMap,
    rules: list[TableRule],
    wanted: list[tuple[str, ...]],
) -> tuple[Header, list[str]]:
    text = text_files.prepare(path, shown, export_map.encoding, working_folder)
    with text.path.open(encoding="utf-8-sig", newline="") as stream:
        head = list(islice(stream, HEAD_LINES))
    delimiter, header, lines_above = split_head(
        head, wanted, export_map.delimiter, export_map.header_row
    )
    if header is None:
        return _empty(connection, working_folder, rules), ["an empty file"]
    count = len(header.names)
    is_regular = read_regular(
        connection, text, delimiter, lines_above, count, wanted_positions(header, export_map, rules)
    )
    if not is_regular:
        read_irregular(connection, text, delimiter, lines_above, count, working_folder)
    shown_delimiter = {"\t": "tab"}.get(delimiter, f"'{delimiter}'")
    return header, [
        f"{text.encoding}, columns divided by {shown_delimiter}, header in line {lines_above}"
    ]


def _empty(
    connection: duckdb.DuckDBPyConnection, working_folder: Path, rules: list[TableRule]
) -> Header:
    names = tuple(
        dict.fromkeys(
            synonyms[0]
            for rule in rules
            for column_rule in rule.columns.values()
            for synonyms in column_rule.headers()
        )
    )
    gather(connection, iter(()), len(names), working_folder)
    return Header(names, 0)


def _read_parquet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    shown: str,
    export_map: ExportMap,
    rules: list[TableRule],
) -> Header:
    try:
        return read_parquet(
            connection, path, lambda header: wanted_positions(header, export_map, rules)
        )
    except duckdb.Error:
        raise LandingError(
            [f"{shown} is no Parquet file, or ends too early: deliver it again, whole."]
        ) from None
