"""The maps that ship with Gains, on the real files that they were written for."""

from decimal import Decimal

import pytest

from tests.landing.conftest import Exports
from tests.real_data import real_data

IBM = "ibm_accounts_receivable/WA_Fn-UseC_-Accounts-Receivable.csv"


@pytest.fixture
def land_real(tmp_path):
    def land(map_name: str, file: str) -> Exports:
        exports = Exports(tmp_path)
        source = real_data(file)
        exports.use_shipped_map(map_name)
        if map_name != "agile_jira":
            exports.write("_settings.yml", "constants: {process_id: p}", map_name)
        exports.write(source.name, source.read_bytes(), map_name)
        exports.landed = {row["table_name"]: row for row in exports.land()}
        return exports

    return land


def test_ibm_invoices_and_their_payments(land_real):
    exports = land_real("ibm_accounts_receivable", IBM)
    for table in ("invoices", "payments"):
        row = exports.landed[table]
        assert (row["rows_read"], row["rows_landed"], row["rows_rejected"]) == (2466, 2466, 0)
        assert row["amount_landed"] == Decimal("147703.18")
    # the extract stops on this day: a month behind it must not get a figure
    assert str(exports.landed["invoices"]["covers_to"]) == "2013-12-02"
    paid = dict(exports.rows("payments", "invoice_id, paid_date"))
    invoices = exports.rows("invoices", "invoice_id, invoice_date, due_date")
    days = [(paid[number] - issued).days for number, issued, _ in invoices]
    assert sum(days) / len(days) == pytest.approx(26.44485, abs=5e-6)
    assert {(due - issued).days for _, issued, due in invoices} == {30}
    assert sum(paid[number] > due for number, _, due in invoices) == 877


def test_helpdesk_events(land_real):
    exports = land_real("helpdesk", "helpdesk/helpdesk.csv.gz")
    assert exports.landed["case_events"]["rows_landed"] == 21_348
    events = exports.rows("case_events", "case_id, activity, occurrence")
    assert len({case_id for case_id, _, _ in events}) == 4580
    assert len({activity for _, activity, _ in events}) == 14
    assert sum(occurrence > 1 for _, _, occurrence in events) == 127


def test_production_steps_have_a_start(land_real):
    exports = land_real("production", "production/production.csv")
    steps = exports.rows("case_events", "case_id, started_at, finished_at, occurrence")
    assert len(steps) == 4503
    assert len({case_id for case_id, *_ in steps}) == 225
    assert all(started is not None for _, started, _, _ in steps)
    assert sum(occurrence > 1 for *_, occurrence in steps) == 62


def test_jira_items_of_two_processes(land_real):
    exports = land_real("agile_jira", "agile_jira/jira.csv")
    items = exports.rows("cases", "process_id, opened_at, closed_at")
    assert len(items) == 4123
    days: dict[str, list[int]] = {}
    for process_id, opened, closed in items:
        if opened.year == 2018 and closed >= opened:
            days.setdefault(process_id, []).append((closed - opened).days)
    means = {key: (len(value), sum(value) / len(value)) for key, value in days.items()}
    assert means == {
        "jira_project_0": (51, pytest.approx(3.705882, abs=1e-6)),
        "jira_project_1": (58, pytest.approx(6.327586, abs=1e-6)),
    }
