"""Every map that comes with Gains, on a small file in the shape that the system writes.

The files are made up by us; the headers are those of the systems.
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

MAPS = Path(__file__).parents[2] / "export_maps"

QUICKBOOKS = """\
Harbor Supply Inc.,,,,,,,\r
Invoice List by Date,,,,,,,\r
"January 1-September 29, 2026",,,,,,,\r
\r
Date,Transaction type,Num,Name,Memo,Due date,Amount,Open balance\r
1/19/2026,Invoice,1001,Acme Ltd,,2/18/2026,"1,250.00","1,250.00"\r
1/20/2026,Credit Memo,1002,Acme Ltd,,1/20/2026,(100.00),0.00\r
1/21/2026,Invoice,,"Bolt, Nut & Co",no number,2/20/2026,75.50,75.50\r
1/21/2026,Payment,1003,Acme Ltd,,,-50.00,0.00\r
TOTAL,,,,,,"$1,225.50","$1,325.50"\r
\r
\r
\r
"Cash Basis Tuesday, September 29, 2026 09:30 PM GMT-04:00"\r
"""

XERO = """\
ContactName,EmailAddress,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,\
InvoiceAmountPaid,InvoiceAmountDue,Description,Quantity,UnitAmount,LineAmount,Currency,Type,Sent,\
Status
Acme,,INV-1,,13/01/2026,12/02/2026,,120.00,20.00,0,120.00,first line,1,60,60,GBP,Sales invoice,,\
Awaiting Payment
Acme,,INV-1,,13/01/2026,12/02/2026,,120.00,20.00,0,120.00,second line,1,40,40,GBP,Sales invoice,,\
Awaiting Payment
Acme,,CN-1,,14/01/2026,14/01/2026,,24.00,4.00,0,24.00,credit,1,20,20,GBP,Sales credit note,,Paid
Acme,,INV-2,,15/01/2026,14/02/2026,,60.00,10.00,0,60.00,draft,1,50,50,GBP,Sales invoice,,Draft
Acme,,,,16/01/2026,,,10.00,0,0,0,prepaid,1,10,10,GBP,Sales overpayment,,Paid
"""

BUSINESS_CENTRAL = """\
Entry No.;Customer No.;Posting Date;Document Type;Document No.;Currency Code;Amount;Due Date;Open;\
Closed by Entry No.;Closed at Date;Document Date
1;C10;31.01.2026;Invoice;INV-1;;1.200,00;02.03.2026;No;3;15.02.2026;30.01.2026
2;C10;31.01.2026;Invoice;INV-2;EUR;80,00;02.03.2026;Yes;;;31.01.2026
3;C10;15.02.2026;Payment;PAY-1;;-1.200,00;15.02.2026;No;;;15.02.2026
4;C10;16.02.2026;Credit Memo;CM-1;;-10,00;16.02.2026;Yes;;;16.02.2026
"""

JIRA = """\
\ufeffSummary,Issue key,Issue id,Issue Type,Resolution,Created,Resolved,Due date,Labels,Labels
Broken,OPS-1,1,Bug,Done,25/Oct/25 12:53 PM,27/Oct/25 9:05 AM,,a,b
Again,OPS-2,2,Bug,Won't Do,26/Oct/25 1:10 AM,26/Oct/25 2:00 AM,,,
Open,OPS-3,3,Task,,03/Nov/25 8:00 AM,,05/Nov/25 12:00 AM,,
"""

ZENDESK = """\
Summation column,Id,Requester,Group,Status,Created at,Due date,Solved at,Reopens
1,101,Ann,Billing,Closed,2026-04-08 20:52,,2026-04-09 08:00,1
1,102,Bob,Billing,Open,2026-04-09 09:00,,,0
"""

SERVICENOW = """\
number,opened_at,short_description,state,category,resolved_at,closed_at,reopen_count
INC001,2026-02-29 09:00:00,no such day,Closed,Network,2026-03-01 10:00:00,,0
INC002,2026-02-28 09:00:00,down,Closed,Network,2026-03-01 10:00:00,2026-03-08 10:00:00,2
INC003,2026-03-01 09:00:00,never mind,Canceled,?,?,2026-03-02 09:00:00,0
"""

CLOCKIFY = """\
Project,Client,Description,User,Group,Email,Start Date,Start Time,End Date,End Time,Duration (h),\
Duration (decimal)
Claims,,intake,Ann,clerk,ann@x.org,13/01/2026,09:00,13/01/2026,10:30,01:30:00,1.50
Claims,,intake,Ann,clerk,ann@x.org,13/01/2026,09:00,13/01/2026,10:30,01:30:00,1.50
Total,,,,,,,,,,03:00:00,3.00
"""

TOGGL = """\
\ufeffUser,Email,Client,Project,Task,Description,Start date,Start time,End date,End time,Duration
Ann,ann@x.org,,Claims,,intake,2026-01-13,23:30:00,2026-01-14,00:15:00,00:45:00
"""

HARVEST = """\
Date;Client;Project;Task;Notes;Hours;First Name;Last Name;Roles;Currency
26.01.2026;Acme;Claims;Intake;;7,5;Ann;Lee;clerk;Euro - EUR
"""

UIPATH = """\
Key,Process,State,Started,Ended,Source
k1,Dunning,Successful,2026-01-15T18:18:02.79Z,2026-01-15T18:20:00Z,Schedule
k2,Dunning,Faulted,2026-01-15T18:30:00Z,2026-01-15T18:31:00Z,Schedule
k3,Dunning,Running,2026-01-15T18:40:00Z,,Schedule
"""

POWER_AUTOMATE = """\
Name,Start time,End time,Status
r1,2026-01-15T18:18:02Z,2026-01-15T18:20:00Z,Success
r2,2026-01-15T18:30:00Z,2026-01-15T18:31:00Z,Failed
"""

EVENT_LOG = """\
Case ID,Activity,Start,End,Resource
1,Check,2026-01-15 10:00,2026-01-15 10:30,ann
"""

AR_LEDGER = """\
Document,Customer,Type,Date,Due,Amount,Open,Currency,Cleared
1,c,RV,2026-01-15,2026-02-14,100.00,0.00,EUR,2026-02-20
2,c,DG,2026-01-16,2026-01-16,-20.00,0.00,EUR,2026-02-20
3,c,RV,2026-01-17,2026-02-16,50.00,50.00,EUR,
4,c,DZ,2026-02-20,2026-02-20,100.00-,0.00,EUR,2026-02-20
5,c,AB,2026-02-20,2026-02-20,5.00-,0.00,EUR,2026-02-20
6,c,XX,2026-02-20,2026-02-20,7.00,0.00,EUR,
"""


def land_with(exports, map_name: str, content: str, settings: str = "") -> dict[str, dict]:
    exports.use_shipped_map(map_name)
    exports.write("_settings.yml", f"constants: {{process_id: p}}\n{settings}", map_name)
    exports.write("export.csv", content, map_name)
    return {row["table_name"]: row for row in exports.land()}


def test_quickbooks_invoices_without_preamble_payments_and_total(exports):
    landed = land_with(exports, "quickbooks_online_invoices", QUICKBOOKS)
    assert landed["invoices"]["rows_filtered"] == 3  # a payment, the total, the basis
    rows = exports.rows(
        "invoices", "line_number, customer_id, invoice_date, amount, currency, document_type"
    )
    assert rows == [
        (6, "Acme Ltd", date(2026, 1, 19), Decimal("1250"), "USD", "invoice"),
        (7, "Acme Ltd", date(2026, 1, 20), Decimal("-100"), "USD", "credit_memo"),
        (8, "Bolt, Nut & Co", date(2026, 1, 21), Decimal("75.50"), "USD", "invoice"),
    ]
    numbers = [number for (number,) in exports.rows("invoices", "invoice_id")]
    assert numbers[:2] == ["1001", "1002"] and numbers[2].endswith("-1")
    # the report's own total, without the payment that it nets
    assert landed["invoices"]["amount_landed"] == Decimal("1225.50")


def test_xero_counts_an_invoice_once_however_many_lines_it_has(exports):
    landed = land_with(exports, "xero_sales_invoices", XERO)
    assert exports.rows("invoices", "invoice_id, amount, document_type") == [
        ("INV-1", Decimal("120"), "invoice"),
        ("CN-1", Decimal("24"), "credit_memo"),
    ]
    assert landed["invoices"]["rows_read"] == 2
    assert landed["invoices"]["rows_filtered"] == 3
    assert landed["invoices"]["amount_read"] == Decimal("144")


def test_business_central_pays_an_invoice_on_its_closing_date(exports):
    land_with(exports, "business_central_customer_ledger", BUSINESS_CENTRAL)
    assert exports.rows("invoices", "invoice_id, invoice_date, amount, currency") == [
        ("INV-1/Invoice/2026", date(2026, 1, 30), Decimal("1200"), "USD"),
        ("INV-2/Invoice/2026", date(2026, 1, 31), Decimal("80"), "EUR"),
        ("CM-1/Credit Memo/2026", date(2026, 2, 16), Decimal("-10"), "USD"),
    ]
    assert exports.rows("invoices", "ledger_entry_id, clearing_id, cleared_on")[0] == (
        "1", "3", date(2026, 2, 15),
    )  # fmt: skip
    assert exports.rows(
        "payments", "payment_id, ledger_entry_id, invoice_id, paid_date, amount, entry_type"
    ) == [("PAY-1", "3", None, date(2026, 2, 15), Decimal("1200"), "payment")]


def test_jira_dates_with_month_names_and_repeated_headers(exports):
    land_with(exports, "jira_issues", JIRA, "time_zone: Europe/Rome")
    assert exports.rows("cases", "case_id, opened_at, closed_at, is_cancelled") == [
        ("OPS-1", datetime(2025, 10, 25, 10, 53), datetime(2025, 10, 27, 8, 5), False),
        # 2:00 happens twice on this night: the first is meant
        ("OPS-2", datetime(2025, 10, 25, 23, 10), datetime(2025, 10, 26, 0, 0), True),
        ("OPS-3", datetime(2025, 11, 3, 7, 0), None, False),
    ]


def test_zendesk_tickets_close_when_solved(exports):
    land_with(exports, "zendesk_tickets", ZENDESK)
    assert exports.rows("cases", "case_id, opened_at, closed_at, segment, rework_count") == [
        ("101", datetime(2026, 4, 8, 20, 52), datetime(2026, 4, 9, 8), "Billing", 1),
        ("102", datetime(2026, 4, 9, 9), None, "Billing", 0),
    ]


def test_servicenow_incidents_close_when_resolved(exports):
    land_with(exports, "servicenow_incidents", SERVICENOW)
    assert exports.rows("cases", "case_id, closed_at, segment, is_cancelled, rework_count") == [
        ("INC002", datetime(2026, 3, 1, 10), "Network", False, 2),
        ("INC003", datetime(2026, 3, 2, 9), None, True, 0),
    ]
    assert exports.rejected()[0][:3] == (2, "opened_at", "2026-02-29 09:00:00")


def test_a_servicenow_list_without_the_resolved_column_is_refused(exports):
    exports.use_shipped_map("servicenow_incidents")
    exports.write("_settings.yml", "constants: {process_id: p}", "servicenow_incidents")
    exports.write("a.csv", "number,opened_at\nINC1,2026-01-01 10:00:00\n", "servicenow_incidents")
    (sentence,) = exports.problems()
    assert "the required column 'resolved_at' (or 'Resolved') of cases is missing" in sentence


@pytest.mark.parametrize(
    ("map_name", "content", "settings", "expected"),
    [
        (
            "clockify_time_entries",
            CLOCKIFY,
            "",
            [(date(2026, 1, 13), 90.0, "clerk", "ann@x.org")] * 2,
        ),
        (
            "toggl_time_entries",
            TOGGL,
            "",
            [(date(2026, 1, 13), 45.0, "clerk", "ann@x.org")],
        ),
        ("harvest_time_entries", HARVEST, "", [(date(2026, 1, 26), 450.0, "clerk", "Ann Lee")]),
    ],
)
def test_time_entries_as_minutes(exports, map_name, content, settings, expected):
    exports.use_shipped_map(map_name)
    exports.write("_settings.yml", "constants: {process_id: p, role: clerk}", map_name)
    exports.write("export.csv", content, map_name)
    exports.land()
    assert exports.rows("time_entries", "work_date, minutes, role, worker_id") == expected
    ids = [entry_id for (entry_id,) in exports.rows("time_entries", "entry_id")]
    # two equal entries are two entries
    assert len(set(ids)) == len(ids)


def test_a_time_report_without_roles_says_where_to_set_one(exports):
    exports.use_shipped_map("toggl_time_entries")
    exports.write("export.csv", TOGGL, "toggl_time_entries")
    sentences = exports.problems()
    assert [sentence.split(":")[0] for sentence in sentences] == [
        "exports/acme/toggl_time_entries/_settings.yml"
    ] * 2
    assert "constants: {process_id: <your process_id>}" in sentences[0]
    assert "constants: {role: <your role>}" in sentences[1]


@pytest.mark.parametrize(
    ("map_name", "content", "expected"),
    [
        ("uipath_jobs", UIPATH, [("k1", "succeeded"), ("k2", "failed")]),
        ("power_automate_runs", POWER_AUTOMATE, [("r1", "succeeded"), ("r2", "failed")]),
    ],
)
def test_automation_runs_that_are_over(exports, map_name, content, expected):
    land_with(exports, map_name, content)
    assert exports.rows("automation_runs", "run_id, status") == expected


def test_any_event_log(exports):
    land_with(exports, "event_log", EVENT_LOG)
    assert exports.rows("case_events", "case_id, activity, started_at, finished_at, resource") == [
        ("1", "Check", datetime(2026, 1, 15, 10), datetime(2026, 1, 15, 10, 30), "ann")
    ]


def test_any_receivables_ledger_feeds_invoices_and_payments(exports):
    landed = land_with(exports, "ar_ledger", AR_LEDGER)
    assert exports.rows("invoices", "invoice_id, amount, document_type") == [
        ("1/RV/2026", Decimal("100"), "invoice"),
        ("2/DG/2026", Decimal("-20"), "credit_memo"),
        ("3/RV/2026", Decimal("50"), "invoice"),
    ]
    assert exports.rows("invoices", "cleared_on") == [
        (date(2026, 2, 20),), (date(2026, 2, 20),), (None,)
    ]  # fmt: skip
    assert exports.rows("payments", "amount, entry_type") == [
        (Decimal("100"), "payment"), (Decimal("5"), "transfer")
    ]  # fmt: skip
    # an unknown type is neither guessed nor left out in silence
    assert [reason for *_, reason in exports.rejected()] == [
        "Type (document_type) 'XX' is none of the values that the map knows"
    ]
    assert landed["payments"]["rows_filtered"] == 4


def test_every_map_is_valid_and_tested_here():
    tested = Path(__file__).read_text(encoding="utf-8")
    with_real_data = {"ibm_accounts_receivable", "helpdesk", "production", "agile_jira"}
    maps = {path.stem for path in MAPS.glob("*.yml")}
    assert {name for name in maps if f'"{name}"' not in tested} == set()
    assert with_real_data <= maps
