"""Run dbt build in the project: land, validate, model, estimate, publish."""

import argparse
import subprocess
import sys
from pathlib import Path

from gains.commands.errors import CommandError
from gains.project import ROOT

HELP = "land, validate, model, estimate and publish (dbt build)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: all of them go to dbt."""
    parser.add_argument("dbt", nargs=argparse.REMAINDER, help="passed to dbt build")


def run(parsed: argparse.Namespace) -> int:
    """Run the build and return dbt's own status."""
    if not (ROOT / "dbt_project.yml").is_file():
        raise CommandError(
            f"There is no dbt_project.yml in {ROOT}. Run gains build in the project's folder, or "
            "name it in GAINS_PROJECT."
        )
    command = [str(Path(sys.executable).with_name("dbt")), "build", *parsed.dbt]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
