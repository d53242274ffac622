"""Who sees what: the access file, and the cut of every table."""

import duckdb
import pytest

from gains.published.access import AccessFileError, Scope, User, is_loopback, resolve
from gains.published.reader import Reader


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
