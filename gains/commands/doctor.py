"""Check all that builds leave behind, mend what can be mended, and say the rest."""

import argparse

from gains.commands.errors import CommandError
from gains.commands.project_lock import project_lock
from gains.project import ROOT
from gains.publishing.doctor import examine
from gains.publishing.ledger import NewerLedgerError

HELP = "check and mend what builds leave: versions, ledger, history, work file"
LABELS = {"ok": "Well", "mended": "Mended", "wrong": "Wrong"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: there are none."""


def run(parsed: argparse.Namespace) -> int:
    """Print a line per finding; 1 when a person has to act."""
    try:
        with project_lock(ROOT):
            findings = examine(ROOT)
    except NewerLedgerError as error:
        raise CommandError(str(error)) from None
    for finding in findings:
        print(f"{LABELS[finding.state]}: {finding.sentence}")
    return 1 if any(finding.state == "wrong" for finding in findings) else 0
