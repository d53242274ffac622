"""The register is read like an export: what a spreadsheet does to a file changes no value.

What would go wrong unseen: a value lands in another column, or means another figure, and every
figure that rests on it is published. What is wrong with a file is told with file, line and column.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from gains.register.declaration import DECLARATION, declared
from gains.register.reading import RegisterError, read_register
from tests.project import ROOT

HEADER = (
    "initiative_id,process_id,initiative_name,business_owner,transformation_lead,kickoff_date,"
    "go_live_date,ramp_days,baseline_weeks,comparison_process_id,build_cost,run_cost_per_month,"
    "capacity_is_cashable,decision,decided_on"
)
LINES = (
    "capture,payables,Capture,Dana,Luis,2026-03-25,2026-04-06,14,52,branches,60000,1500.5,true,,",
    "über,claims,Prüfung,Anke,Jörg,2026-05-01,,,,,80000.25,2200,,Scale,2026-09-15",
)
TEXT = "\n".join([HEADER, *LINES]) + "\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a register and its declaration, and nothing else."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / DECLARATION).parent.mkdir(parents=True)
    shutil.copy(ROOT / DECLARATION, tmp_path / DECLARATION)
    write(tmp_path, TEXT)
    return tmp_path


def write(project: Path, content: str | bytes, name: str = "initiatives") -> None:
    data = content.encode() if isinstance(content, str) else content
    (project / "seeds" / f"{name}.csv").write_bytes(data)


def read(project: Path, name: str = "initiatives") -> pa.Table:
    return read_register(project, name)


def told(project: Path, name: str = "initiatives") -> str:
    with pytest.raises(RegisterError) as caught:
        read(project, name)
    return str(caught.value)


def written(rows: list[list[str]], **style: str) -> str:
    """Return rows as a spreadsheet writes them."""
    stream = io.StringIO()
    csv.writer(stream, **style).writerows(rows)
    return stream.getvalue()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_file_becomes_typed_rows(project):
    first, second = read(project).to_pylist()
    assert first["go_live_date"] == date(2026, 4, 6)
    assert first["run_cost_per_month"] == Decimal("1500.5")
    assert (first["ramp_days"], first["capacity_is_cashable"]) == (14, True)
    assert first["decision"] is None
    assert second["business_owner"] == "Anke"
    # what an empty cell means is declared
    assert (second["ramp_days"], second["baseline_weeks"]) == (0, 26)
    assert (second["capacity_is_cashable"], second["decision"]) == (False, "scale")
    assert (first["line_number"], second["line_number"]) == (2, 3)


def test_the_order_of_the_columns_means_nothing(project):
    expected = read(project)
    order = list(range(len(HEADER.split(","))))
    for seed in range(20):
        random.Random(seed).shuffle(order)
        write(project, written([[row[place] for place in order] for row in rows_of(TEXT)]))
        assert read(project).equals(expected)


SPREADSHEETS = {
    "semicolons": written(rows_of(TEXT), delimiter=";").encode(),
    "tabs": written(rows_of(TEXT), delimiter="\t").encode(),
    "Windows-1252": TEXT.encode("cp1252"),
    "UTF-8 with a byte order mark": TEXT.encode("utf-8-sig"),
    "UTF-16": TEXT.encode("utf-16"),
    "carriage returns": TEXT.replace("\n", "\r\n").encode(),
    "one line ended by another program": (TEXT[:-1] + "\r\n").encode(),
    "no line end": TEXT.rstrip("\n").encode(),
    "empty lines": TEXT.replace("\n", "\n\n").encode(),
    "rows without text": (TEXT + "," * 14 + "\n").encode(),
    "everything quoted": written(rows_of(TEXT), quoting=csv.QUOTE_ALL).encode(),
    "blanks around": TEXT.replace(",", " , ").encode(),
    "headers in capitals": TEXT.replace(HEADER, HEADER.upper()).encode(),
    "a German spreadsheet": written(rows_of(TEXT), delimiter=";")
    .replace("1500.5", "1500,5")
    .replace("80000.25", "80.000,25")
    .replace("2026-04-06", "06.04.2026")
    .replace("2026-03-25", "25.03.2026")
    .replace("2026-05-01", "01.05.2026")
    .encode("cp1252"),
}


@pytest.mark.parametrize("kind", SPREADSHEETS)
def test_what_a_spreadsheet_does_to_a_file_changes_no_value(project, kind):
    expected = read(project).drop_columns("line_number")
    # a date that fits both ways is not guessed
    if kind == "a German spreadsheet":
        content = SPREADSHEETS[kind].replace(b"06.04.2026", b"2026-04-06")
    else:
        content = SPREADSHEETS[kind]
    write(project, content)
    assert read(project).drop_columns("line_number").equals(expected)


def spoiled(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new)


BROKEN = {
    "a date that does not exist": (
        spoiled("2026-04-06", "2026-02-31"),
        "seeds/initiatives.csv, line 2, column go_live_date: '2026-02-31' is not a date",
    ),
    "a number in words": (
        spoiled("60000", "sixty"),
        "line 2, column build_cost: 'sixty' is not an amount like 1,234.56",
    ),
    "a whole number with a fraction": (
        spoiled(",14,52,", ",14.5,52,"),
        "line 2, column ramp_days: '14.5' is not a whole number",
    ),
    "a whole number beyond an integer": (
        spoiled(",14,52,", ",14,99999999999,"),
        "line 2, column baseline_weeks: '99999999999' is too large",
    ),
    "neither yes nor no": (
        spoiled("1500.5,true", "1500.5,vielleicht"),
        "line 2, column capacity_is_cashable: 'vielleicht' is neither true nor false",
    ),
    "a row too short": (spoiled(LINES[0], "capture,payables"), "line 2: the line has 2 fields"),
    "a row too long": (
        spoiled("60000,1500.5", "60000,1,500.5"),
        "line 2: the line has 16 fields where the header has 15",
    ),
    "a quote that never closes": (spoiled("Dana", '"Dana'), "line 2: the line opens a quote"),
    "thousands or decimals": (
        written(rows_of(spoiled("80000.25", "80.000").replace("60000", "60.000")), delimiter=";"),
        "column 'build_cost': it cannot be decided whether '60.000' and '60.000' are thousands or "
        "decimals: write numbers without thousands marks, such as 1234.5.",
    ),
    "day or month": (
        TEXT.replace("2026-04-06", "06.04.2026"),
        "cannot be decided whether day or month comes first, for instance in '06.04.2026' and "
        "'06.04.2026': write dates as 2026-01-31.",
    ),
    "a column missing": (
        written([row[1:] for row in rows_of(TEXT)]),
        "seeds/initiatives.csv, row 1: the required column 'initiative_id' of initiatives is",
    ),
    "a column misspelt": (
        spoiled("go_live_date,ramp", "go_live_date,decided_by,ramp").replace(
            "2026-04-06,14", "2026-04-06,x,14"
        ),
        "line 1: there is no column 'decided_by' in the register (the nearest is 'decided_on')",
    ),
    "a column twice": (
        written([[*row, row[0]] for row in rows_of(TEXT)]),
        "the column 'initiative_id' is there 2 times: keep one.",
    ),
    "an empty file": ("", "seeds/initiatives.csv, line 1: the header is missing. Write"),
    "no header": (
        "\n".join(LINES),
        "the required column 'initiative_id' of initiatives is missing",
    ),
    "a workbook": (b"PK\x03\x04" + bytes(200), "is a ZIP archive or an Excel workbook"),
    "bytes of no encoding": (
        TEXT.encode().replace(b"Dana", b"Da\x81\xff\x81na"),
        "is neither UTF-8 nor Windows-1252: export the file again as UTF-8.",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_wrong_is_told_with_its_place(project, kind):
    content, sentence = BROKEN[kind]
    write(project, content)
    assert sentence in told(project)


def test_every_bad_cell_is_told_at_once(project):
    write(project, spoiled("2026-04-06", "2026-13-06").replace("80000.25", "much"))
    assert re.findall(r"line (\d), column (\w+)", told(project)) == [
        ("2", "go_live_date"),
        ("3", "build_cost"),
    ]


def test_a_header_is_a_name_and_never_sql(project, tmp_path):
    injected = "company_id text); copy (select 1) to 'pwned.csv'; create table x(y"
    content = (project / "seeds" / "companies.csv").read_text()
    write(project, content.replace("cost_of_capital", f'"{injected}"'), "companies")
    assert "cost_of_capital" in told(project, "companies")
    assert not list(tmp_path.rglob("pwned.csv"))


def test_a_file_that_is_missing_or_unknown_is_named(project):
    (project / "seeds" / "targets.csv").unlink()
    assert "seeds/targets.csv is missing" in told(project, "targets")
    write(project, "a,b\n", "target")
    assert "seeds/target.csv is no file of the register (the nearest is 'targets')" in told(project)


def test_a_decimal_point_in_a_file_of_commas_is_one_whatever_follows_it(project):
    write(project, "currency,quote_currency,rate_date,rate\nusd,Eur,2026-01-31,1.125\n", "fx_rates")
    (row,) = read(project, "fx_rates").to_pylist()
    assert (row["currency"], row["quote_currency"], row["rate"]) == ("USD", "EUR", 1.125)


@pytest.mark.parametrize("name", sorted(declared(ROOT)))
def test_the_demo_is_read_as_it_is_written(name):
    lines = list(csv.DictReader((ROOT / "seeds" / f"{name}.csv").open()))
    rows = read_register(ROOT, name).to_pylist()
    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        for column, text in line.items():
            if isinstance(row[column], str):
                assert row[column].lower() == text.lower()


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return a file with a few changes of the kinds that editing, copying and cutting make."""
    piece = bytes(draw.randrange(256) for _ in range(draw.randint(1, 4)))
    marks = [b",", b";", b'"', b"\n", b"\r\n", b"\r", b"\x00", b"\xfc", b"\xef\xbb\xbf", piece]
    for _ in range(draw.randint(1, 3)):
        place, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
        data = draw.choice(
            [
                data[:place] + draw.choice(marks) + data[place:],
                data[:place] + data[min(end, place + 9) :],
                data[:place],
                data[:end] + data[place:],
                data.replace(draw.choice(marks), draw.choice(marks)),
            ]
        )
    return data


@pytest.mark.slow
def test_four_hundred_mutations_are_read_or_refused_in_sentences(project):
    draw = random.Random(9)
    refused = 0
    schema = read(project).schema
    for _ in range(400):
        write(project, mutated(TEXT.encode(), draw))
        try:
            assert read(project).schema == schema
        except RegisterError as error:
            refused += 1
            for sentence in error.sentences:
                assert sentence.startswith("seeds/initiatives.csv")
                assert len(sentence) < 2000
    assert 100 < refused < 400
