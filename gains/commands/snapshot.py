"""Freeze what is published into a snapshot: PDF, page, deck and workbook."""

import argparse
import getpass
import sys
from pathlib import Path

from tqdm import tqdm

from gains.commands.errors import CommandError
from gains.commands.shared_folder import add_folder
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.make import FILES, make
from gains.published.publication import Publication

HELP = "freeze what is published into PDF, page, deck and workbook"
#: Figures, each file, saved.
STEPS = len(FILES) + 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: what it is about, and how it is labelled."""
    parser.add_argument(
        "--scope", default="portfolio", help="portfolio, company:<id>, initiative:<id>"
    )
    parser.add_argument("--title", required=True)
    parser.add_argument("--period", default="", help="what it reports on, as readers say it")
    parser.add_argument("--author", default="", help="your login name when left out")
    parser.add_argument("--replaces", default="", help="snapshot_id of the one that this corrects")
    parser.add_argument("--published", type=Path, help="published folder")
    add_folder(parser)


def run(parsed: argparse.Namespace) -> int:
    """Make the snapshot, with a bar in the terminal; print its folder."""
    publication = Publication(parsed.published) if parsed.published else Publication()
    with tqdm(total=STEPS, unit="step", file=sys.stderr, disable=None, leave=False) as bar:

        def progress(step: str) -> None:
            bar.set_description(step)
            bar.update()

        try:
            home = make(
                publication,
                parsed.folder,
                scope=parsed.scope,
                title=parsed.title,
                period=parsed.period,
                author=parsed.author or login_name(),
                replaces=parsed.replaces,
                progress=progress,
            )
        except SnapshotError as error:
            raise CommandError(str(error)) from error
    print(home)
    return 0


def login_name() -> str:
    """Return who is logged in, as the author by default; empty when nobody knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
