"""Recompute the sums of every snapshot and name each file that was touched."""

import argparse
import sys

from tqdm import tqdm

from gains.commands.shared_folder import add_folder
from gains.frozen_reports import store

HELP = "recompute the sums of all snapshots, name every touched file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: where the snapshots are."""
    add_folder(parser)


def run(parsed: argparse.Namespace) -> int:
    """Check every snapshot; 1 when a file was touched."""
    known = []
    with tqdm(unit=" snapshot", file=sys.stderr, disable=None, leave=False) as bar:

        def progress(name: str) -> None:
            known.append(name)
            bar.update()

        findings = store.verify(parsed.folder, progress)
    for finding in findings:
        print(finding.sentence)
    if not findings:
        noun = "snapshot is" if len(known) == 1 else "snapshots are"
        print(f"{len(known)} {noun} as written.")
    return 1 if findings else 0
