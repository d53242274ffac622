"""Every check passes on sound tables, and each fails when the thing that it watches is spoiled.

What would go wrong unseen: a check that passes whatever the data are, or one whose sentence breaks
while it is being said.
"""

from __future__ import annotations

import pytest

from tests.validation.staged import SUITES, only, results, staged

pytestmark = pytest.mark.filterwarnings("ignore:`schema_name` is deprecated")

S = "staging.stg_exports__"
R = "staging.stg_register__"
#: By suite and check: what to spoil, and words that the sentence must hold.
SPOILED: dict[tuple[str, str], tuple[str, str]] = {
    ("cases", "key_unique"): (
        f"insert into {S}cases select * from {S}cases where case_id = 'orders-7'",
        "2 of 1,601 cases share their process and case id",
    ),
    ("cases", "column_values_to_not_be_null"): (
        f"update {S}cases set opened_at = null where case_id = 'orders-7'",
        "1 of 1,600 cases have no opened_at",
    ),
    ("cases", "process_in_register"): (
        f"update {S}cases set process_id = 'ordrs' where case_id = 'orders-7'",
        "name the process ordrs, but seeds/processes.csv does not list it",
    ),
    ("cases", "closed_not_before_opened"): (
        f"update {S}cases set closed_at = opened_at - interval 1 hour where line_number < 102",
        "200 of 1,600 cases (12%) were closed before they were opened",
    ),
    ("cases", "due_not_before_opened"): (
        f"update {S}cases set due_at = opened_at - interval 1 day where case_id = 'orders-7'",
        "1 of 1,600 cases (less than 0.1%) were due before they were opened",
    ),
    ("cases", "column_values_to_be_between"): (
        f"update {S}cases set rework_count = -1 where case_id = 'orders-7'",
        "below zero: −1",
    ),
    ("cases", "opened_at_covered"): (
        "update staging.landed_files set covers_to = '2026-05-01' where table_name = 'cases'",
        "dated outside the days that it covers, 5 Jan 2026 to 1 May 2026",
    ),
    ("cases", "opened_at_stands_alone"): (
        f"update {S}cases set opened_at = '2205-01-01', closed_at = null, due_at = null "
        "where case_id = 'orders-7'",
        "The last opened_at of the process orders is 1 Jan 2205",
    ),
    ("cases", "closed_at_stands_alone"): (
        f"update {S}cases set closed_at = '2205-01-01' where case_id = 'orders-7'",
        "The last closed_at of the process orders is 1 Jan 2205",
    ),
    ("cases", "closed_at_stands_apart"): (
        f"update {S}cases set closed_at = '2026-08-01' where case_id = 'orders-7'",
        "is 1 Aug 2026, 68 days after 25 May 2026",
    ),
    ("cases", "weekly_volume"): (
        f"delete from {S}cases where process_id = 'orders' and line_number % 3 = 0 "
        "and opened_at >= '2026-05-18'; "
        f"delete from {S}cases where process_id = 'orders' and opened_at >= '2026-05-11' "
        "and opened_at < '2026-05-18' and line_number % 2 = 0",
        "Cases of the process orders fell 50% in the week of 11 May 2026, to 20, against a "
        "median of 40",
    ),
    ("cases", "weekly_share_empty"): (
        f"update {S}cases set segment = null where process_id = 'orders' "
        "and opened_at >= '2026-05-11' and line_number % 2 = 0",
        "segment is empty in 50% of the cases of the process orders in the week of ",
    ),
    ("case_events", "finished_not_before_started"): (
        f"update {S}case_events set started_at = finished_at + interval 1 day "
        "where case_id = 'orders-7'",
        "1 of 1,600 events (less than 0.1%) finished before they started",
    ),
    ("case_events", "case_exists"): (
        f"update {S}case_events set case_id = 'nobody' where case_id = 'orders-7'",
        "1 events of the process orders name a case that is not among its cases, such as nobody",
    ),
    ("case_events", "column_values_to_not_be_null"): (
        f"update {S}case_events set activity = null where case_id = 'orders-7'",
        "have no activity",
    ),
    ("invoices", "column_values_to_be_in_set"): (
        f"update {S}invoices set document_type = 'pro forma' where invoice_id = 'orders-7'",
        "have a document_type other than invoice and credit_memo: pro forma",
    ),
    ("invoices", "currency_is_a_code"): (
        f"update {S}invoices set currency = 'Euro' where invoice_id = 'orders-7'",
        "no three-letter code: Euro",
    ),
    ("invoices", "rate_exists"): (
        f"update {S}invoices set currency = 'CAD' where invoice_id = 'orders-7'",
        "are in CAD, and seeds/fx_rates.csv cannot turn them into EUR on 6 Jan 2026: there is none",
    ),
    ("invoices", "due_not_before_invoiced"): (
        f"update {S}invoices set due_date = invoice_date - 1 where invoice_id = 'orders-7'",
        "are due before their own date",
    ),
    ("invoices", "amount_is_not_zero"): (
        f"update {S}invoices set amount = 0 where invoice_id = 'orders-7'",
        "an amount of 0, such as orders-7",
    ),
    ("invoices", "amount_is_of_usual_size"): (
        f"update {S}invoices set amount = 1234567.5 where invoice_id = 'orders-7'",
        "The invoice orders-7 of the process orders is over 1,234,567.50 EUR",
    ),
    ("payments", "invoice_exists"): (
        f"delete from {S}invoices where invoice_id = 'orders-7'",
        "1 payments of the process orders, 100.00 in all, clear an invoice that was not exported",
    ),
    ("payments", "paid_not_before_invoiced"): (
        f"update {S}payments set paid_date = '2026-01-05' where invoice_id = 'orders-90'",
        "dated before their invoice, such as that of orders-90",
    ),
    ("payments", "currency_is_the_invoices"): (
        f"update {S}payments set currency = 'USD' where invoice_id = 'orders-7'",
        "in another currency than their invoice",
    ),
    ("payments", "ledger_totals"): (
        f"update {S}payments set amount = 150 where invoice_id = 'orders-7'",
        "cleared by more than their amount, together by 50.00, such as orders-7",
    ),
    ("payments", "column_values_to_be_in_set"): (
        f"update {S}payments set entry_type = 'gift' where invoice_id = 'orders-7'",
        "other than payment, credit, write_off, refund, discount and transfer: gift",
    ),
    ("invoices", "number_stands_for_one_document"): (
        "insert into staging.stg_exports__replaced_invoices values ('acme', 'orders', '17', 'c1', "
        "'invoice', '2025-01-05', 'canonical', 'a.csv', 'a', 2, 'c2', 'invoice', '2026-01-05', "
        "'b.csv')",
        "17 is the invoice of c1 of 5 Jan 2025 in a.csv, and the invoice of c2 of 5 Jan 2026",
    ),
    ("open_items", "dated_by_the_day_of_the_list"): (
        f"update {S}open_items set document_date = '2027-01-01' where document_id = 'orders-7'",
        "1 of 1,600 open items (less than 0.1%) are dated after the day of their list",
    ),
    ("time_entries", "minutes_fit_a_day"): (
        f"update {S}time_entries set minutes = -5 where entry_id = 'orders-7'",
        "below 0 or above the 1,440 minutes of a day: −5",
    ),
    ("time_entries", "worker_fits_a_day"): (
        f"update {S}time_entries set minutes = 1441 where entry_id = 'orders-7'",
        "w7 logged 1,441.00 minutes on 6 Jan 2026",
    ),
    ("time_entries", "rate_of_role"): (
        f"update {S}time_entries set role = 'clrk' where entry_id = 'orders-7'",
        "are of the role clrk, for which seeds/labor_rates.csv has no rate",
    ),
    ("process_costs", "month_is_a_first_day"): (
        f"update {S}process_costs set cost_month = '2026-02-15' where cost_id = 'k1'",
        "is not the first day of a month, such as k1 of 15 Feb 2026",
    ),
    ("process_costs", "months_without_gap"): (
        f"delete from {S}process_costs where cost_id = 'k2'",
        "Nothing is booked as software for the process orders between 1 Feb 2026 and 1 Apr 2026",
    ),
    ("process_costs", "column_values_to_be_in_set"): (
        f"update {S}process_costs set category = 'coffee' where cost_id = 'k2'",
        "a category other than software, vendor, overhead, error and other: coffee",
    ),
    ("automation_runs", "column_values_to_be_in_set"): (
        f"update {S}automation_runs set status = 'done' where run_id = 'orders-7'",
        "a status other than succeeded, failed and cancelled: done",
    ),
    ("automation_runs", "ended_not_before_started"): (
        f"update {S}automation_runs set ended_at = started_at - interval 1 day "
        "where run_id = 'orders-7'",
        "ended before they started",
    ),
    ("automation_runs", "case_exists"): (
        f"update {S}automation_runs set case_id = 'nobody' where run_id = 'orders-7'",
        "such as nobody",
    ),
    ("register_calendars", "weekday_is_known"): (
        f"update {R}calendars set weekday = null, weekday_written = 'Mo.'",
        "seeds/calendars.csv, line 2, column weekday: Mo. is no weekday",
    ),
    ("register_calendars", "opening_is_before_closing"): (
        f"update {R}calendars set closes_at = '07:00', closes_minute = 420",
        "seeds/calendars.csv, line 2, columns opens_at and closes_at: 08:00 to 07:00 is no opening",
    ),
    ("register_companies", "time_zone_is_known"): (
        f"update {R}companies set time_zone = 'Berlin'",
        "the time zone Berlin of acme is unknown",
    ),
    ("register_companies", "currency_is_a_code"): (
        f"update {R}companies set currency = 'EURO'",
        "not EURO",
    ),
    ("register_companies", "cost_of_capital_is_a_rate"): (
        f"update {R}companies set cost_of_capital = 9",
        "the cost_of_capital of acme is 9.00",
    ),
    ("register_processes", "column_values_to_be_unique"): (
        f"insert into {R}processes select * from {R}processes where process_id = 'orders'",
        "lists a process_id twice: orders",
    ),
    ("register_processes", "company_exists"): (
        f"insert into {R}processes values ('claims', 'acmee', 'Claims', 'claim', null, null)",
        "the company acmee of the process claims is not in seeds/companies.csv",
    ),
    ("register_processes", "calendar_exists"): (
        f"update {R}calendars set calendar_id = 'other'",
        "the calendar office of the process returns is not in seeds/calendars.csv",
    ),
    ("register_processes", "has_rows"): (
        f"insert into {R}processes values ('claims', 'acme', 'Claims', 'claim', null, null)",
        "1 of 3 processes of seeds/processes.csv have no exported case, event or invoice",
    ),
    ("register_processes", "published_rows_still_there"): (
        f"delete from {S}cases where process_id = 'returns'",
        "The process returns is published with cases, and the exports hold none of them any more",
    ),
    ("register_initiatives", "process_exists"): (
        f"update {R}initiatives set process_id = 'ordrs'",
        "the process ordrs of the initiative capture is not in seeds/processes.csv",
    ),
    ("register_initiatives", "comparison_process_exists"): (
        f"update {R}initiatives set comparison_process_id = 'retruns'",
        "the comparison process retruns of the initiative capture is not in",
    ),
    ("register_initiatives", "comparison_process_is_another"): (
        f"update {R}initiatives set comparison_process_id = 'orders'",
        "the initiative capture is compared with its own process orders",
    ),
    ("register_initiatives", "comparison_process_is_untouched"): (
        f"insert into {R}initiatives select 'sorting', 'returns', null, 'Sorting', 'Bo', 'Cy', "
        f"null, 14, 26, 0, 0, false, '2026-02-01', '2026-04-01', null",
        "has an initiative of its own, sorting, live since 1 Apr 2026",
    ),
    ("register_initiatives", "owners_named"): (
        f"update {R}initiatives set transformation_lead = ' ada '",
        "capture has one person as business owner and transformation lead",
    ),
    ("register_initiatives", "dates_named"): (
        f"update {R}initiatives set kickoff_date = null",
        "capture has no kickoff_date",
    ),
    ("register_initiatives", "go_live_not_before_kickoff"): (
        f"update {R}initiatives set kickoff_date = '2026-04-01'",
        "went live on 2 Mar 2026, before its kick-off on 1 Apr 2026",
    ),
    ("register_initiatives", "windows_are_sane"): (
        f"update {R}initiatives set baseline_weeks = 0",
        "has baseline_weeks 0",
    ),
    ("register_initiatives", "costs_not_negative"): (
        f"update {R}initiatives set build_cost = -1000",
        "build_cost (−1,000.00)",
    ),
    ("register_initiatives", "decision_is_a_word_of_ours"): (
        f"update {R}initiatives set decision = 'maybe'",
        "not maybe",
    ),
    ("register_initiatives", "primary_target_named"): (
        f"update {R}targets set is_primary = false",
        "The initiative capture has no primary target",
    ),
    ("register_targets", "one_primary_target"): (
        f"insert into {R}targets values ('capture', 'throughput', -0.1, 0, true, '2026-09-01')",
        "more than one primary target, cycle_time_hours and throughput",
    ),
    ("register_targets", "one_target_a_kpi"): (
        f"insert into {R}targets select * replace (false as is_primary) from {R}targets",
        "capture has two targets for cycle_time_hours",
    ),
    ("register_targets", "initiative_exists"): (
        f"insert into {R}targets values ('captur', 'cycle_time_hours', 0, 0, true, '2026-09-01')",
        "the initiative captur is not in seeds/initiatives.csv",
    ),
    ("register_targets", "kpi_exists"): (
        f"update {R}targets set kpi_id = 'cycle_time'",
        "the KPI cycle_time of the initiative capture is not in seeds/kpis.csv",
    ),
    ("register_targets", "change_is_a_share"): (
        f"update {R}targets set target_relative_change = -20",
        "is a change of −20.00",
    ),
    ("register_labor_rates", "one_rate_a_day"): (
        f"insert into {R}labor_rates select * from {R}labor_rates",
        "acme has two rates of clerk from 1 Jan 2025 on",
    ),
    ("register_labor_rates", "column_values_to_be_between"): (
        f"update {R}labor_rates set hourly_rate = -40",
        "not −40.00",
    ),
    ("register_fx_rates", "rate_is_positive"): (
        f"update {R}fx_rates set rate = 0",
        "USD in EUR on 31 Dec 2025 is 0.00",
    ),
    ("register_fx_rates", "one_rate_a_day"): (
        f"insert into {R}fx_rates values ('USD', 'EUR', 1.1, '2025-12-31')",
        "two rates of USD in EUR on 31 Dec 2025",
    ),
    ("register_fx_rates", "currency_is_a_code"): (
        f"update {R}fx_rates set currency = 'US'",
        "currency must be a three-letter code such as EUR, not US",
    ),
    ("register_fx_rates", "rate_moves_little"): (
        f"insert into {R}fx_rates values ('USD', 'EUR', 9, '2026-01-31')",
        "went from 0.90 to 9.00 on 31 Jan 2026",
    ),
    ("register_kpis", "cell_is_filled"): (
        f"update {R}kpis set definition = null",
        "seeds/kpis.csv, line 2: cycle_time_hours has no definition. Fill it in.",
    ),
    ("register_kpis", "kpi_id_is_a_name"): (
        f"update {R}kpis set kpi_id = 'Cycle time'",
        "line 2, column kpi_id: Cycle time is not a name of lower-case letters",
    ),
    ("register_kpis", "kpi_id_is_listed_once"): (
        f"insert into {R}kpis select * replace (7 as line_number) from {R}kpis",
        "line 7, column kpi_id: cycle_time_hours stands in line 2 already",
    ),
    ("register_kpis", "kind_is_known"): (
        f"update {R}kpis set kind = 'length'",
        "line 2, column kind: cycle_time_hours has length. Write duration, mean,",
    ),
    ("register_kpis", "better_is_a_direction"): (
        f"update {R}kpis set better = 'down'",
        "line 2, column better: cycle_time_hours has down. Write lower or higher.",
    ),
    ("register_kpis", "source_is_known"): (
        f"update {R}kpis set source = null",
        "line 2, column source: cycle_time_hours has nothing. Write cases or receivables.",
    ),
    ("register_kpis", "needs_are_tables"): (
        f"update {R}kpis set needs = 'payments;time_entry'",
        "line 2, column needs: cycle_time_hours needs 'time_entry', which is no table of exports.",
    ),
    ("register_kpis", "price_is_known"): (
        f"update {R}kpis set priced_as = 'hours'",
        "line 2, column priced_as: cycle_time_hours has hours. Write labor_minutes,",
    ),
    ("register_kpis", "price_fits_the_unit"): (
        f"update {R}kpis set priced_as = 'labor_minutes'",
        "cycle_time_hours is counted in hours, and labor_minutes is a price of minutes.",
    ),
    ("register_kpis", "verdict_comes_from_a_kpi_with_its_own"): (
        f"update {R}kpis set verdict_from = 'days_to_pay', kind = 'balance'",
        "line 2, column verdict_from: cycle_time_hours names days_to_pay. Write a KPI of the",
    ),
    ("register_kpis", "only_a_balance_borrows_its_verdict"): (
        f"update {R}kpis set verdict_from = 'days_to_pay'",
        "cycle_time_hours is a duration and has a verdict of its own, so days_to_pay",
    ),
    ("register_kpis", "limits_in_order"): (
        f"update {R}kpis set plausible_high = 0",
        "cycle_time_hours has 0.00, which is not below its plausible_high, 0.00.",
    ),
    ("register_kpis", "version_counts_from_one"): (
        f"update {R}kpis set version = 0",
        "line 2, column version: cycle_time_hours has 0. Write 1, and one more",
    ),
    ("register_kpis", "kpi_has_a_measure"): (
        f"update {R}kpis set has_measure = false",
        "line 2, column kpi_id: nothing measures cycle_time_hours. Write",
    ),
}
#: A sentence of landing is never cut.
LONG = f"{'a sentence ' * 9}is said"
#: What landing says about files, by check: the finding and its severity.
FOUND = {
    "rejected_rows": ("rejected_rows", "critical"),
    "rejected_rows_few": ("rejected_rows", "warning"),
    "unknown_values": ("unknown_values", "critical"),
    "unknown_values_few": ("unknown_values", "warning"),
    "all_rows_left_out": ("all_rows_left_out", "critical"),
    "empty_file": ("empty_file", "critical"),
    "cut_off": ("cut_off", "critical"),
    "control_total": ("control_total", "warning"),
    "no_rows": ("no_rows", "warning"),
    "rows_above_header": ("rows_above_header", "warning"),
    "hidden_sheet": ("hidden_sheet", "warning"),
    "written_otherwise": ("written_otherwise", "warning"),
    "unpaired_steps": ("unpaired_steps", "warning"),
    "without_line_end": ("without_line_end", "warning"),
}
SPOILED |= {
    ("landing_findings", check): (
        "insert into staging.landing_findings values ('acme', 'canonical', 'a.csv', 'cases', "
        f"'{finding}', '{severity}', 7, 'exports/acme/canonical/a.csv: {LONG}')",
        f"exports/acme/canonical/a.csv: {LONG}",
    )
    for check, (finding, severity) in FOUND.items()
}
#: Shared checks, each tried in one suite: the others only put another column into the same query.
SHARED_ENDINGS = ("_covered", "_stands_alone", "_stands_apart")


@pytest.fixture(scope="module")
def of_sound_tables() -> list[dict]:
    return results(staged())


def test_sound_tables_pass_every_check_and_every_check_runs(of_sound_tables):
    assert [row["message"] for row in of_sound_tables if not row["success"]] == []
    assert all(row["did_run"] for row in of_sound_tables)
    suites = {path.stem for path in SUITES.glob("*.yml")}
    assert {row["suite"] for row in of_sound_tables} == suites


@pytest.mark.parametrize("key", SPOILED, ids=["-".join(key) for key in SPOILED])
def test_a_check_fails_on_what_it_watches(key, tmp_path):
    suite, check = key
    spoil, words = SPOILED[key]
    connection = staged()
    connection.execute(spoil)
    found = [
        row
        for row in results(connection, only(suite, tmp_path))
        if row["expectation"] == check and not row["success"]
    ]
    assert len(found) == 1
    assert words in found[0]["message"]
    assert found[0]["did_run"]
    assert found[0]["unexpected_count"] >= 1


def test_no_check_is_left_untried(of_sound_tables):
    tried = {check for _, check in SPOILED}
    checks = {row["expectation"] for row in of_sound_tables}
    assert {name for name in checks - tried if not name.endswith(SHARED_ENDINGS)} == set()
