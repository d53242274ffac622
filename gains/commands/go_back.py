"""Show readers an earlier published version again."""

import argparse

from gains.commands.errors import CommandError
from gains.commands.project_lock import project_lock
from gains.project import ROOT
from gains.publishing.ledger import NewerLedgerError
from gains.publishing.pointer import go_back

HELP = "show readers an earlier version again"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: the version."""
    parser.add_argument("version", help="a folder of published/")


def run(parsed: argparse.Namespace) -> int:
    """Point readers to the version, enter it in the ledger, and say so."""
    try:
        with project_lock(ROOT):
            print(go_back(ROOT / "published", parsed.version))
    except (ValueError, NewerLedgerError) as error:
        raise CommandError(str(error)) from None
    return 0
