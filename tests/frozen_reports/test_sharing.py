"""A snapshot reaches those whom the configuration names and allows, over real servers, only."""

import email
import http.server
import json
import threading
from email import policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from gains.cli import main
from gains.frozen_reports import store
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.sharing import share
from gains.frozen_reports.sharing_file import read


class Inbox(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.messages = []

    def handle_message(self, message) -> None:
        self.messages.append(email.message_from_bytes(message.as_bytes(), policy=policy.default))


@pytest.fixture
def inbox():
    """Run an SMTP server on a free port of this machine."""
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


def free_port() -> int:
    """Ask the system for a free port."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def chat():
    """Run a chat that takes webhooks; `answer` is its status."""
    received = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(404 if "gone" in self.path else 200)
            self.end_headers()

        def log_message(self, *_) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()


def configured(folder: Path, text: str) -> Path:
    """Write a configuration."""
    path = folder / "snapshot_sharing.yml"
    path.write_text(text)
    return path


def mail_to(port: int, recipients: str) -> str:
    """Give a configuration for a server on this machine."""
    return (
        "email:\n  server: 127.0.0.1\n"
        f"  port: {port}\n  encryption: none\n  sender: gains@example.com\n"
        f"  recipients:\n{recipients}"
    )


def test_an_email_carries_the_sentence_and_the_pdf(snapshot, inbox, tmp_path):
    path = configured(tmp_path, mail_to(inbox.port, "    chief@example.com: everything\n"))
    assert share(snapshot, read(path)) == ["chief@example.com"]
    (message,) = inbox.messages
    assert message["To"] == "chief@example.com"
    assert message["Subject"] == "October board pack"
    body = message.get_body().get_content()
    described = json.loads((snapshot / store.RECORD).read_bytes())
    assert described["answer"]["headline"] in body
    assert snapshot.name in body
    (attached,) = message.iter_attachments()
    assert attached.get_content() == (snapshot / "snapshot.pdf").read_bytes()


def test_nobody_gets_a_company_that_is_not_allowed_to_them(snapshot, inbox, tmp_path):
    path = configured(
        tmp_path,
        mail_to(
            inbox.port,
            "    all@example.com: [harbor, falken]\n    one@example.com: [harbor]\n"
            "    none@example.com: []\n",
        ),
    )
    assert share(snapshot, read(path)) == ["all@example.com"]
    assert [message["To"] for message in inbox.messages] == ["all@example.com"]


def test_a_chat_gets_the_sentence(snapshot, chat, tmp_path):
    address, received = chat
    path = configured(tmp_path, f"webhooks:\n  {address}/hook/secret: everything\n")
    assert share(snapshot, read(path)) == ["webhook of 127.0.0.1"]
    ((where, body),) = received
    assert where == "/hook/secret"
    assert "live initiatives with an owner improved" in json.loads(body)["text"]


def test_one_unreached_is_named_and_the_others_are_reached(snapshot, inbox, chat, tmp_path):
    address, _ = chat
    path = configured(
        tmp_path,
        mail_to(inbox.port, "    chief@example.com: everything\n")
        + f"webhooks:\n  {address}/gone: everything\n",
    )
    with pytest.raises(SnapshotError, match=r"it answered 404.*Reached: chief@example.com"):
        share(snapshot, read(path))
    assert len(inbox.messages) == 1
    assert store.touched(snapshot) == []


def test_without_a_configuration_nothing_leaves(snapshot, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GAINS_SNAPSHOT_SHARING", str(tmp_path / "absent.yml"))
    assert main(["share", snapshot.name, "--folder", str(snapshot.parent)]) == 1
    assert "Nobody is named" in capsys.readouterr().err


def test_a_touched_snapshot_is_not_sent(snapshot, inbox, tmp_path):
    home = tmp_path / snapshot.name
    home.mkdir()
    for path in snapshot.iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    (home / "snapshot.pdf").write_bytes(b"other")
    path = configured(tmp_path, mail_to(inbox.port, "    chief@example.com: everything\n"))
    with pytest.raises(SnapshotError, match=r"snapshot\.pdf was changed"):
        share(home, read(path))
    assert inbox.messages == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "email and webhooks"),
        ("email: {server: x, sender: a@b.c, password: secret}", "password_variable"),
        ("email: {server: x, sender: a@b.c, encryption: none}", "only a server on this machine"),
        ("email: {server: x, sender: nobody}", "not an e-mail address"),
        ("email: {server: x, sender: a@b.c, recipients: {x: everything}}", "not an e-mail"),
        ("email: {server: x, sender: a@b.c, recipients: {a@b.c: all}}", "list of company ids"),
        ("webhooks: {'http://example.com/x': everything}", "with https"),
        ("webhooks: {'file:///etc/passwd': everything}", "with https"),
        ("{", "is not YAML"),
    ],
)
def test_a_wrong_configuration_is_a_sentence(tmp_path, text, said):
    with pytest.raises(SnapshotError, match=said):
        read(configured(tmp_path, text))
