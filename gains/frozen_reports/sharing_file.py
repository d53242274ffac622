"""Whom snapshots are sent to: the file snapshot_sharing.yml, read and checked."""

import os
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from gains.frozen_reports.errors import SnapshotError
from gains.project import ROOT
from gains.published.access import is_loopback

EVERYTHING = "everything"
ENCRYPTIONS = ("starttls", "tls", "none")


@dataclass(frozen=True)
class Mail:
    """How e-mail leaves: server, port, encryption (starttls, tls, none), sender, user, password."""

    server: str
    port: int
    encryption: str
    sender: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Recipient:
    """Who is reached, and whose figures they may see: company ids, or everything.

    Attributes
    ----------
    address : str
        An e-mail address, or the URL of a webhook.
    companies : tuple of str or str
        Company ids, or the word everything.
    """

    address: str
    companies: tuple[str, ...] | str

    def may_see(self, described: dict[str, Any]) -> bool:
        """Whether every company of a snapshot is allowed."""
        inside = set(described["company_ids"])
        return self.companies == EVERYTHING or (bool(inside) and inside <= set(self.companies))


@dataclass(frozen=True)
class Configuration:
    """Whom a snapshot is sent to; empty when the file is not there."""

    mail: Mail | None = None
    recipients: tuple[Recipient, ...] = ()
    webhooks: tuple[Recipient, ...] = ()


def configuration_file() -> Path:
    """Give the file: GAINS_SNAPSHOT_SHARING, or snapshot_sharing.yml in the project."""
    return Path(os.environ.get("GAINS_SNAPSHOT_SHARING", ROOT / "snapshot_sharing.yml"))


def read(path: Path) -> Configuration:
    """Read the configuration.

    Raises
    ------
    SnapshotError
        When it has another shape; the message says what to write.
    """
    if not path.is_file():
        return Configuration()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise SnapshotError(f"{path.name} is not YAML: {error}") from error
    if not isinstance(content, dict) or not set(content) <= {"email", "webhooks"}:
        raise SnapshotError(f"{path.name} holds email and webhooks, and nothing else.")
    email = content.get("email") or {}
    hooks = allowed(path, "webhooks", content.get("webhooks") or {})
    for hook in hooks:
        parts = urlsplit(hook.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
            raise SnapshotError(f"{path.name}: write the webhook {hook.address!r} with https.")
    if not email:
        return Configuration(webhooks=hooks)
    recipients = allowed(path, "recipients", email.get("recipients") or {})
    for one in (*recipients, Recipient(str(email.get("sender", "")), ())):
        if parseaddr(one.address)[1] != one.address or "@" not in one.address:
            raise SnapshotError(f"{path.name}: {one.address!r} is not an e-mail address.")
    return Configuration(mail_of(path, email), recipients, hooks)


def mail_of(path: Path, email: dict[str, Any]) -> Mail:
    """Read how e-mail leaves; the password comes from an environment variable, never the file."""
    encryption = str(email.get("encryption", "starttls"))
    if not email.get("server") or encryption not in ENCRYPTIONS:
        raise SnapshotError(
            f"{path.name}: email needs server, and encryption as one of {', '.join(ENCRYPTIONS)}."
        )
    if encryption == "none" and not is_loopback(str(email["server"])):
        raise SnapshotError(f"{path.name}: without encryption, only a server on this machine.")
    if "password" in email:
        raise SnapshotError(
            f"{path.name}: write password_variable, the name of an environment variable, not the "
            "password itself."
        )
    variable = str(email.get("password_variable", ""))
    password = os.environ.get(variable, "") if variable else ""
    if variable and not password:
        raise SnapshotError(f"{path.name}: the environment variable {variable} is empty.")
    return Mail(
        str(email["server"]),
        int(email.get("port", 465 if encryption == "tls" else 587)),
        encryption,
        str(email["sender"]),
        str(email.get("user", "")),
        password,
    )


def allowed(path: Path, name: str, content: object) -> tuple[Recipient, ...]:
    """Read addresses, each with its company ids or the word everything."""
    if not isinstance(content, dict):
        raise SnapshotError(
            f"{path.name}: {name} maps an address to a list of company ids, or to everything."
        )
    out = []
    for address, companies in content.items():
        is_list = isinstance(companies, list) and all(isinstance(one, str) for one in companies)
        if companies != EVERYTHING and not is_list:
            raise SnapshotError(
                f"{path.name}: write {address!r} with a list of company ids, or with everything."
            )
        out.append(Recipient(str(address), tuple(companies) if is_list else EVERYTHING))
    return tuple(out)
