"""Access file, escaping, downloads and the cut of every table, without a browser."""

import csv
import io
import json
from datetime import date

import duckdb
import openpyxl
import pytest

from dashboard import charts, shared_snapshots
from dashboard.access import AccessFileError, Scope, User, is_loopback, resolve
from dashboard.charts.parts import money_expression
from dashboard.markup import escaped
from dashboard.palette import DARK, LIGHT
from dashboard.reader import Reader
from dashboard.rendering import draw
from dashboard.tables import Column, as_csv, as_xlsx, table


@pytest.mark.parametrize(
    ("line", "scope"),
    [
        ("eva@falken.example: [falken]", Scope(("falken",))),
        ("EVA@Falken.example: [falken]", Scope(("falken",))),
        ('"group:Finance": [harbor, falken]', Scope(("falken", "harbor"))),
        ("eva@falken.example: everything", Scope(everything=True)),
        ("someone@falken.example: everything", Scope()),
        ("eva@falken.example: []", Scope()),
        ("", Scope()),
    ],
)
def test_the_access_file_names_who_sees_which_company(tmp_path, line, scope):
    path = tmp_path / "access.yml"
    path.write_text(line)
    assert resolve(User("eva@falken.example", ("finance",)), path) == scope


@pytest.mark.parametrize("line", ["- a", "a: b", "a: {b: c}", "a: [1]", "a: [b", "1: [b]"])
def test_an_access_file_of_another_shape_is_refused(tmp_path, line):
    path = tmp_path / "access.yml"
    path.write_text(line)
    with pytest.raises(AccessFileError, match=r"access\.yml"):
        resolve(User("a"), path)


def test_nobody_has_no_scope_even_where_the_file_is_missing(tmp_path):
    assert resolve(User(), tmp_path / "none.yml").is_empty
    assert resolve(User("a@b.example"), tmp_path / "none.yml").is_empty


def test_only_this_machine_is_loopback():
    assert all(is_loopback(one) for one in ("127.0.0.1", "::1", "localhost"))
    assert not any(is_loopback(one) for one in (None, "", "0.0.0.0", "10.0.0.1", "example.com"))


def test_every_published_table_is_cut_or_shared(sample):
    """A table that a later build adds must not be open to everybody by omission."""
    reader = Reader(next(sample.glob("*/gains.duckdb")), Scope(("nobody",)))
    for name in reader._tables:
        rows = reader.rows(f"select * from {name}")
        assert rows == [] or name == "kpis", name


def test_a_locked_reader_reads_no_file_and_writes_nothing(sample):
    reader = Reader(next(sample.glob("*/gains.duckdb")), Scope(everything=True))
    for sql in ("select * from read_csv('/etc/hosts')", "select * from read_text('/etc/hosts')"):
        with pytest.raises(duckdb.PermissionException):
            reader.rows(sql)
    with pytest.raises(duckdb.Error):
        reader._connection.execute("set enable_external_access = true")
    with pytest.raises(duckdb.Error):
        reader._connection.execute("create table main.x as select 1")


def test_markdown_prints_a_name_as_it_is():
    name = ":red[x] $a$ <b> [l](http://x) **b** `c` # :material/home: ~~s~~ www.x.example"
    text = escaped(name)
    seen = text.replace("\\", "")
    assert seen.replace("\u200b", "") == name
    assert ":material/home:" not in seen
    for opening in (":red[", "$a$", "<b>", "](http", "**", "`c`", "~~", "www.x"):
        assert opening not in text
    assert escaped("1. a\n# b") == "1\\. a \\# b"


ROWS = [
    {"name": "=1+1", "amount": -5.5, "day": date(2026, 1, 2), "flag": True},
    {"name": "@SUM(A1)", "amount": None, "day": None, "flag": False},
    {"name": "\tcmd", "amount": 3, "day": date(2026, 1, 3), "flag": None},
]
COLUMNS = [
    Column("name", "Name"),
    Column("amount", "Amount"),
    Column("day", "Day"),
    Column("flag", "F"),
]


def test_a_csv_runs_no_formula_and_keeps_numbers():
    text = as_csv(table("x", COLUMNS, ROWS)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["name", "amount", "day", "flag"]
    assert [line[0] for line in lines[1:]] == ["'=1+1", "'@SUM(A1)", "'\tcmd"]
    assert lines[1][1:3] == ["-5.5", "2026-01-02"]


def test_a_workbook_runs_no_formula_and_keeps_types():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table("x/y", COLUMNS, ROWS)))).active
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == -5.5
    assert sheet["C2"].value.date() == date(2026, 1, 2)


def test_a_snapshot_is_seen_by_who_may_see_all_its_companies(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINS_SNAPSHOTS", str(tmp_path))
    for name, companies in (("both", ["harbor", "falken"]), ("one", ["falken"]), ("old", None)):
        home = tmp_path / name
        home.mkdir()
        (home / "a.pdf").write_bytes(b"x")
        content = {"title": name, "files": {"pdf": {"name": "a.pdf"}, "xlsx": {"name": "../x"}}}
        if companies:
            content["company_ids"] = companies
        (home / "snapshot.json").write_text(json.dumps(content))

    def seen(scope: Scope) -> set[str]:
        return {one.title for one in shared_snapshots.snapshots(scope)}

    assert seen(Scope(everything=True)) == {"both", "one", "old"}
    assert seen(Scope(("falken",))) == {"one"}
    assert seen(Scope()) == set()
    assert [file.kind for file in shared_snapshots.snapshots(Scope(("falken",)))[0].files] == [
        "pdf"
    ]


def test_charts_draw_with_nothing_in_them():
    """A first build has gaps everywhere; a chart must not fail on them."""
    empty = [
        charts.forest([], LIGHT),
        charts.clock([], DARK),
        charts.steps([], LIGHT),
        charts.ageing([], LIGHT),
        charts.weekly(
            [], LIGHT, tone="good", unit="hours", currency="", go_live=None, ramp_ends=None,
            labels=("", ""),
        ),
    ]  # fmt: skip
    assert all(b"<svg" in draw(spec, "svg") for spec in empty)


def test_a_name_in_a_chart_is_text_and_no_markup():
    row = {"name": "<script>alert(1)</script>", "days": 10, "figure": "day 10", "tone": "bad"}
    assert b"<script>" not in draw(charts.clock([row], LIGHT), "svg")


def test_an_axis_prints_negative_money_as_the_tiles_do():
    assert "'−'" in money_expression("USD")
    assert "'$'" in money_expression("USD")
