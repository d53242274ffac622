"""What was shared with leadership, when, and with which numbers?"""

import streamlit as st

from dashboard.markup import escaped
from dashboard.session import visit
from dashboard.shared_snapshots import KINDS, snapshots
from dashboard.snapshot_form import snapshot_form
from gains.wording import formats

here = visit()
st.title("What was shared with leadership?")
snapshot_form(here)
found = snapshots(here.scope)
if not found:
    st.markdown("**Nothing has been shared yet.** A snapshot freezes the figures of one build.")
    st.stop()
st.markdown(
    f"**{formats.count(len(found), 'snapshot')}**, frozen as published: a snapshot never changes. "
    "A correction is a new snapshot that names the one it replaces."
)
for snapshot in found:
    with st.container(border=True):
        st.header(escaped(snapshot.title))
        digest = next((file.sha256 for file in snapshot.files if file.sha256), "")
        parts = [
            escaped(snapshot.about),
            f"published {formats.moment(snapshot.published_at)}",
            f"build {escaped(snapshot.version)}",
            f"sha256 {digest[:12]}…" if digest else "",
        ]
        st.caption(" · ".join(part for part in parts if part))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            for file in snapshot.files:
                label, kind = KINDS[file.kind]
                st.download_button(
                    label,
                    file.path.read_bytes,
                    file.path.name,
                    kind,
                    key=f"{snapshot.snapshot_id}_{file.kind}",
                    help=f"sha256 {file.sha256}",
                    on_click="ignore",
                )
            if snapshot.replaced_by:
                st.badge(f"Replaced by {escaped(snapshot.replaced_by)}", color="gray")
            else:
                st.badge("Current", color="green", icon=":material/check:")
