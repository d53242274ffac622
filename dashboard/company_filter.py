"""The title of a page with the company filter beside it."""

import streamlit as st

from dashboard import frame
from dashboard.session import Visit
from gains.published import register
from gains.published.reader import Reader
from gains.report.palette import Palette


def company_names(reader: Reader, _colors: Palette) -> dict[str, str]:
    """Give the companies that the reader may see."""
    return {
        row["company_id"] or "": row["company_name"] or "" for row in register.companies(reader)
    }


def company_filter(here: Visit, question: str) -> str | None:
    """Show the question, and the filter where there is more than one company."""
    names = here.content(company_names)
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        st.title(question, width="content")
        if len(names) < 2:
            return None
        return frame.choice_or_all("company", "Company", names)
