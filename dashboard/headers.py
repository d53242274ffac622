"""Headers on every answer: nothing from or to any other host; and a login that failed is told."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.identity import is_behind_tls

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
#: Set for a minute when the login provider sent a reader back with an error.
REFUSED = "gains_login_refused"


def refusal(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Give the cookie that tells the first page of a refused login; nothing otherwise."""
    is_refused = scope["path"].endswith("/oauth2callback") and (
        b"error=" in scope.get("query_string", b"")
    )
    cookie = f"{REFUSED}=1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
    return [(b"set-cookie", cookie.encode())] if is_refused else []


def secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return a header; a cookie goes over TLS only where readers come through TLS."""
    name, value = header
    is_open_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_open_cookie and is_behind_tls() else header


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and add the headers where an answer starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", [])}
                added = [header for header in HEADERS if header[0] not in given] + refusal(scope)
                sent = [secured(header) for header in message.get("headers", [])]
                message = {**message, "headers": [*sent, *added]}
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
