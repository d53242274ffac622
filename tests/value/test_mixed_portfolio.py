"""Totals of a register in which everything is mixed, worked out here from its lines.

What would go wrong unseen: "no owner, no claim" broken eight-fold on the first screen, a loss left
out, what failed told to have cost nothing, or three currencies in one sum.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest

from tests.value.mixed_portfolio import GO_LIVE, INITIATIVES, LAST_DAY, RATES, write

#: Go-live on a Monday without a ramp: its own week is ramp. The last week ends on Sunday.
AFTER_FROM = GO_LIVE + timedelta(days=7)
#: The exports end on a Friday and nobody works on weekends, so the last week is whole.
AFTER_DAYS = 16 * 7
BY_ID = {one.initiative_id: one for one in INITIATIVES}
COUNTED = {"routing", "upselling", "intake", "triage", "sorting"}


@pytest.fixture(scope="module")
def cases():
    return []


@pytest.fixture(scope="module")
def portfolio(make_project, cases):
    project = make_project("mixed")
    cases.extend(write(project))
    project.build()
    return project


def rows(project, table: str, key: str, where: str = "true") -> dict:
    """Return rows of a published table as dicts, by a column."""
    names = [name for (name,) in project.query(f"select column_name from (describe {table})")]
    found = project.query(f"select {', '.join(names)} from {table} where {where}")
    return {row[names.index(key)]: dict(zip(names, row, strict=True)) for row in found}


@pytest.fixture(scope="module")
def scorecard(portfolio):
    return rows(portfolio, "initiative_scorecard", "initiative_id")


@pytest.fixture(scope="module")
def totals(portfolio):
    return rows(portfolio, "portfolio_totals", "currency", "scope = 'portfolio'")


def spent(*names: str) -> float:
    """Work out build and run cost to date: a month's cost is spread over its days."""
    amount = 0.0
    for one in (BY_ID[name] for name in names):
        amount += one.build_cost
        day = one.go_live
        while day <= LAST_DAY:
            amount += one.run_cost / calendar.monthrange(day.year, day.month)[1]
            day += timedelta(days=1)
    return amount


def hours(project, cases, name: str) -> float:
    """Work out the money of an initiative's minutes: effect, cases of the weeks after, rate."""
    one = BY_ID[name]
    per_case = effect(project, name, "touch_time_minutes") / 60 * RATES[one.company_id]
    return -per_case * cases_after(cases, name)


def loss_before_run_cost(project, cases, name: str) -> float:
    """Work out what got dearer: cost per case times cases; it holds the run cost of the weeks."""
    day, run_cost = AFTER_FROM, 0.0
    while day <= LAST_DAY:
        run_cost += BY_ID[name].run_cost / calendar.monthrange(day.year, day.month)[1]
        day += timedelta(days=1)
    return run_cost - effect(project, name, "cost_per_transaction") * cases_after(cases, name)


def effect(project, name: str, kpi: str) -> float:
    """Return the effect that the build measured."""
    ((found,),) = project.query(
        "select effect from kpi_effects where initiative_id = ? and kpi_id = ?", [name, kpi]
    )
    return found


def cases_after(cases, name: str) -> int:
    """Count the cases of the weeks after the ramp."""
    process = BY_ID[name].process_id
    return sum(case.process_id == process and case.day >= AFTER_FROM for case in cases)


def test_what_counts_and_why_not(scorecard):
    assert {name: row["counts_reason_code"] for name, row in scorecard.items()} == {
        "scanning": "joint_with_unowned",
        "coding": "unowned",
        "routing": "counts",
        "upselling": "counts",
        "intake": "counts",
        "triage": "counts",
        "chatbot": "evidence_does_not_hold",
        "planner": "not_live",
        "lookup": "unowned",
        "sorting": "counts",
    }
    assert {name for name, row in scorecard.items() if row["is_in_total"]} == COUNTED
    assert scorecard["scanning"]["counts_reason_params"] == '{"initiative_ids":"coding"}'
    assert scorecard["coding"]["unowned_reason_code"] == "no_lead"
    assert scorecard["lookup"]["unowned_reason_params"] == '{"name":"Ann"}'


def test_a_total_holds_what_counts_and_nothing_of_a_joint_figure_that_nobody_owns(
    portfolio, cases, totals
):
    # dollars: routing's cash and upselling's loss; scanning's gain is half of nobody's
    gain = hours(portfolio, cases, "routing")
    loss = loss_before_run_cost(portfolio, cases, "upselling")
    assert loss < -2000
    assert hours(portfolio, cases, "scanning") > 2000
    assert totals["USD"]["gains_to_date"] == pytest.approx(gain + loss)
    # the dearer case holds its run cost already, which is told in a line of its own: once
    dearer = effect(portfolio, "upselling", "cost_per_transaction")
    dearer *= cases_after(cases, "upselling")
    assert totals["USD"]["net_annual_value"] == pytest.approx(
        (gain - dearer) / AFTER_DAYS * 365 - 12 * 300
    )
    # euros: the joint gain of intake and triage once, both run costs
    joint = hours(portfolio, cases, "intake")
    assert totals["EUR"]["gains_to_date"] == pytest.approx(joint)
    assert totals["EUR"]["net_annual_value"] == pytest.approx(
        joint / AFTER_DAYS * 365 - 12 * (100 + 250)
    )
    # pounds: the one gain that is owned has no price, so a year of what counts is not known
    assert totals["GBP"]["gains_to_date"] == 0
    assert totals["GBP"]["net_annual_value"] is None


def test_after_all_cost_is_all_cost(portfolio, cases, totals):
    assert totals["USD"]["spent_to_date"] == pytest.approx(
        spent("scanning", "coding", "routing", "upselling")
    )
    assert totals["USD"]["spent_on_what_did_not_hold"] == pytest.approx(spent("scanning", "coding"))
    assert totals["EUR"]["spent_to_date"] == pytest.approx(
        spent("intake", "triage", "chatbot", "planner")
    )
    assert totals["EUR"]["spent_on_what_did_not_hold"] == pytest.approx(spent("chatbot", "planner"))
    assert totals["EUR"]["spent_on_what_is_not_live"] == pytest.approx(6000)
    assert totals["GBP"]["spent_to_date"] == pytest.approx(spent("lookup", "sorting"))
    assert totals["GBP"]["net_to_date"] == pytest.approx(-spent("lookup", "sorting"))
    joint = hours(portfolio, cases, "intake")
    assert totals["EUR"]["net_to_date"] == pytest.approx(
        joint - spent("intake", "triage", "chatbot", "planner")
    )


def test_claimed_has_one_meaning(totals):
    # owned and live; then, of these, what does not count; unowned; owned and not live
    assert [
        (
            currency,
            row["claimed_annual_value"],
            row["unproven_claimed_annual_value"],
            row["unowned_claimed_annual_value"],
            row["planned_claimed_annual_value"],
        )
        for currency, row in sorted(totals.items())
    ] == [
        ("EUR", 30000 + 12000 + 60000, 60000, None, 25000),
        ("GBP", 5000, None, 15000, None),
        ("USD", 50000 + 40000 + 10000, 50000, 20000, None),
    ]


def test_counts_are_of_initiatives(portfolio):
    (counts,) = portfolio.query(
        "select initiative_count, live_count, owned_live_count, counted_count, "
        "improved_count, worse_count, unowned_count, company_count, currency_count "
        "from portfolio_counts where scope = 'portfolio'"
    )
    # improved, owned and live: scanning, routing, intake, triage, sorting
    assert counts == (10, 9, 7, 5, 5, 1, 2, 3, 3)


def test_each_company_has_its_own_rows_and_no_other(portfolio, totals):
    companies = rows(portfolio, "portfolio_totals", "scope", "scope != 'portfolio'")
    assert {scope: row["currency"] for scope, row in companies.items()} == {
        "company:acme": "USD", "company:bolt": "EUR", "company:crest": "GBP",
    }  # fmt: skip
    for row in companies.values():
        whole = totals[row["currency"]]
        same = {name: row[name] for name in row if name not in ("scope", "company_id")}
        assert same == {
            name: pytest.approx(whole[name]) if isinstance(whole[name], float) else whole[name]
            for name in same
        }


def test_months_run_up_to_the_net_to_date(portfolio, totals):
    running = dict(
        portfolio.query(
            "select currency, max_by(running_amount, period_start) from portfolio_value "
            "where scope = 'portfolio' and value_type = 'net' and period_grain = 'month' group by 1"
        )
    )
    assert running == {
        currency: pytest.approx(row["net_to_date"]) for currency, row in totals.items()
    }
    ((first,),) = portfolio.query(
        "select running_net from initiative_value where initiative_id = 'chatbot' "
        "and month_start = '2026-01-01' and value_type = 'run_cost'"
    )
    assert first == pytest.approx(-9000 - 20 * 27 / 31)


def test_hours_that_stay_on_the_payroll_are_never_a_reason_to_scale(scorecard):
    # proven and the target met, but all of the gain is in hours that are still paid
    assert scorecard["intake"]["net_annual_cash_value"] == pytest.approx(-1200)
    assert scorecard["intake"]["decision_reason_code"] == "only_if_hours_are_used"
    assert scorecard["triage"]["decision_reason_code"] == "only_if_hours_are_used"
    assert scorecard["routing"]["decision_reason_code"] == "target_met"
    assert scorecard["sorting"]["decision_reason_code"] == "target_met_without_a_price"
    assert {row["proposed_decision"] for row in scorecard.values()} == {
        "fix", "stop", "scale", None,
    }  # fmt: skip


def test_every_headline_is_the_cell_that_it_names(portfolio):
    figures = portfolio.query(
        "select figure_id, scope, initiative_id, kpi_id, currency, measure, value, from_table, "
        "from_column from headline_figures"
    )
    ids = {figure_id for figure_id, *_ in figures}
    assert len(ids) == len(figures)
    assert "portfolio/USD/net_annual_value" in ids
    assert "initiative:routing/touch_time_minutes/improvement" in ids
    assert "portfolio/GBP/net_annual_value" not in ids
    for _, scope, initiative, kpi, currency, _, value, table, column in figures:
        keys = {
            "portfolio_totals": "scope = $1 and currency = $2",
            "portfolio_counts": "scope = $1",
            "data_quality_totals": "scope = $1",
            "initiative_scorecard": "initiative_id = $1",
            "kpi_effects": "initiative_id = $1 and kpi_id = $2",
        }
        given = {
            "portfolio_totals": [scope, currency],
            "initiative_scorecard": [initiative],
            "kpi_effects": [initiative, kpi],
        }.get(table, [scope])
        ((cell,),) = portfolio.query(f"select {column} from {table} where {keys[table]}", given)
        assert cell == value


def test_thresholds_are_published(portfolio):
    assert portfolio.query(
        "select days_to_verdict_at_risk, days_to_verdict_late, weeks_for_a_verdict, confidence "
        "from rules"
    ) == [(60, 90, 8, 0.99)]


def test_the_as_of_date_is_the_last_day(scorecard):
    assert {row["as_of_date"] for row in scorecard.values()} == {date(2026, 5, 1)}
