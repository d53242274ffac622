"""The late delivery: invoices of September that the accounts department booked in October.

The first export of October does not have them, and shows some with a wrong amount. The second one
brings and corrects them, and so restates September.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from demo.cases import day_number
from demo.stories import ReceivablesProcess

LATE_PROCESS = "harbor_receivables_national"
LATE_MONTH = (date(2026, 9, 1), date(2026, 9, 30))
MISSING_EVERY = 9
WRONG_EVERY = 14


def late_invoices(
    process: ReceivablesProcess, invoices: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split off what the late delivery brings.

    Parameters
    ----------
    process : ReceivablesProcess
        Only one process of the demo is late; others come back unchanged.
    invoices : pandas.DataFrame
        Every invoice as it truly is.

    Returns
    -------
    tuple of pandas.DataFrame
        What the regular exports show, and what the late delivery brings.
    """
    first, last = (day_number(day) for day in LATE_MONTH)
    in_month = invoices["invoice_day"].between(first, last)
    if process.process_id != LATE_PROCESS:
        return invoices, invoices.iloc[:0]
    number = in_month.cumsum()
    is_missing = in_month & (number % MISSING_EVERY == 0)
    is_wrong = in_month & ~is_missing & (number % WRONG_EVERY == 0)
    regular = invoices[~is_missing].copy()
    wrong = is_wrong[~is_missing]
    # two digits swapped: the first export shows a tenth
    regular.loc[wrong, "amount"] = (regular.loc[wrong, "amount"] / 10).round(2)
    return regular, invoices[is_missing | is_wrong]
