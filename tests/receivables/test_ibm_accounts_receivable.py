"""Known answers of a real ledger: IBM's sample of 2,466 invoices, 2012 to 2013.

What would go wrong unseen: figures that agree with our own examples and with nobody else's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.real_data import real_data
from tests.receivables.conftest import build_receivables, register_process

FILE = "ibm_accounts_receivable/WA_Fn-UseC_-Accounts-Receivable.csv"


@pytest.fixture(scope="module")
def built(make_project):
    """Return a project with the real file as it is, through the map that ships for it."""
    file = real_data(FILE)
    project = make_project("ibm_receivables")
    register_process(project, "ibm", "USD", ["ibm_ar"])
    project.write_export("ibm", "ibm_accounts_receivable", file.name, file.read_bytes())
    project.write_export(
        "ibm", "ibm_accounts_receivable", "_settings.yml", "constants: {process_id: ibm_ar}\n"
    )
    build_receivables(project)
    return project


def test_all_invoices_are_there(built):
    assert built.query_work("select count(*), sum(amount) from core.fct_invoices") == [
        (2466, Decimal("147703.18"))
    ]


def test_days_to_settle_and_late_invoices(built):
    assert built.query_work(
        "select n, round(value, 5), open_count from outcomes.kpi_overall"
        " where kpi_id = 'days_to_pay' and process_id = 'ibm_ar' and segment is null"
    ) == [(2466, 26.44485, 0)]
    assert built.query_work("select count(*) from core.fct_invoices where days_late > 0") == [
        (877,)
    ]


def test_february_2012(built):
    (row,) = built.query_work(
        """
        select ar_balance, credit_sales, dso_month, dso_countback, best_possible_dso,
            average_days_delinquent, is_reportable, reason
        from outcomes.receivables_monthly
        where process_id = 'ibm_ar' and month_end = date '2012-02-29'
        """
    )
    assert [round(float(value), 2) for value in row[:6]] == [
        6015.31, 5929.06, 29.42, 29.47, 24.89, 4.53,
    ]  # fmt: skip
    assert row[6] is False
    assert "first 3 months" in row[7]


def test_the_first_reported_month_is_april(built):
    assert built.query_work(
        "select min(month_end), max(month_end) from outcomes.receivables_monthly"
        " where process_id = 'ibm_ar' and is_reportable"
    ) == [(date(2012, 4, 30), date(2013, 11, 30))]


def test_december_2013_is_not_covered_and_gets_no_figures(built):
    (row,) = built.query_work(
        """
        select ar_balance, credit_sales, dso_month, dso_3_month, dso_countback,
            is_reportable, reason
        from outcomes.receivables_monthly
        where process_id = 'ibm_ar' and month_end = date '2013-12-31'
        """
    )
    assert row[:6] == (None, None, None, None, None, False)
    assert "invoices up to 2 Dec 2013" in row[6]
    assert built.query_work(
        "select count(*) from outcomes.receivables_ageing where month_end >= date '2013-12-01'"
    ) == [(0,)]
