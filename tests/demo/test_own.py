"""`make own` removes what is the demo's and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demo.generate import demo_files, write_demo
from demo.own import DemoChangedError, clear_demo, main
from demo.register import seeds


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pristine")
    write_demo(root)
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    shutil.copytree(pristine, tmp_path / "project")
    return tmp_path / "project"


def contents(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_demo_is_cleared_down_to_the_header_lines(root: Path) -> None:
    for folder in ("landed", "target", "published"):
        (root / folder).mkdir()
    (root / "history.duckdb").touch()
    cleared = clear_demo(root)
    assert cleared.kept == ()
    assert not any(p.is_file() for p in (root / "exports").rglob("*"))
    assert not any((root / folder).exists() for folder in ("landed", "target", "published"))
    assert not (root / "history.duckdb").exists()
    for name, (columns, _) in seeds().items():
        assert (root / "seeds" / f"{name}.csv").read_text() == ",".join(columns) + "\n"


def test_a_second_time_finds_nothing_to_clear(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clear_demo(root)
    monkeypatch.chdir(root)
    assert main() == 0
    assert "Nothing of the demo is left to clear." in capsys.readouterr().out


def test_own_files_beside_the_demo_are_kept(root: Path) -> None:
    own = root / "exports" / "mycompany" / "canonical" / "cases.csv"
    own.parent.mkdir(parents=True)
    own.write_text("process_id,case_id,opened_at\np,1,2026-01-01\n")
    (root / "history.duckdb").touch()
    cleared = clear_demo(root)
    # it holds what was published of them, too
    assert (root / "history.duckdb").is_file()
    assert own.is_file()
    assert [str(path) for path in cleared.kept] == ["exports/mycompany/canonical/cases.csv"]


@pytest.mark.parametrize("changed", ["seeds/companies.csv", "exports"])
def test_a_changed_file_refuses_and_removes_nothing(
    root: Path,
    changed: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # somebody typed a row of their own into a seed, or replaced an export
    path = Path(changed)
    if changed == "exports":
        path = next(p for p in demo_files(root) if p.parts[0] == "exports")
    with (root / path).open("ab") as stream:
        stream.write(b"mycompany,My Company,USD,America/New_York,0.09\n")
    before = contents(root)
    with pytest.raises(DemoChangedError, match=path.name):
        clear_demo(root)
    assert contents(root) == before
    monkeypatch.chdir(root)
    assert main() == 1
    told = capsys.readouterr().err
    assert str(path) in told
    assert "git checkout -- exports seeds" in told


def test_own_rows_in_an_emptied_seed_are_not_lost(root: Path) -> None:
    # cleared, then filled: running it again must not eat the newcomer's register
    clear_demo(root)
    with (root / "seeds" / "companies.csv").open("ab") as stream:
        stream.write(b"mycompany,My Company,USD,America/New_York,0.09\n")
    before = contents(root)
    with pytest.raises(DemoChangedError):
        clear_demo(root)
    assert contents(root) == before
