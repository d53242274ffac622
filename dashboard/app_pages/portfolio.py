"""Are the automations paying off?"""

import streamlit as st

from dashboard import frame
from dashboard.company_filter import company_filter
from dashboard.markup import escaped
from dashboard.session import visit
from gains.report.pieces import due_in_words
from gains.report.portfolio import portfolio

here = visit()
company = company_filter(here, "Are the automations paying off?")
content = here.content(portfolio, company)

if content is None:
    st.markdown("**No initiative is registered yet.** Add one to `seeds/initiatives.csv`.")
    st.stop()

for summary in content.summaries:
    if len(content.summaries) > 1:
        st.header(escaped(summary.name))
    frame.sentence(summary.answer)
    frame.tiles(summary.tiles)

left, right = st.columns([1.6, 1], gap="medium")
with left:
    st.header(
        "How much did each KPI improve?",
        help="Against what would be expected without the automation; right is always better. "
        "Thick line: 95% range, thin line: 99% range, diamond: the promised target.",
    )
    frame.chart(
        "improvements",
        content.forest,
        "Improvement of each initiative's KPI with its 95% and 99% range and its target",
    )
    st.caption(
        ":green[●] better  :red[●] worse  :gray[●] inconclusive or no change, never counted  "
        "◇ target  **━** 95%  — 99%"
    )
    if content.forest_note:
        st.caption(escaped(content.forest_note))
with right:
    st.header("What needs a decision")
    for card in content.cards:
        with st.container(border=True):
            st.page_link(
                "app_pages/initiative.py",
                label=f":primary[**{escaped(card.title)}**]",
                query_params={"id": card.initiative_id},
            )
            with st.container(horizontal=True, gap="small"):
                frame.badges(card.badges)
            st.caption(escaped(card.text))
    if not content.cards:
        st.caption("Nothing: every live initiative has an owner and a decision.")
    elif content.decisions_note:
        st.caption(escaped(content.decisions_note))

st.header("Scoreboard")
frame.table(content.scoreboard, "Every initiative with its effect, evidence, money and owners")

st.header(
    "How long since kick-off?",
    help=f"From kick-off, {due_in_words(content.rules)}.",
)
frame.chart("clock", content.clock, "Days since kick-off of each initiative, against the deadlines")
if content.forest_note:
    st.caption(escaped(content.forest_note))
