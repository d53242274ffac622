"""Who sees which company: denied unless the access file, or working alone, allows it."""

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from gains.project import ROOT


@dataclass(frozen=True)
class User:
    """Who is looking. `is_local`: nobody can log in, and the server is bound to loopback."""

    email: str = ""
    groups: tuple[str, ...] = ()
    is_local: bool = False


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
    """Give the scope of a user.

    The file maps an e-mail address, or `group:` and a group's name, to a list of company ids, or
    to the word `everything`. Who is not in it sees nothing.

    Raises
    ------
    AccessFileError
        When the file has another shape.
    """
    if user.is_local:
        return Scope(everything=True)
    path = path or access_file()
    if not path.is_file():
        return Scope()
    allowed: set[str] = set()
    names = {user.email.lower(), *(f"group:{group}".lower() for group in user.groups)} - {""}
    for name, companies in read(path).items():
        if name.lower() not in names:
            continue
        if companies == "everything":
            return Scope(everything=True)
        allowed.update(companies)
    return Scope(tuple(sorted(allowed)))


def read(path: Path) -> dict[str, list[str] | str]:
    """Read the access file and check its shape."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise AccessFileError(f"{path.name} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise AccessFileError(f"{path.name} must map an e-mail address to a list of company ids.")
    for name, companies in content.items():
        is_list = isinstance(companies, list) and all(isinstance(c, str) for c in companies)
        if not isinstance(name, str) or not (companies == "everything" or is_list):
            raise AccessFileError(
                f"{path.name}: write {name!r} with a list of company ids, or the word everything."
            )
    return content


def is_loopback(address: str | None) -> bool:
    """Whether a server address can be reached from this machine only."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
