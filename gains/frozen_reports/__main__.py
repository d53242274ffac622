"""The commands: make a snapshot, check all of them, send one."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from tqdm import tqdm

from gains.frozen_reports import store
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.make import FILES, make
from gains.frozen_reports.sharing import share
from gains.frozen_reports.sharing_file import configuration_file, read
from gains.published.publication import Publication
from gains.wording.figures import listed

#: Figures, each file, saved.
STEPS = len(FILES) + 2


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it went well, 1 with a sentence when not."""
    parsed = parser().parse_args(arguments)
    try:
        return parsed.run(parsed)
    except SnapshotError as error:
        print(str(error), file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"The system refused: {error.strerror or error}{where}. No half snapshot was left.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Stopped. No half snapshot was left.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m gains.frozen_reports", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")
    one = commands.add_parser("make", help="freeze the current build into a snapshot")
    one.add_argument(
        "--scope", default="portfolio", help="portfolio, company:<id>, initiative:<id>"
    )
    one.add_argument("--title", required=True)
    one.add_argument("--period", default="", help="what it reports on, as readers say it")
    one.add_argument("--author", default="", help="your login name when left out")
    one.add_argument("--replaces", default="", help="snapshot_id of the one that this corrects")
    one.add_argument("--published", type=Path, help="published folder")
    one.set_defaults(run=run_make)
    check = commands.add_parser("verify", help="recompute every sum, name every touched file")
    check.set_defaults(run=run_verify)
    send = commands.add_parser("share", help="send one to whom snapshot_sharing.yml names")
    send.add_argument("snapshot_id")
    send.set_defaults(run=run_share)
    for command in (one, check, send):
        command.add_argument("--folder", type=Path, default=folder())
    return top


def folder() -> Path:
    """Give the folder of shared snapshots: GAINS_SNAPSHOTS, or shared_snapshots here."""
    return Path(os.environ.get("GAINS_SNAPSHOTS", "shared_snapshots"))


def login_name() -> str:
    """Give who is logged in, as the author by default; empty when nobody knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def run_make(parsed: argparse.Namespace) -> int:
    """Make a snapshot, with a bar in the terminal."""
    publication = Publication(parsed.published) if parsed.published else Publication()
    with tqdm(total=STEPS, unit="step", file=sys.stderr, disable=None, leave=False) as bar:

        def progress(step: str) -> None:
            bar.set_description(step)
            bar.update()

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
    print(home)
    return 0


def run_verify(parsed: argparse.Namespace) -> int:
    """Check every snapshot; say what was touched."""
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


def run_share(parsed: argparse.Namespace) -> int:
    """Send a snapshot; say who was reached."""
    configuration = read(configuration_file())
    total = len(configuration.recipients) + len(configuration.webhooks)
    with tqdm(total=total, unit=" address", file=sys.stderr, disable=None, leave=False) as bar:

        def progress(address: str) -> None:
            bar.set_description(address)
            bar.update()

        reached = share(parsed.folder / Path(parsed.snapshot_id).name, configuration, progress)
    print(f"Sent to {listed(reached)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
