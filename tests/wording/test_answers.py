"""What each page answers: published figures, said and never added up."""

from gains.wording import answers

TOTAL = {
    "net_annual_value": 91_000.0,
    "net_annual_value_low": 22_000.0,
    "net_annual_value_high": 160_000.0,
    "claimed_annual_value": 320_000.0,
}
COUNTS = {"live_count": 3, "owned_live_count": 2, "improved_count": 1, "unowned_count": 1}
TO_DATE = {
    "currency": "USD",
    "gains_to_date": 56_000.0,
    "net_to_date": -192_000.0,
    "net_to_date_low": -210_000.0,
    "net_to_date_high": -170_000.0,
    "spent_to_date": 248_000.0,
    "spent_on_what_did_not_hold": 56_500.0,
    "top_initiative_name": "Invoice capture",
    "top_share": 0.8,
}


def test_currencies_are_never_added_up():
    totals = [TOTAL | {"currency": "EUR"}, TOTAL | {"currency": "USD"}]
    said = answers.portfolio("portfolio", COUNTS, totals)
    assert said.text.startswith("1 of 2 live initiatives with an owner improved its KPI")
    said_of_euros = "€91k per year (99% range €22k to €160k) against €320k claimed"
    assert f"{said_of_euros} and $91k" in said.text
    assert said.text.endswith("has no accountable owner and stays outside every total.")
    assert "portfolio/EUR/net_annual_value" in said.figure_ids


def test_after_all_cost_names_what_failed():
    """A chief of finance would else read that failures are free."""
    said = answers.value("portfolio", TO_DATE)
    assert said.headline == "$56k gained to date, −$192k after all cost"
    assert said.detail == (
        "(99% range −$210k to −$170k). $248k was spent, $56k of it on what has not held. "
        "Invoice capture brings 80% of the gains."
    )
    assert "portfolio/USD/spent_on_what_did_not_hold" in said.figure_ids


def test_money_spent_without_a_gain_is_said():
    said = answers.value("company:falken", TO_DATE | {"gains_to_date": 0.0})
    assert said.headline == "No gain is counted yet; $248k spent to date."


def test_a_company_is_answered_without_the_checks_of_all_companies():
    rows = {"rows_read": 100, "rows_loaded": 98, "rows_superseded": 1, "rows_rejected": 1,
            "rows_unaccounted": 0, "checks_run": None}  # fmt: skip
    said = answers.trust("company:falken", rows | {"checks_warned": None, "checks_failed": None})
    assert said.headline.startswith("Of 100 exported rows, 98 are used")
    assert said.detail == "Every row is accounted for."
