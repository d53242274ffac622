"""Are the automations paying off?"""

import streamlit as st

from dashboard import frame
from dashboard.company_filter import company_filter
from dashboard.markup import escaped
from dashboard.session import visit
from gains.report.portfolio import portfolio

here = visit()
company = company_filter(here, "Are the automations paying off?")
content = here.content(portfolio, company)

if content is None:
    st.markdown("**No initiative is registered yet.** Add one to `seeds/initiatives.csv`.")
    st.stop()

frame.sentence(content.answer)
frame.tiles(content.tiles)

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
    elif content.open_decisions > len(content.cards):
        st.caption(f"{content.open_decisions - len(content.cards)} more are undecided.")

st.header("Scoreboard")
frame.table(content.scoreboard, "Every initiative with its effect, evidence, money and owners")

st.header(
    "How long since kick-off?",
    help="A first verdict is due within 90 days of kick-off, and looked for from day 60.",
)
frame.chart(
    "clock", content.clock, "Days since kick-off of each initiative, against 60 and 90 days"
)
if content.hidden_in_charts:
    st.caption(f"{content.hidden_in_charts} more initiatives are in the scoreboard only.")
