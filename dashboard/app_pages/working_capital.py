"""How much cash is stuck in receivables?"""

import streamlit as st

from dashboard import frame
from dashboard.session import visit
from gains.report.working_capital import processes, working_capital

here = visit()
st.title("How much cash is stuck in receivables?")
options = here.content(processes)
if not options:
    st.markdown("**No receivables were exported.** Working capital needs invoices and payments.")
    st.stop()
process_id = next(iter(options))
if len(options) > 1:
    kind = "pills" if len(options) < 4 else "select"
    process_id = frame.choice("receivables", "Process", options, kind=kind)
content = here.content(working_capital, process_id)

frame.sentence(content.answer)
if content.tiles:
    frame.tiles(content.tiles)

if content.ageing:
    st.header("Receivables by days overdue, share of balance")
    frame.chart("ageing", content.ageing, "Share of the balance by days overdue, by month end")
if content.days:
    st.header(
        "Days sales outstanding, by method",
        help="Countback is the default. The month method swings with a month's sales, the "
        "three-month method follows late; best possible is what remains if nobody pays late.",
    )
    frame.chart(
        "days_sales_outstanding", content.days, "Days sales outstanding by month and method"
    )
st.header("Month ends")
frame.table(content.months, "Balance and days sales outstanding of each month end")
st.header("Ageing")
frame.table(content.buckets, "Balance by days overdue and month end", height=280)
