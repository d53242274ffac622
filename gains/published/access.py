"""Who sees which company: denied unless the access file, or working alone, allows it."""

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from gains.project import ROOT


@dataclass(frozen=True)
class User:
    """Who is looking.

    Attributes
    ----------
    email : str
        Verified by the login provider, in lower case; empty where nobody is vouched for.
    groups : tuple of str
        As the provider names them; never mixed with addresses.
    is_local : bool
        Nobody can log in, and the reader came in with this server's own token.
    refused : str
        Why a login does not count, as a sentence; empty where it does.
    shown_as : str
        The address as the provider gave it, to tell the reader; never looked up.
    """

    email: str = ""
    groups: tuple[str, ...] = ()
    is_local: bool = False
    refused: str = ""
    shown_as: str = ""


@dataclass(frozen=True)
class Scope:
    """The companies that a user may see; part of every cache key, in every query.

    Attributes
    ----------
    company_ids : tuple of str
        Sorted; ignored when `everything`.
    everything : bool
        Every company, now and later, and what belongs to none of them.
    """

    company_ids: tuple[str, ...] = ()
    everything: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing may be seen."""
        return not self.everything and not self.company_ids


class AccessFileError(ValueError):
    """The access file cannot be read; the message says what to write."""


def access_file() -> Path:
    """Give the access file: GAINS_ACCESS_FILE, or `access.yml` in the project."""
    return Path(os.environ.get("GAINS_ACCESS_FILE", ROOT / "access.yml"))


def resolve(user: User, path: Path | None = None) -> Scope:
    """Return the scope of a user.

    The file maps an e-mail address, or `group:` and a group's name, to a list of company ids, or
    to the word `everything`. Who is not in it sees nothing. A line that is wrong gives nobody
    anything, and takes nothing from anybody else.

    Parameters
    ----------
    user : User
        Who looks.
    path : Path, optional
        The access file; that of the project by default.

    Raises
    ------
    AccessFileError
        Where no line of the file can be read.
    """
    if user.is_local:
        return Scope(everything=True)
    path = path or access_file()
    if not path.is_file():
        return Scope()
    names = {f"group:{group}".lower() for group in user.groups}
    names |= {user.email} if user.email and not user.email.startswith("group:") else set()
    allowed: set[str] = set()
    for name, companies in read(path).lines.items():
        if name not in names:
            continue
        if companies == "everything":
            return Scope(everything=True)
        allowed.update(companies)
    return Scope(tuple(sorted(allowed)))


@dataclass(frozen=True)
class AccessFile:
    """The lines of the access file that count, and a sentence per line that does not.

    Attributes
    ----------
    lines : dict of str to list of str, or to the word everything
        By address or group, in lower case.
    problems : tuple of str
        What is wrong, with its line.
    """

    lines: dict[str, list[str] | str]
    problems: tuple[str, ...] = ()


def read(path: Path) -> AccessFile:
    """Read the access file, a line at a time.

    Parameters
    ----------
    path : Path
        The access file.

    Returns
    -------
    AccessFile

    Raises
    ------
    AccessFileError
        Where it is not YAML, not UTF-8, or no mapping.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise AccessFileError(f"{path.name} is not UTF-8. Save it as UTF-8.") from None
    except (OSError, yaml.YAMLError) as error:
        raise AccessFileError(f"{path.name} is not YAML: {error}") from error
    if node is None:
        return AccessFile({})
    if not isinstance(node, yaml.MappingNode):
        raise AccessFileError(f"{path.name} must map an e-mail address to a list of company ids.")
    lines: dict[str, list[str] | str] = {}
    problems: list[str] = []
    twice: set[str] = set()
    for key, value in node.value:
        where = f"{path.name}, line {key.start_mark.line + 1}"
        name = str(key.value).strip().lower() if isinstance(key, yaml.ScalarNode) else ""
        companies = _companies(value)
        if not name or companies is None:
            problems.append(
                f"{where}: write an e-mail address or group:<name>, then a list of company ids in "
                "brackets, or the word everything."
            )
        elif name in lines or name in twice:
            problems.append(f"{where}: {name} stands here a second time. Neither line counts.")
            twice.add(name)
            lines.pop(name, None)
        else:
            lines[name] = companies
    return AccessFile(lines, tuple(problems))


def _companies(node: yaml.Node) -> list[str] | str | None:
    """Return what a line allows; None where it is neither a list of ids nor everything."""
    if isinstance(node, yaml.ScalarNode):
        return "everything" if node.value == "everything" else None
    if not isinstance(node, yaml.SequenceNode):
        return None
    names = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
    is_list_of_ids = len(names) == len(node.value) and not {"everything", "*"} & set(names)
    return [str(name) for name in names] if is_list_of_ids else None


def is_loopback(address: str | None) -> bool:
    """Whether a server address can be reached from this machine only."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
