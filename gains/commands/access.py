"""Say which companies an address may see, and what is wrong with the access file."""

import argparse

from gains.commands.errors import CommandError
from gains.published.access import AccessFileError, User, access_file, read, resolve
from gains.published.publication import Publication
from gains.published.reader import Reader
from gains.published.register import companies

HELP = "say which companies an address may see"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: what to do, the address, and the groups it is in."""
    parser.add_argument("what", choices=["check"])
    parser.add_argument("address", help="an e-mail address")
    parser.add_argument("--group", action="append", default=[], help="a group of the provider")


def run(parsed: argparse.Namespace) -> int:
    """Print the companies; 1 where the access file has a line that does not count."""
    path = access_file()
    if not path.is_file():
        raise CommandError(f"There is no {path}: nobody who logs in sees anything.")
    try:
        found = read(path)
        scope = resolve(User(parsed.address.strip().lower(), tuple(parsed.group)), path)
    except AccessFileError as error:
        raise CommandError(str(error)) from None
    if scope.everything:
        print(f"{parsed.address} sees everything.")
    elif scope.is_empty:
        print(f"{parsed.address} sees nothing: no line of {path} names it or a group of it.")
    else:
        print(f"{parsed.address} sees {', '.join(scope.company_ids)}.")
    problems = [*found.problems, *unknown(found.lines, str(path.name))]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def unknown(lines: dict[str, list[str] | str], name: str) -> list[str]:
    """Return a sentence per company of the access file that is not published."""
    version = Publication().current()
    if version is None:
        return []
    everything = User(is_local=True)
    known = {
        row["company_id"] or "" for row in companies(Reader(version.database, resolve(everything)))
    }
    return [
        f"{name}: {who} names {company}, which no published company is called. "
        f"Known: {', '.join(sorted(known))}."
        for who, allowed in lines.items()
        if allowed != "everything"
        for company in allowed
        if company not in known
    ]
