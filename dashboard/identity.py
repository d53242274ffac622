"""Who looks: on this machine with the server's token, or whom the login provider vouches for."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from gains.published import access

_EMAIL = re.compile(r"[^@\s:]+@[^@\s:]+")
#: Addresses of Entra ID that let any tenant in; the issuer must then be stated.
_ANY_TENANT = re.compile(r"/(common|organizations|consumers)/", re.IGNORECASE)
DEFAULT_LOGIN_HOURS = 12.0


def settings() -> Mapping[str, object]:
    """Return the section [gains_login] of secrets.toml; empty where there is none."""
    return secrets_section("gains_login")


def secrets_section(name: str) -> Mapping[str, object]:
    """Return a section of secrets.toml; empty where there is none."""
    try:
        found = st.secrets.get(name, {})
    except FileNotFoundError:
        return {}
    return found if isinstance(found, Mapping) else {}


def login_is_configured() -> bool:
    """Whether secrets.toml has an [auth] section."""
    return bool(secrets_section("auth"))


def login_host() -> str:
    """Return the host that readers log in under; empty where no login is set up."""
    redirect = str(secrets_section("auth").get("redirect_uri") or "")
    return (urlsplit(redirect).hostname or "").lower()


def current_user() -> access.User | None:
    """Return who looks, or None when nobody may without logging in first.

    Without a login, a reader on this machine is let in, and nobody else.
    """
    if not login_is_configured():
        is_local = access.is_loopback(st.get_option("server.address"))
        return access.User(is_local=True) if is_local else access.User()
    if not st.user.is_logged_in:
        return None
    return vouched_for(st.user.to_dict(), settings(), secrets_section("auth"), time.time())


def vouched_for(
    claims: Mapping[str, object],
    stated: Mapping[str, object],
    auth: Mapping[str, object],
    now: float,
) -> access.User:
    """Return the user that a provider's claims stand for; refused, with a reason, by default.

    Parameters
    ----------
    claims : Mapping
        Of the ID token.
    stated : Mapping
        [gains_login]: `issuer`, `accept_unstated_email_verification` (for providers that never
        say whether an address is verified) and `login_hours`.
    auth : Mapping
        [auth], as Streamlit reads it.
    now : float
        Seconds since 1970.

    Returns
    -------
    access.User
        Without an address, and with `refused`, where the claims do not suffice.
    """
    address = str(claims.get("email") or "").strip().lower()
    refused = (
        _issuer_is_wrong(claims, stated, auth)
        or _address_is_wrong(address, claims, stated)
        or _login_is_old(claims, stated, now)
    )
    if refused:
        return access.User(refused=refused, shown_as=address)
    groups = claims.get("groups") or ()
    names = (groups,) if isinstance(groups, str) else groups
    listed = tuple(str(name) for name in names) if isinstance(names, list | tuple) else ()
    return access.User(address, listed, shown_as=address)


def _issuer_is_wrong(
    claims: Mapping[str, object], stated: Mapping[str, object], auth: Mapping[str, object]
) -> str:
    issuer = str(stated.get("issuer") or "")
    if not issuer and _ANY_TENANT.search(str(auth.get("server_metadata_url") or "")):
        return (
            "This server accepts logins of any organization. Whoever runs it has to state the "
            "issuer in the section [gains_login] of secrets.toml."
        )
    if issuer and claims.get("iss") != issuer:
        return "Your login comes from an organization that this server does not trust."
    return ""


def _address_is_wrong(
    address: str, claims: Mapping[str, object], stated: Mapping[str, object]
) -> str:
    if not _EMAIL.fullmatch(address):
        return "Your login provider sent no e-mail address that can be used here."
    verified = claims.get("email_verified", claims.get("xms_edov"))
    if verified is True or str(verified).lower() in ("true", "1"):
        return ""
    is_unstated = "email_verified" not in claims and "xms_edov" not in claims
    if is_unstated and stated.get("accept_unstated_email_verification") is True:
        return ""
    return "Your login provider does not say that your e-mail address is verified."


def _login_is_old(claims: Mapping[str, object], stated: Mapping[str, object], now: float) -> str:
    hours = float(str(stated.get("login_hours") or DEFAULT_LOGIN_HOURS))
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or now - issued > hours * 3600:
        return f"Your login is older than {hours:g} hours. Please log in again."
    return ""


def is_behind_tls() -> bool:
    """Whether readers come through TLS, so that cookies are for TLS only."""
    redirect = str(secrets_section("auth").get("redirect_uri") or "")
    return redirect.startswith("https://") or os.environ.get("GAINS_TLS") == "1"
