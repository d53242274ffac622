"""Write one file with all that cannot be made again: exports, register, maps, publications."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from gains.commands.errors import CommandError
from gains.commands.project_lock import project_lock
from gains.project import ROOT
from gains.publishing.backup import BackupError, back_up

HELP = "write exports, register, maps and publications into one file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: the file to write."""
    parser.add_argument("archive", type=Path, help="a .tar.gz that does not exist yet")


def run(parsed: argparse.Namespace) -> int:
    """Write the backup and say how many files it holds."""
    try:
        with project_lock(ROOT):
            count = back_up(ROOT, parsed.archive.resolve(), datetime.now(UTC))
    except BackupError as error:
        raise CommandError(str(error)) from None
    print(f"{parsed.archive} holds {count:,} files.")
    return 0
