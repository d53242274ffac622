"""The app: look, login, navigation, and the state that surrounds every page."""

from pathlib import Path

import streamlit as st

from dashboard import access_log, identity, session, states
from dashboard.frame import STYLE, footer
from dashboard.pages import PAGES
from gains.published.access import AccessFileError, Scope
from gains.published.publication import Publication

HERE = Path(__file__).resolve().parent


def run() -> None:
    """Show the page that the address names, or the state that keeps it from being shown."""
    user = identity.current_user()
    if user is None:
        states.log_in()
        return
    page = st.navigation(
        [
            st.Page(
                HERE / "app_pages" / f"{page.name}.py",
                title=page.title,
                icon=page.icon,
                url_path=page.path or None,
                default=not page.path,
            )
            for page in PAGES
        ],
        position="top",
    )
    try:
        visit = session.begin(user)
    except AccessFileError as problem:
        states.error(problem)
        return
    if isinstance(visit, Scope):
        if visit.is_empty:
            states.no_access(user)
        else:
            states.nothing_published(Publication().last_run(), visit)
        return
    if visit.content(states.columns_missing):
        states.outdated()
        return
    states.offer_newer(visit.version)
    states.failed_build(visit)
    try:
        states.stale(visit)
        access_log.note(visit, page.title)
        page.run()
        footer(visit)
    except Exception as problem:
        states.error(problem)


st.set_page_config(
    page_title="Gains",
    page_icon=str(HERE / "static" / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.logo(str(HERE / "static" / "logo.svg"), size="large")
st.html(STYLE)
run()
