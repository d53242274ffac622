"""Put a backup back; a file that is there and differs is never overwritten."""

import argparse
from pathlib import Path

from gains.commands.errors import CommandError
from gains.commands.project_lock import project_lock
from gains.project import ROOT
from gains.publishing.backup import BackupError, restore

HELP = "put a backup back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: the file to read."""
    parser.add_argument("archive", type=Path, help="as `gains backup` wrote it")


def run(parsed: argparse.Namespace) -> int:
    """Write what is missing and say how many files that were."""
    try:
        with project_lock(ROOT):
            count = restore(parsed.archive, ROOT)
    except BackupError as error:
        raise CommandError(str(error)) from None
    print(f"{count:,} files were put back. `dbt build` makes everything else again.")
    return 0
