"""The command `gains`: one table of subcommands, each in a module of its own."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from gains.commands.errors import CommandError

#: Subcommand -> its module; imported only when it is called, so that each starts quickly.
COMMANDS = {
    "build": "gains.commands.build",
    "snapshot": "gains.commands.snapshot",
    "verify": "gains.commands.verify",
    "share": "gains.commands.share",
    "doctor": "gains.commands.doctor",
    "backup": "gains.commands.backup",
    "restore": "gains.commands.restore",
    "go-back": "gains.commands.go_back",
    "access": "gains.commands.access",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line when left out.

    Returns
    -------
    int
        0 when it went well, 1 with a sentence when not, 130 when it was stopped.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = parser(given).parse_args(given)
    try:
        return int(parsed.run(parsed))
    except CommandError as error:
        print(str(error), file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"The system refused: {error.strerror or error}{where}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser: of the subcommand that is called, or of all when none or help is."""
    top = argparse.ArgumentParser(
        prog="gains", description="What an automation really changed, from exports."
    )
    commands = top.add_subparsers(required=True, metavar="command")
    called = [given[0]] if given and given[0] in COMMANDS else list(COMMANDS)
    for name in called:
        module = importlib.import_module(COMMANDS[name])
        one = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    return top
