"""Who sees what: the access file, and the cut of every table."""

import duckdb
import pytest

from gains.published.access import AccessFileError, Scope, User, is_loopback, read, resolve
from gains.published.reader import SHARED, Reader


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


@pytest.mark.parametrize("content", [b"- a", b"a: [b", b"a", b"\xff\xfea: [b]", b"\xe9: [b]"])
def test_a_file_that_is_no_access_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "access.yml"
    path.write_bytes(content)
    with pytest.raises(AccessFileError, match=r"access\.yml"):
        resolve(User("a@b.example"), path)


@pytest.mark.parametrize(
    "line",
    ["new@b.example: c", "new@b.example: {b: c}", "new@b.example: [everything]",
     'new@b.example: ["*"]', "new@b.example: [[c]]", "[x]: [c]"],
)  # fmt: skip
def test_a_wrong_line_gives_nobody_anything_and_locks_nobody_else_out(tmp_path, line):
    path = tmp_path / "access.yml"
    path.write_text(f"eva@b.example: [falken]\n{line}\n")
    assert resolve(User("eva@b.example"), path) == Scope(("falken",))
    assert resolve(User("new@b.example"), path).is_empty
    (problem,) = read(path).problems
    assert problem.startswith("access.yml, line 2: ")


def test_an_address_that_stands_twice_counts_neither_time(tmp_path):
    path = tmp_path / "access.yml"
    path.write_text("eva@b.example: [falken]\nEva@b.example: everything\n")
    assert resolve(User("eva@b.example"), path).is_empty
    assert "second time" in read(path).problems[0]


def test_an_address_cannot_pass_for_a_group(tmp_path):
    path = tmp_path / "access.yml"
    path.write_text('"group:finance": everything\n')
    assert resolve(User("group:finance"), path).is_empty
    assert resolve(User("a@b.example", ("finance",)), path).everything


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
        assert rows == [] or name in SHARED, name


def test_a_locked_reader_reads_no_file_and_writes_nothing(sample):
    reader = Reader(next(sample.glob("*/gains.duckdb")), Scope(everything=True))
    for sql in ("select * from read_csv('/etc/hosts')", "select * from read_text('/etc/hosts')"):
        with pytest.raises(duckdb.PermissionException):
            reader.rows(sql)
    with pytest.raises(duckdb.Error):
        reader._connection.execute("set enable_external_access = true")
    with pytest.raises(duckdb.Error):
        reader._connection.execute("create table main.x as select 1")
