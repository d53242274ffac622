"""The states that a page may be in beside showing figures, each said in a sentence."""

import logging
import os
import secrets
from datetime import UTC, date, datetime

import streamlit as st

from dashboard.headers import REFUSED
from dashboard.markup import escaped
from dashboard.session import Visit
from gains.published import register
from gains.published.access import Scope, User
from gains.published.publication import LastRun, Publication, Version
from gains.published.reader import Reader
from gains.wording import formats
from gains.wording.builds import no_good_build

#: A monthly delivery that is missing shows after this many days.
STALE_DAYS = 45
POLL_SECONDS = 20
log = logging.getLogger("gains.dashboard")


def today() -> date:
    """Give the day on which the reader looks, or GAINS_TODAY; no figure depends on it."""
    given = os.environ.get("GAINS_TODAY")
    return date.fromisoformat(given) if given else datetime.now(UTC).date()


def nothing_published(last_run: LastRun, scope: Scope) -> None:
    """Say that nothing is published yet, and what to do; the reason to readers of everything."""
    st.title("Nothing is published yet")
    if last_run.failed and not scope.everything:
        st.error("The last build failed. Whoever runs this server can see the reason.")
    elif last_run.failed:
        st.error(
            f"The build of {formats.moment(last_run.finished_at)} failed: "
            f"{escaped(last_run.reason) or 'no reason was logged'}",
            icon=":material/error:",
        )
    st.markdown("Run `dbt build` in the project; the figures appear here when it has passed.")


def columns_missing(reader: Reader, _colors: object) -> tuple[str, ...]:
    """Return what the version lacks, which an older release published."""
    return tuple(reader.lacks())


def outdated() -> None:
    """Say that the published version is older than the pages, and what to do."""
    st.title("The figures are from an older release")
    st.markdown(
        "What is published was built by an older release of Gains, which lacks figures that these "
        "pages state. Run `gains build`; the pages appear when it has passed."
    )


def log_in() -> None:
    """Offer the login; when the provider sent the reader back without a user, say so."""
    st.title("Gains")
    st.markdown("Please log in to see the figures of your companies.")
    if REFUSED in st.context.cookies:
        st.warning(
            "The login provider sent you back without a user. Try again, or ask whoever runs "
            "this server: its log has the provider's reason.",
            icon=":material/login:",
        )
    if st.button("Log in", icon=":material/login:"):
        st.login()


def no_access(user: User) -> None:
    """Name the signed-in address that the access file lacks."""
    st.title("No access yet")
    if user.refused:
        shown = f"You are signed in as **{escaped(user.shown_as)}**. " if user.shown_as else ""
        st.markdown(f"{shown}{escaped(user.refused)}")
        if st.button("Log out"):
            st.logout()
        return
    if not user.email:
        st.markdown(
            "This server is reachable from other machines, but no login is set up. "
            "See docs/dashboard.md."
        )
        return
    st.markdown(
        f"You are signed in as **{escaped(user.email)}**, which may not see any company yet. "
        "Ask whoever runs this server to add you to the access file."
    )
    if st.button("Log out"):
        st.logout()


def failed_build(visit: Visit) -> None:
    """Say that no build has come through since the one that is shown, and why."""
    told = no_good_build(Publication().heartbeat(), datetime.now(UTC))
    if not visit.last_run.failed and not told:
        return
    said = ""
    if visit.last_run.failed:
        reason = visit.last_run.reason.strip() or "no reason was logged"
        why = (
            escaped(figures_sentence(reason))
            if visit.scope.everything
            else "Whoever runs this server can see the reason."
        )
        said = f"**The build of {formats.moment(visit.last_run.finished_at)} failed.** {why} "
    st.warning(
        f"{said}{told} You see the figures published on {formats.moment(visit.version.built_at)}.",
        icon=":material/history:",
    )


def figures_sentence(text: str) -> str:
    """Capitalize a reason and end it with a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".!?" else text + "."


def stale_processes(reader: Reader, _colors: object) -> list[tuple[str, date]]:
    """Give the processes and their as-of dates, the oldest first."""
    known = [(row["process_name"], row["as_of_date"]) for row in register.processes(reader)]
    return sorted(((name, day) for name, day in known if day), key=lambda one: one[1])


def stale(visit: Visit) -> None:
    """Say which processes have had no new export for more than STALE_DAYS."""
    late = [
        (name, day)
        for name, day in visit.content(stale_processes)
        if formats.days_between(day, today()) > STALE_DAYS
    ]
    if not late:
        return
    names = formats.join_names([escaped(name) for name, _ in late[:3]])
    more = f" and {len(late) - 3} more" if len(late) > 3 else ""
    days = formats.days_between(late[0][1], today())
    st.info(
        f"**No new export for {days} days.** The figures of {names}{more} end on "
        f"{formats.day(late[0][1])}; what happened since is not in them.",
        icon=":material/schedule:",
    )


@st.fragment(run_every=POLL_SECONDS)
def offer_newer(shown: Version) -> None:
    """Offer a newer build when one is out; never switch under the reader's eyes."""
    newest = Publication().current()
    if newest is None or newest.name == shown.name:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/update: **A newer build is out**, published "
            f"{formats.moment(newest.built_at)}. You see the one of "
            f"{formats.moment(shown.built_at)}."
        )
        if st.button("Show it"):
            st.session_state["version"] = newest
            st.rerun(scope="app")


def error(problem: Exception) -> None:
    """Show an error as a sentence with a reference; the log has the rest under it."""
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=problem)
    st.error(
        "**This page could not be shown.** Nothing is lost; the other pages may work. "
        f"Tell whoever runs this server the reference **{reference}**.",
        icon=":material/error:",
    )
