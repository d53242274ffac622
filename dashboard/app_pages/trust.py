"""Can you trust these numbers?"""

import streamlit as st

from dashboard import frame, reports
from dashboard.identity import login_is_configured
from dashboard.markup import escaped
from dashboard.session import visit
from gains.published import definitions
from gains.report.trust import kpi_table, trust

here = visit()
content = here.content(trust)
st.title("Can you trust these numbers?")
for name, answer in content.answers:
    if len(content.answers) > 1:
        st.header(escaped(name))
    frame.sentence(answer)

st.header("Validation", help="Critical failures stop the build before anything is published.")
if here.scope.everything:
    for finding in content.findings:
        st.markdown(f":material/info: {escaped(finding)}")
    frame.table(content.checks, "Each validation check with its result")
else:
    st.markdown("Checks cover all companies at once; who may see every company sees them here.")

st.header("Files", help="Rows and money read equal used, replaced by newer ones, and rejected.")
frame.table(content.files, "Rows and money of each export file")
st.header("Rejected rows")
if content.rejected.is_empty:
    st.markdown("None: every row could be read.")
else:
    frame.table(content.rejected, "Rejected rows with file, line, column, value and reason")

left, right = st.columns(2, gap="medium")
with left:
    st.header("Figures that changed")
    if content.restatements.is_empty:
        st.markdown("None: no published figure has changed since.")
    else:
        frame.table(content.restatements, "Published figures that changed, with the cause")
with right:
    st.header("Data through")
    frame.table(content.coverage, "The last day that the exports of each process cover")

st.header("Definitions")
kpi_id = frame.choice("kpi", "KPI", content.kpis, kind="select")
if kpi_id:
    st.markdown(definitions.card_of(kpi_id) or "This KPI has no card yet.")
    frame.table(here.content(kpi_table, kpi_id), f"{content.kpis[kpi_id]} of every process")
    sql = definitions.measure_of(kpi_id)
    if sql:
        with st.expander("SQL", icon=":material/code:"):
            st.code(sql, language="sql")
        with st.expander("What it reads", icon=":material/account_tree:"):
            st.code("\n".join(definitions.lineage_of(kpi_id)), language=None)

st.header("Grades of evidence")
frame.table(content.grades, "Each grade of evidence with its rule", is_long_text=True)

if not login_is_configured():
    links = [
        ("Data Docs of the validation", "data_docs", "/reports/data_docs/"),
        ("Catalogue of every model", "catalogue", "/reports/catalogue/"),
    ]
    found = [(label, address) for label, name, address in links if reports.start_of(name)]
    if found:
        st.header("Further reading")
        for label, address in found:
            st.link_button(label, address, icon=":material/open_in_new:")
