"""Read one file of the register as landing reads an export, and refuse it in sentences.

Columns are found by name, whatever their order, delimiter and encoding. What a file says is decided
by the file alone: nothing that an earlier build left behind takes part.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from gains.checked_yaml import hint
from gains.landing.decide.readings import Reading, readings
from gains.landing.find.export_files import Company
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import LandingError, listed
from gains.landing.read.columns import source_text, text_of
from gains.landing.read.headers import Header, check_header, split_head, unknown_columns
from gains.landing.read.records import read_irregular
from gains.landing.read.text_files import prepare
from gains.landing.write.rejects import is_good
from gains.register.declaration import READ_AS, RegisterColumn, RegisterFile, declared
from gains.sql import sql_text

FOLDER = "seeds"
#: The register has no time zone of its own, and no column with a time.
NOBODY = Company(company_id="", currency="", time_zone="UTC")
#: Landing points to settings that an export may have and the register has not.
ADVICE = (
    (r": write number_style: .*", ": write numbers without thousands marks, such as 1234.5."),
    (r": write date_order: .*", ": write dates as 2026-01-31."),
    (r": map another column, or .*", ": write dates as 2026-01-31."),
    (r", or state its encoding in the map", ""),
)


class RegisterError(ValueError):
    """A file of the register that cannot be used.

    Parameters
    ----------
    sentences : list of str
        One per problem: file, line, column, value, and what to do.
    """

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


def read_register(project: Path, name: str) -> pa.Table:
    """Read a file of the register.

    Parameters
    ----------
    project : Path
        The project's folder.
    name : str
        Of the file without its ending.

    Returns
    -------
    pyarrow.Table
        The declared columns in the declared types, then `line_number` (bigint): the line on which
        the row stands, the header's being 1. An optional column that the file does not have is
        null. A row whose cells are all empty is left out.

    Raises
    ------
    RegisterError
        All that is wrong with the file.
    """
    files = declared(project)
    file = files[name]
    path = project / FOLDER / f"{name}.csv"
    shown = f"{FOLDER}/{name}.csv"
    problems = unknown_files(project, files)
    if problems:
        raise RegisterError(problems)
    if not path.is_file():
        if file.is_needed:
            header = ",".join(column.name for column in file.columns)
            raise RegisterError([f"{shown} is missing: write it, with the header line {header}"])
        return _nothing(file)
    with TemporaryDirectory() as working, duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false; set threads = 1")
        try:
            return _read(connection, Path(working), path, shown, file)
        except LandingError as error:
            raise RegisterError([_advised(sentence) for sentence in error.sentences]) from None
        except OSError as error:
            raise RegisterError([f"{shown} cannot be read: {error.strerror}."]) from None


def unknown_files(project: Path, files: dict[str, RegisterFile]) -> list[str]:
    """Say which tables in `seeds/` are none of the register's: nothing is ignored silently."""
    return [
        f"{FOLDER}/{path.name} is no file of the register{hint(path.stem, files)}: rename it, or "
        f"move it elsewhere. There are {listed(f'{name}.csv' for name in files)}."
        for path in sorted((project / FOLDER).glob("*.csv"))
        if path.stem not in files
    ]


def _read(
    connection: duckdb.DuckDBPyConnection,
    working: Path,
    path: Path,
    shown: str,
    file: RegisterFile,
) -> pa.Table:
    rule = file.rule(frozenset())
    as_map = ExportMap("register", {file.name: rule})
    text = prepare(path, shown, None, working)
    with text.path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(stream)
    delimiter, header, lines_above = split_head(
        lines, [(column.name,) for column in file.columns], None, None
    )
    if header is None or header.row:
        names = ",".join(column.name for column in file.columns)
        raise LandingError([f"{shown}, line 1: the header is missing. Write {names}"])
    check_header(header, rule, shown, is_canonical=True)
    if unknown := unknown_columns(header, rule):
        known = [column.name for column in file.columns]
        raise LandingError(
            f"{shown}, line 1: there is no column '{name[:100]}' in the register"
            f"{hint(name, known)}: there are {', '.join(known)}."
            for name in unknown
        )
    count = len(header.names)
    if problems := _shifted_rows(lines, delimiter, count, shown):
        raise LandingError(problems)
    read_irregular(connection, text, delimiter, lines_above, count, working)
    has_plain_numbers = _plain_numbers(connection, file, header) if delimiter == "," else []
    rule = file.rule(frozenset(has_plain_numbers))
    columns = _typed(connection, rule, header, as_map, shown)
    if problems := _bad_cells(connection, columns, file, shown):
        raise LandingError(problems)
    values = ", ".join(f"{_value(column)} as {column.name}" for column in file.columns)
    # a row without any text is what a spreadsheet leaves behind a table
    some_text = " or ".join(f"text_{column.name} is not null" for column in file.columns)
    return connection.execute(
        f"select {values}, line_number from typed where {some_text} order by line_number"
    ).to_arrow_table()


def _shifted_rows(lines: list[str], delimiter: str, count: int, shown: str) -> list[str]:
    """Rows with a cell too many, be it empty: the others may stand a column too far."""
    reader = csv.reader(lines, delimiter=delimiter)
    problems, first_line = [], 1
    try:
        for fields in reader:
            if len(fields) > count and any(field.strip() for field in fields):
                problems.append(
                    f"{shown}, line {first_line}: the line has {len(fields)} fields where the "
                    f"header has {count}. Put a text that holds '{delimiter}' in quotes."
                )
            first_line = reader.line_num + 1
    except csv.Error:
        # told when the records are read, with its line
        pass
    return problems


def _plain_numbers(
    connection: duckdb.DuckDBPyConnection, file: RegisterFile, header: Header
) -> list[str]:
    """Return the columns in which 1.500 is one and a half, as in a file of commas."""
    texts = {
        column.name: source_text(header, (column.name,), ())
        for column in file.columns
        if READ_AS[column.data_type] in ("number", "money", "integer")
    }
    plain = "'[+-]?[0-9]*[.]?[0-9]*(e[+-]?[0-9]+)?'"
    tests = {
        name: f"coalesce(bool_and(regexp_full_match({text}, {plain})), true)"
        for name, text in texts.items()
        if text is not None
    }
    if not tests:
        return []
    answers = connection.execute(f"select {', '.join(tests.values())} from records").fetchone()
    return [name for name, is_plain in zip(tests, answers, strict=True) if is_plain]


def _typed(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    header: Header,
    as_map: ExportMap,
    shown: str,
) -> list[Reading]:
    """Make the table `typed`: line number, problem, and each column as text and as its value."""
    texts = ", ".join(
        f"{text_of(column, rule.columns[column.name], header, as_map, NOBODY)[0]} "
        f"as text_{column.name}"
        for column in rule.table.columns
    )
    connection.execute(
        f"create or replace temp view texts as select line_number, problem, {texts} from records"
    )
    columns = readings(connection, rule, header, as_map, NOBODY, shown)
    values = ", ".join(
        f"text_{reading.column.name}, {reading.value} as {reading.column.name}"
        for reading in columns
    )
    connection.execute(
        f"create or replace temp table typed as select line_number, problem, {values} from parsed"
    )
    return columns


def _bad_cells(
    connection: duckdb.DuckDBPyConnection,
    columns: list[Reading],
    file: RegisterFile,
    shown: str,
) -> list[str]:
    found = [
        (line, f"{shown}, line {line}: the line {problem}.")
        for line, problem in connection.execute(
            "select line_number, problem from typed where problem is not null"
        ).fetchall()
    ]
    types = {column.name: column.data_type for column in file.columns}
    cells = []
    for reading in columns:
        name = reading.column.name
        fits = f"(text_{name} is null or try_cast({name} as {types[name]}) is not null)"
        cells.append(
            f"select line_number, '{name}', left(text_{name}, 100), case when {is_good(reading)} "
            f"then 'is too large' else {sql_text(reading.expectation)} end"
            f" from typed where problem is null and not ({is_good(reading)} and {fits})"
        )
    bad = connection.execute(" union all ".join(cells)).fetchall()
    found += [
        (line, f"{shown}, line {line}, column {name}: '{text}' {expectation}.")
        for line, name, text, expectation in bad
    ]
    return [sentence for _, sentence in sorted(found)]


def _value(column: RegisterColumn) -> str:
    value = f"cast({column.name} as {column.data_type})"
    return {
        "": value,
        "lower": f"lower({value})",
        "upper": f"upper({value})",
        "list": f"replace(lower({value}), ' ', '')",
    }[column.fold]


def _nothing(file: RegisterFile) -> pa.Table:
    columns = ", ".join(
        f"cast(null as {column.data_type}) as {column.name}" for column in file.columns
    )
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {columns}, cast(null as bigint) as line_number where false"
        ).to_arrow_table()


def _advised(sentence: str) -> str:
    for pattern, advice in ADVICE:
        sentence = re.sub(pattern, advice, sentence)
    return sentence
