"""The command `gains`: what would go wrong unseen is a stack trace, or a wheel that needs more."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from gains.cli import COMMANDS, main
from tests.project import ROOT
from tests.published import sample_publication


def test_every_subcommand_can_say_what_it_does(capsys):
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
    assert "dbt build" in capsys.readouterr().out


def test_an_unknown_subcommand_is_a_sentence_that_lists_the_known(capsys):
    with pytest.raises(SystemExit):
        main(["snapshoot"])
    said = capsys.readouterr().err
    assert all(name in said for name in COMMANDS)
    assert "Traceback" not in said


def test_a_build_outside_a_project_is_a_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "gains", "build"],
        env={**os.environ, "GAINS_PROJECT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"There is no dbt_project.yml in {tmp_path}" in done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone in an environment of its own, beside the locked dependencies.

    The dependencies come through a path file that names the site-packages of this environment;
    there the project itself is an editable install, which the path file does not bring along.
    """
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    build = [uv, "build", "--wheel", "--offline", "--no-build-isolation", "--out-dir", folder, ROOT]
    environment = {**os.environ, "VIRTUAL_ENV": str(Path(sys.executable).parents[1])}
    subprocess.run(build, check=True, capture_output=True, env=environment, cwd=folder)
    home = folder / "environment"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    install = [uv, "pip", "install", "--offline", "--no-deps", "--python", python, wheel]
    subprocess.run(install, check=True, capture_output=True)
    mine = Path(packages())
    (site,) = home.glob("lib/python*/site-packages")
    (site / "locked.pth").write_text(f"{mine}\n")
    return home


def packages() -> str:
    """Return where this environment keeps its packages."""
    import numpy

    return str(Path(numpy.__file__).parents[1])


def test_the_wheel_alone_freezes_a_snapshot(installed, tmp_path):
    sample_publication.write(tmp_path / "published")
    command = [installed / "bin" / "gains", "snapshot", "--title", "From a wheel", "--author", "a"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    home = tmp_path / done.stdout.strip()
    assert {"snapshot.pdf", "snapshot.html", "snapshot.pptx", "snapshot.xlsx"} <= {
        path.name for path in home.iterdir()
    }
    where = [installed / "bin" / "python", "-c", "import gains; print(gains.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(installed)
