"""Did this one work, and how sure are we?"""

import streamlit as st

from dashboard import frame
from dashboard.markup import escaped
from dashboard.session import visit
from gains.published import definitions
from gains.report.initiative import initiative, kpis, names

here = visit()
options = here.content(names)
if not options:
    st.title("Did it work?")
    st.markdown("**No initiative is registered yet.** Add one to `seeds/initiatives.csv`.")
    st.stop()

title, chooser = st.columns([1.6, 1], gap="medium", vertical_alignment="bottom")
with chooser:
    chosen = frame.choice("id", "Initiative", options, kind="select")
measured = here.content(kpis, chosen)
if st.query_params.get("kpi") not in measured:
    st.query_params.pop("kpi", None)
    st.session_state.pop("kept_kpi", None)
kpi_id = None
content = here.content(initiative, chosen, st.query_params.get("kpi"))
with title:
    st.title(escaped(content.row["initiative_name"]))
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    frame.badges(content.badges)
    st.caption(escaped(content.subtitle), width="content")
if len(measured) > 1:
    frame.choice("kpi", "KPI", measured)

frame.sentence(content.answer)
frame.tiles(content.tiles)

st.header(
    escaped(content.weekly_title),
    help="Grey band: the normal range. Dashed: what was expected without the automation. The "
    "shaded strip after go-live is the ramp, whose weeks count nowhere.",
)
if content.weekly:
    frame.chart("weekly", content.weekly, f"{content.kpi_name} by week, actual beside expected")
else:
    st.markdown("No complete week has been exported yet.")

left, right = st.columns(2, gap="medium")
with left:
    st.header("Net benefit to date")
    if content.money:
        frame.chart("net_to_date", content.money, "Running net benefit with its range")
    else:
        st.markdown("No month with money yet.")
    if not content.value.is_empty:
        frame.table(content.value, "Money to date by kind, with its range")
with right:
    st.header("How far to trust it")
    frame.table(content.facts, "What the verdict rests on", is_long_text=True)

if content.bridge:
    st.header(
        "Why the raw figure moved",
        help="The difference between before and after, split into its causes. The last part is "
        "credited to the automation, in color, only where the evidence holds.",
    )
    frame.chart("bridge", content.bridge, f"Causes of the change of {content.kpi_name}")
if not content.checks.is_empty:
    st.header("Checks")
    frame.table(content.checks, "Each check of the effect with its result", is_long_text=True)
if not content.phases.is_empty:
    st.header("Before, ramp and after")
    frame.table(content.phases, "Values of the KPI by phase, with numerator and denominator")

with st.expander("How is this computed?", icon=":material/functions:"):
    st.markdown(definitions.card_of(content.kpi_id) or "This KPI has no card yet.")
    sql = definitions.measure_of(content.kpi_id)
    if sql:
        st.code(sql, language="sql")
        st.code("\n".join(definitions.lineage_of(content.kpi_id)), language=None)
