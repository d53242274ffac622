"""Send a snapshot to those whom snapshot_sharing.yml names and allows."""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from gains.commands.errors import CommandError
from gains.commands.shared_folder import add_folder
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.sharing import share
from gains.frozen_reports.sharing_file import configuration_file, read
from gains.wording.formats import join_names

HELP = "send a snapshot to whom snapshot_sharing.yml names"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: which snapshot."""
    parser.add_argument("snapshot_id")
    add_folder(parser)


def run(parsed: argparse.Namespace) -> int:
    """Send it; say who was reached."""
    try:
        configuration = read(configuration_file())
        total = len(configuration.recipients) + len(configuration.webhooks)
        with tqdm(total=total, unit=" address", file=sys.stderr, disable=None, leave=False) as bar:

            def progress(address: str) -> None:
                bar.set_description(address)
                bar.update()

            reached = share(parsed.folder / Path(parsed.snapshot_id).name, configuration, progress)
    except SnapshotError as error:
        raise CommandError(str(error)) from error
    print(f"Sent to {join_names(reached)}.")
    return 0
