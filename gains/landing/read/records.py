"""The records of an export as a table of texts, each with the line it starts on.

DuckDB reads what is regular, in parallel. Where a line does not have the shape of the header, or a
cell holds a line break, Python's csv reader takes over for that file: slower, but it knows for each
record where it starts and what is wrong with it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from gains.landing.read.headers import Header
from gains.landing.read.text_files import TextFile
from gains.sql import sql_text

csv.field_size_limit(1 << 30)

#: Characters that are cut off at both ends of every value: blanks, line ends, no-break spaces.
BLANKS = " \t\n\r\x0b\x0c\xa0"

#: Rows that Python gathers before it hands them over.
BATCH = 50_000


def parquet(path: Path, options: str = "") -> str:
    """Return a Parquet file as an SQL relation; a folder named year=2024 adds no column."""
    return f"read_parquet({sql_text(str(path))}, hive_partitioning = false{options})"


def trimmed(text: str) -> str:
    """Return SQL of a text without blanks at its ends; asked first, as few values have any."""
    blank = "[\\s\\x{A0}]"
    return (
        f"case when regexp_matches({text}, '^{blank}|{blank}$') "
        f"then trim({text}, {sql_text(BLANKS)}) else {text} end"
    )


def read_regular(
    connection: duckdb.DuckDBPyConnection,
    text: TextFile,
    delimiter: str,
    lines_above: int,
    column_count: int,
    wanted: list[int],
) -> bool:
    """Read a text file whose lines all have the header's shape into the table `records`.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where `records` (line_number, problem, c<position> as trimmed text) is made.
    text : TextFile
        The file.
    delimiter : str
        One character.
    lines_above : int
        Lines up to and with the header.
    column_count : int
        Columns of the header.
    wanted : list of int
        Positions of the columns to keep, counted from 0.

    Returns
    -------
    bool
        False, and no table, when the file is not regular: read it with `read_irregular`.
    """
    if text.has_lone_returns:
        return False
    names = ", ".join(f"'c{position}': 'varchar'" for position in range(column_count))
    kept = ", ".join(f"{trimmed(f'c{position}')} as c{position}" for position in wanted)
    try:
        # the row id of a table made in one piece is the position of the record in the file
        connection.execute(
            f"""
            create or replace temp table records_read as
            select {kept} from read_csv(
                {sql_text(str(text.path))}, auto_detect = false, header = false,
                skip = {lines_above}, delim = {sql_text(delimiter)}, quote = '"', escape = '"',
                nullstr = chr(1), strict_mode = true, null_padding = false,
                columns = {{{names}}}, hive_partitioning = false,
                max_line_size = 10000000
            )
            """
        )
        (count,) = connection.execute("select count(*) from records_read").fetchone()
    except duckdb.Error:
        return False
    if count != max(text.line_count - lines_above, 0):
        return False
    connection.execute(
        f"""
        create or replace temp view records as
        select rowid + {lines_above + 1} as line_number, cast(null as varchar) as problem, *
        from records_read
        """
    )
    return True


def read_irregular(
    connection: duckdb.DuckDBPyConnection,
    text: TextFile,
    delimiter: str,
    lines_above: int,
    column_count: int,
    working_folder: Path,
) -> None:
    """Read any text file into the view `records`, record by record.

    Parameters
    ----------
    connection, text, delimiter, lines_above, column_count
        As for `read_regular`.
    working_folder : Path
        Where the records are gathered.

    Notes
    -----
    A record with too few or too many fields keeps its place and carries a `problem`. Behind a quote
    that never closes, reading goes on with the next line, so that one bad line is lost and not the
    rest of the file.
    """
    with text.path.open(encoding="utf-8-sig", newline="") as stream:
        rows = _records(stream, delimiter, lines_above, column_count)
        gather(connection, rows, column_count, working_folder)


def gather(
    connection: duckdb.DuckDBPyConnection,
    rows: Iterator[tuple[int, str | None, list[str]]],
    column_count: int,
    working_folder: Path,
) -> None:
    """Make the view `records` of rows that Python gives.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the view is made.
    rows : iterator of (int, str or None, list of str)
        Line number, problem, and the fields of each record.
    column_count : int
        Columns of the header; fewer fields are filled up with nulls.
    working_folder : Path
        Where the records are gathered, as Parquet.
    """
    schema = pa.schema(
        [("line_number", pa.int64()), ("problem", pa.string())]
        + [(f"c{position}", pa.string()) for position in range(column_count)]
    )
    path = working_folder / "records.parquet"
    with pq.ParquetWriter(path, schema) as writer:
        batch: list[list] = []
        for line_number, problem, fields in rows:
            padded = [field.strip(BLANKS) for field in fields[:column_count]]
            padded += [None] * (column_count - len(fields))
            batch.append([line_number, problem, *padded])
            if len(batch) == BATCH:
                writer.write_table(_table(batch, schema))
                batch = []
        writer.write_table(_table(batch, schema))
    connection.execute(f"create or replace temp view records as select * from {parquet(path)}")


def _table(batch: list[list], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*batch, strict=True)) or [[] for _ in schema]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )


def read_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, wanted: Callable[[Header], list[int]]
) -> Header:
    """Read a Parquet file into the view `records`.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where the view is made.
    path : Path
        The file.
    wanted : callable
        Gives the positions of the columns to keep.

    Returns
    -------
    Header
        The names of the columns.

    Raises
    ------
    duckdb.Error
        When the file is no Parquet file.
    """
    relation = parquet(path, ", file_row_number = true")
    described = connection.execute(f"describe select * from {relation}").fetchall()[:-1]
    header = Header(tuple(name for name, *_ in described), 0)
    columns = []
    for position in wanted(header):
        name, type_, *_ = described[position]
        quoted = '"' + name.replace('"', '""') + '"'
        if type_ in ("DOUBLE", "FLOAT"):
            # binary noise such as 0.30000000000000004 is none of the export's digits
            quoted = f"cast({quoted} as decimal(28, 6))"
        text = trimmed(quoted) if type_ == "VARCHAR" else f"cast({quoted} as varchar)"
        columns.append(f"{text} as c{position}")
    connection.execute(
        f"""
        create or replace temp table records_read as
        select file_row_number + 1 as line_number, cast(null as varchar) as problem,
            {", ".join(columns)}
        from {relation}
        """
    )
    connection.execute("create or replace temp view records as select * from records_read")
    return header


class _Lines:
    """The lines of a file, some of which can be handed back."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.returned: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.returned.popleft() if self.returned else next(self.stream)
        self.taken.append(line)
        self.number += 1
        return line

    def hand_back_all_but_first(self) -> None:
        self.returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def _records(
    stream, delimiter: str, lines_above: int, column_count: int
) -> Iterator[tuple[int, str | None, list[str]]]:
    lines = _Lines(iter(stream))
    for _ in range(lines_above):
        next(lines, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first_line = lines.number + 1
        lines.taken = []
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            text = lines.taken[0].rstrip("\r\n")
            if "unexpected end of data" in str(error):
                lines.hand_back_all_but_first()
                problem = "opens a quote that is never closed"
            else:
                lines.hand_back_all_but_first()
                problem = "has text behind a closing quote"
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield first_line, problem, [text]
            continue
        if not fields or (len(fields) == 1 and not fields[0].strip() and column_count > 1):
            continue
        extra = [field for field in fields[column_count:] if field.strip()]
        if len(fields) < column_count or extra:
            problem = f"has {len(fields)} fields where the header has {column_count}"
            if lines.number > first_line:
                problem += f" (a quote joins lines {first_line} to {lines.number})"
            yield first_line, problem, fields
        else:
            yield first_line, None, fields
