"""Sends a finished snapshot to those whom the configuration names: by e-mail, or to a chat.

Off until the file exists. Nobody is reached whom it does not name, and nobody gets a company's
figures whom it does not allow to see that company.
"""

import http.client
import json
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gains.frozen_reports import store
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.printable import clean
from gains.frozen_reports.sharing_file import Configuration, Mail, configuration_file

SECONDS = 30


def share(
    home: Path, configuration: Configuration, progress: Callable[[str], None] = lambda name: None
) -> list[str]:
    """Send a snapshot to everybody whom the configuration names and allows.

    Parameters
    ----------
    home : Path
        The snapshot's folder.
    configuration : Configuration
        As `read` gives it.
    progress : callable
        Called with each address before it is reached.

    Returns
    -------
    list of str
        Who was reached.

    Raises
    ------
    SnapshotError
        When the snapshot was touched, nobody is named, or somebody could not be reached.
    """
    if not home.is_dir():
        raise SnapshotError(f"There is no snapshot {home.name!r} in {home.parent}.")
    found = store.touched(home)
    if found:
        raise SnapshotError(f"The snapshot {home.name} is not sent: {' '.join(found)}")
    described = json.loads((home / store.RECORD).read_bytes())
    people = [one for one in configuration.recipients if one.may_see(described)]
    hooks = [one for one in configuration.webhooks if one.may_see(described)]
    if not people and not hooks:
        raise SnapshotError(
            "Nobody is named who may see all companies of this snapshot. Name them in "
            f"{configuration_file().name}; until then, hand over the folder {home}."
        )
    reached, failed = [], []
    for one in [*people, *hooks]:
        progress(shown(one.address))
        try:
            if one in hooks:
                call_webhook(one.address, described)
            elif configuration.mail is not None:
                send_mail(configuration.mail, one.address, home, described)
            reached.append(shown(one.address))
        except (OSError, smtplib.SMTPException, http.client.HTTPException) as error:
            failed.append(f"{shown(one.address)} ({clean(str(error))[:200]})")
    if failed:
        raise SnapshotError(
            f"Not reached: {', '.join(failed)}. "
            + (f"Reached: {', '.join(reached)}. " if reached else "")
            + "The snapshot itself is unharmed."
        )
    return reached


def shown(address: str) -> str:
    """Give an address for the terminal; a webhook's path is a secret."""
    return f"webhook of {urlsplit(address).hostname}" if "://" in address else address


def sentence(described: dict[str, Any]) -> str:
    """Give the answer in words, what changed, and where the figures come from."""
    lines = [
        clean(described["title"]),
        "",
        clean(f"{described['answer']['headline']} {described['answer']['detail']}"),
        "",
        "What changed since the last snapshot:",
        *(f"- {clean(line)}" for line in described["changes"][:10]),
        "",
        clean(described["stamp"]),
        f"Snapshot {described['snapshot_id']}, frozen.",
    ]
    return "\n".join(lines)


def send_mail(mail: Mail, address: str, home: Path, described: dict[str, Any]) -> None:
    """Send one e-mail: the sentence in the body, the PDF attached."""
    message = EmailMessage()
    message["Subject"] = clean(described["title"])[:200]
    message["From"] = mail.sender
    message["To"] = address
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message.set_content(sentence(described))
    message.add_attachment(
        (home / store.FILE_NAMES["pdf"]).read_bytes(),
        maintype="application",
        subtype="pdf",
        filename=f"{home.name}.pdf",
    )
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.encryption == "tls":
        server = smtplib.SMTP_SSL(mail.server, mail.port, timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(mail.server, mail.port, timeout=SECONDS)
    with server:
        if mail.encryption == "starttls":
            server.starttls(context=trusted)
        if mail.user:
            server.login(mail.user, mail.password)
        server.send_message(message)


def call_webhook(url: str, described: dict[str, Any]) -> None:
    """Post the sentence as JSON, as chats take it: {"text": ...}. Redirects are not followed."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        body = json.dumps({"text": sentence(described)}, ensure_ascii=False).encode()
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
        status = connection.getresponse().status
        if not 200 <= status < 300:
            raise http.client.HTTPException(f"it answered {status}")
    finally:
        connection.close()
