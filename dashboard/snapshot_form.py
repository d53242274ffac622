"""The form that freezes the current build, for those who may see every company."""

import streamlit as st

from dashboard import snapshot_job
from dashboard.markup import escaped
from dashboard.session import Visit
from gains.published import register
from gains.published.initiatives import initiatives


def snapshot_form(here: Visit) -> None:
    """Show the form, or that a snapshot is being made; nothing to others."""
    if not here.scope.everything:
        return
    if snapshot_job.is_running():
        waiting()
        return
    said = snapshot_job.problem()
    if said:
        st.error(escaped(said))
    scopes = scopes_of(here)
    with st.expander("Make a snapshot"), st.form("snapshot", border=False):
        title = st.text_input("Title", max_chars=120, placeholder="October board pack")
        period = st.text_input("Period", max_chars=60, placeholder="October 2026")
        scope = st.selectbox("About", list(scopes), format_func=lambda one: scopes[one])
        sent = st.form_submit_button("Freeze the current build", icon=":material/photo_camera:")
    if sent and not title.strip():
        st.error("A snapshot needs a title.")
    elif sent:
        snapshot_job.start(scope, title, period, here.user.email)
        st.rerun()


def scopes_of(here: Visit) -> dict[str, str]:
    """Give what a snapshot can be about: scope and name."""
    reader = here.reader
    return {
        "portfolio": "All companies",
        **{
            f"company:{one['company_id']}": one["company_name"] or ""
            for one in register.companies(reader)
        },
        **{
            f"initiative:{one['initiative_id']}": f"{one['initiative_name']}, {one['company_name']}"
            for one in initiatives(reader)
        },
    }


@st.fragment(run_every=2)
def waiting() -> None:
    """Say that a job runs, and show the page anew when it has ended."""
    if not snapshot_job.is_running():
        st.rerun(scope="app")
    st.info("A snapshot is being made. It takes some seconds.", icon=":material/hourglass_top:")
