"""The door: which hosts and pages may talk to this server, and who may without a login.

It stands in front of everything: pages, sockets, media and own routes alike.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from dashboard.identity import login_host, login_is_configured

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

COOKIE = "gains_token"
#: The address's parameter that carries the token, once.
PARAMETER = "token"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: Open to all that may reach the server: whether it lives, whether anything is published, fonts.
OPEN_PATHS = ("/_stcore/health", "/ready", "/app/static/", "/static/", "/favicon")
WRONG_HOST = (
    "This server does not answer under this name. Name it in GAINS_HOSTS where the server starts; "
    "docs/dashboard.md says how."
)
WRONG_ORIGIN = "Another page may not talk to this server."
NO_TOKEN = (
    "Open the address that `make dashboard` printed: it carries a token, and without a login "
    "nobody is let in without it."
)


def server_token() -> str:
    """Return this server's token: GAINS_TOKEN, or a new one per start."""
    return os.environ.setdefault("GAINS_TOKEN", secrets.token_urlsafe(24))


class Guard:
    """ASGI middleware that refuses foreign hosts, foreign pages and, without a login, strangers.

    Parameters
    ----------
    app : callable
        The application behind it.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app
        self.token = server_token()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in, and say why not to the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = refused(scope["type"], scope.get("method", "GET"), headers)
        if refusal:
            await refuse(scope, send, refusal)
            return
        if scope["path"].startswith(OPEN_PATHS) or login_is_configured():
            await self.app(scope, receive, send)
            return
        given = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if scope["type"] == "http" and self.is_token(given.get(PARAMETER, [""])[0]):
            await self.welcome(scope, send, given)
        elif self.is_token(cookie_of(headers)):
            await self.app(scope, receive, send)
        else:
            await refuse(scope, send, NO_TOKEN)

    def is_token(self, given: str) -> bool:
        """Whether a text is the token, compared in constant time."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    async def welcome(self, scope: Scope, send: Send, given: dict[str, list[str]]) -> None:
        """Turn the token in the address into a cookie, and take it out of the address."""
        rest = {name: values for name, values in given.items() if name != PARAMETER}
        query = urlencode(rest, doseq=True)
        target = scope["path"] + (f"?{query}" if query else "")
        cookie = f"{COOKIE}={self.token}; Path=/; HttpOnly; SameSite=Strict"
        await answer(
            send, 303, "", (b"location", target.encode()), (b"set-cookie", cookie.encode())
        )


def refused(kind: str, method: str, headers: dict[str, str]) -> str:
    """Return why a request may not come in, by where it is addressed and what page sent it.

    Parameters
    ----------
    kind : str
        http or websocket.
    method : str
        Of the request.
    headers : dict of str to str
        By name in lower case.

    Returns
    -------
    str
        A sentence; empty where it may.
    """
    host = headers.get("host", "")
    if hostname(host) not in allowed_hosts():
        return WRONG_HOST
    origin = headers.get("origin", "")
    is_own = origin.lower() in (f"http://{host}".lower(), f"https://{host}".lower())
    if kind == "websocket" and not is_own:
        # a browser always sends it: without one the sender hides which page it comes from
        return WRONG_ORIGIN
    if origin and method not in ("GET", "HEAD") and not is_own:
        return WRONG_ORIGIN
    return ""


def allowed_hosts() -> frozenset[str]:
    """Return the names under which this server answers."""
    given = os.environ.get("GAINS_HOSTS", "")
    named = {name.strip().lower() for name in given.split(",") if name.strip()}
    return LOOPBACK | named | ({login_host()} - {""})


def hostname(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def cookie_of(headers: dict[str, str]) -> str:
    """Return the token in a request's cookies; empty where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def refuse(scope: Scope, send: Send, sentence: str) -> None:
    """Refuse a request with a sentence, or a socket before it opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:120]})
    else:
        await answer(send, 403, sentence)


async def answer(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    """Send a whole answer of plain text."""
    body = text.encode()
    given = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": body})
