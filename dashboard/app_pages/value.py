"""Where does the value come from?"""

import streamlit as st

from dashboard import frame
from dashboard.company_filter import company_filter
from dashboard.markup import escaped
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

for summary in content.summaries:
    name = frame.plain(summary.name)
    if len(content.summaries) > 1:
        st.header(escaped(summary.name))
    frame.sentence(summary.answer)
    frame.tiles(summary.tiles)
    left, right = st.columns([1.4, 1], gap="medium")
    with left:
        st.header(
            "From gain to net, to date",
            help="Gains only of initiatives with an owner whose evidence holds; cost of everything "
            "that was bought. Blue is capacity: hours freed, not cash. The line under the last bar "
            "is its 99% range.",
        )
        frame.chart(
            f"waterfall_{name}", summary.waterfall, "Steps from what was gained to the net to date"
        )
    with right:
        st.header("Net to date, by month")
        if summary.cumulative:
            frame.chart(
                f"running_net_{name}", summary.cumulative, "Running net: gains less all cost"
            )
        else:
            st.markdown("Not yet.")

st.header("Every line of money")
frame.table(content.lines, "Money to date by initiative and kind, and whether it counts")
st.caption(
    "Cash and capacity are different lines. Working capital released is one-off and never added "
    "to yearly savings. What is claimed but unproven stands beside the totals, never inside; what "
    "was spent is in the net whether or not anything came of it."
)
