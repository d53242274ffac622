"""Where does the time go? The diagnosis, before any initiative exists."""

import streamlit as st

from dashboard import frame
from dashboard.session import visit
from gains.report.time import processes, time

here = visit()
title, chooser = st.columns([1.4, 1], gap="medium", vertical_alignment="bottom")
with title:
    st.title("Where does the time go?")
options = here.content(processes)
if not options:
    st.markdown("**No steps were exported.** The diagnosis needs `case_events`: a row an activity.")
    st.stop()
with chooser:
    process_id = frame.choice("process", "Process", options, kind="select")
content = here.content(time, process_id)

frame.sentence(content.answer)
if content.tiles:
    frame.tiles(content.tiles)
if content.chart:
    st.header(
        "Each step's share of the time",
        help="Waiting before the step and working on it, over all cases, from opening to closing.",
    )
    frame.chart("steps", content.chart, "Share of the cycle time of each step")
st.header("Steps")
frame.table(content.steps, "Waiting, work, rework and cost of each step")
