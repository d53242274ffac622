"""Where does the value come from?"""

import streamlit as st

from dashboard import frame
from dashboard.company_filter import company_filter
from dashboard.session import visit
from gains.report.value import currencies, value

here = visit()
company = company_filter(here, "Where does the value come from?")
options = here.content(currencies, company)
if not options:
    st.markdown("**No money is booked yet.** Value begins when an initiative goes live.")
    st.stop()
currency = (
    frame.choice("currency", "Currency", options) if len(options) > 1 else next(iter(options))
)
content = here.content(value, company, currency)

frame.sentence(content.answer)
if content.tiles:
    frame.tiles(content.tiles)

left, right = st.columns([1.4, 1], gap="medium")
with left:
    st.header(
        "From gain to net, to date",
        help="Only initiatives with an owner whose evidence holds. Blue is capacity: hours freed, "
        "not cash. The line under the last bar is its 99% range.",
    )
    if content.waterfall:
        frame.chart("waterfall", content.waterfall, "Steps from what was gained to the net to date")
    else:
        st.markdown("Nothing counts yet: no owned initiative has evidence that holds.")
with right:
    st.header("Net to date, by month")
    if content.cumulative:
        frame.chart("running_net", content.cumulative, "Running net of all counted initiatives")
    else:
        st.markdown("Not yet.")

st.header("Every line of money")
frame.table(content.lines, "Money to date by initiative and kind, and whether it counts")
st.caption(
    "Cash and capacity are different lines. Working capital released is one-off and never added "
    "to yearly savings. What is claimed but unproven stands beside the totals, never inside."
)
