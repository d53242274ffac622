"""The answer to each page's question, from published totals; it says figures and makes none.

Each answer carries the ids of the figures that it states: rows of `headline_figures`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gains.wording import formats
from gains.wording.answer import Answer
from gains.wording.reasons import RANGE


def portfolio(
    scope: str, counts: Mapping[str, Any] | None, totals: Sequence[Mapping[str, Any]]
) -> Answer:
    """Answer whether the automations pay off.

    Parameters
    ----------
    scope : str
        portfolio, or company: and an id.
    counts : Mapping or None
        The row of `portfolio_counts`.
    totals : sequence of Mapping
        The rows of `portfolio_totals`, one per currency.
    """
    if counts is None or not counts["live_count"]:
        return Answer("No automation is live yet.", "The baselines are being measured.")
    ids = [f"{scope}/initiatives/{name}" for name in ("improved_count", "owned_live_count")]
    owned, improved = counts["owned_live_count"], counts["improved_count"]
    noun = "live initiatives with an owner" if owned != 1 else "live initiative with an owner"
    verb = "improved their KPI" if improved != 1 else "improved its KPI"
    headline = f"{improved} of {owned} {noun} {verb} by more than normal variation."
    worth = [total for total in totals if total["net_annual_value"] is not None]
    if not worth:
        detail = "No value is counted yet: no owned initiative has evidence that holds."
    else:
        said = formats.join_names([total_in_words(total) for total in worth])
        detail = f"If it holds, what is measured is worth {said}, net of run cost."
        ids += [f"{scope}/{total['currency']}/{name}" for total in worth
                for name in ("net_annual_value", "claimed_annual_value")]  # fmt: skip
        waiting = [
            total
            for total in totals
            if total["net_annual_value"] is None and total["claimed_annual_value"]
        ]
        if waiting:
            claims = formats.join_names([
                formats.money(total["claimed_annual_value"], total["currency"])
                for total in waiting
            ])  # fmt: skip
            detail += f" Of {claims} claimed, nothing is measured yet."
            ids += [f"{scope}/{total['currency']}/claimed_annual_value" for total in waiting]
    if counts["unowned_count"]:
        verb = "has" if counts["unowned_count"] == 1 else "have"
        stays = "stays" if counts["unowned_count"] == 1 else "stay"
        detail += (
            f" {formats.count(counts['unowned_count'], 'initiative')} {verb} no accountable owner "
            f"and {stays} outside every total."
        )
        ids.append(f"{scope}/initiatives/unowned_count")
    return Answer(headline, detail, tuple(ids))


def total_in_words(total: Mapping[str, Any]) -> str:
    """Say what is measured per year in one currency, its range, and what was claimed."""
    net, low, high, claimed = (
        formats.money(total[name], total["currency"])
        for name in (
            "net_annual_value",
            "net_annual_value_low",
            "net_annual_value_high",
            "claimed_annual_value",
        )
    )
    said = f"{net} per year ({RANGE} {low} to {high})"
    return said if total["claimed_annual_value"] is None else f"{said} against {claimed} claimed"


def value(scope: str, total: Mapping[str, Any] | None) -> Answer:
    """Answer where the value comes from, in one currency.

    Parameters
    ----------
    scope : str
        portfolio, or company: and an id.
    total : Mapping or None
        The row of `portfolio_totals` in that currency, with `top_initiative_name`.
    """
    if total is None:
        return Answer("Nothing is booked yet.", "Money begins when an initiative is bought.")
    currency = total["currency"]

    def money(name: str) -> str:
        return formats.money(total[name], currency)

    names = ["gains_to_date", "spent_to_date", "net_to_date"]
    headline = (
        f"{money('gains_to_date')} gained to date, {money('net_to_date')} after all cost"
        if total["gains_to_date"]
        else f"No gain is counted yet; {money('spent_to_date')} spent to date."
    )
    if not total["gains_to_date"]:
        held = "No owned initiative has evidence that holds and a price so far."
        return Answer(headline, held, (f"{scope}/{currency}/spent_to_date",))
    detail = f"({RANGE} {money('net_to_date_low')} to {money('net_to_date_high')})."
    detail += f" {money('spent_to_date')} was spent"
    if total["spent_on_what_did_not_hold"]:
        detail += f", {money('spent_on_what_did_not_hold')} of it on what has not held"
        names.append("spent_on_what_did_not_hold")
    detail += "."
    if total.get("top_initiative_name") and total["top_share"] is not None:
        detail += (
            f" {total['top_initiative_name']} brings {formats.percent(total['top_share'])} of the "
            "gains."
        )
        names.append("top_share")
    return Answer(headline, detail, tuple(f"{scope}/{currency}/{name}" for name in names))


def working_capital(row: Mapping[str, Any] | None, currency: str, process_name: str = "") -> Answer:
    """Answer how much cash is stuck; `row` is the newest month end of `receivables_monthly`."""
    if row is None:
        return Answer(
            "No receivables were exported.", "Working capital needs invoices and payments."
        )
    at = f"process:{row['process_id']}/{row['month_end'].isoformat()}"
    headline = (
        f"{formats.money(row['ar_balance'], currency)} is tied up in receivables"
        f"{' of ' + process_name if process_name else ''}, "
        f"{formats.money(row['overdue_balance'], currency)} of it overdue."
    )
    ids = (f"{at}/ar_balance", f"{at}/overdue_balance")
    dso = row["dso_countback"]
    if formats.is_missing(dso):
        said = formats.ended(row["reason"]) or "No days sales outstanding yet."
        return Answer(headline, said, ids)
    late = formats.percent(row["overdue_share"])
    return Answer(
        headline,
        f"On {formats.day(row['month_end'])} the balance stood for {formats.number(dso, 1)} days "
        f"of sales (days sales outstanding, countback); {late} of it was late.",
        (*ids, f"{at}/dso_countback", f"{at}/overdue_share"),
    )


def steps(row: Mapping[str, Any] | None, process_name: str) -> Answer:
    """Answer where time goes; `row` is the step with the largest share of the cycle time."""
    if row is None:
        return Answer(
            "No steps were exported for this process.",
            "The diagnosis needs case_events: one row per activity.",
        )
    return Answer(
        f"{formats.percent(row['cycle_time_share'])} of the time in {process_name} goes to "
        f"{row['activity']}.",
        f"Half of its cases wait longer than {formats.kpi_value(row['wait_hours_p50'], 'hours')} "
        f"before it, one in ten longer than {formats.kpi_value(row['wait_hours_p90'], 'hours')}.",
        tuple(
            f"process:{row['process_id']}/steps/{name}"
            for name in ("largest_share", "wait_of_largest", "long_wait_of_largest")
        ),
    )


def trust(scope: str, totals: Mapping[str, Any] | None) -> Answer:
    """Answer whether the numbers can be trusted.

    Parameters
    ----------
    scope : str
        portfolio, or company: and an id.
    totals : Mapping or None
        The row of `data_quality_totals`; a company's has no checks, which are of all companies.
    """
    if totals is None or totals["rows_read"] is None:
        return Answer("Nothing was exported yet.")
    rows = (
        f"Of {totals['rows_read']:,} exported rows, {totals['rows_loaded']:,} are used, "
        f"{totals['rows_superseded']:,} were replaced by newer deliveries and "
        f"{totals['rows_rejected']:,} were rejected."
    )
    names = ["rows_read", "rows_loaded", "rows_superseded", "rows_rejected"]
    balance = "Every row is accounted for."
    if totals["rows_unaccounted"]:
        balance = f"{totals['rows_unaccounted']:,} rows are not accounted for."
        names.append("rows_unaccounted")
    if totals["checks_run"] is None:
        ids = tuple(f"{scope}/data/{name}" for name in names)
        return Answer(rows, balance, ids)
    warned, failed = totals["checks_warned"], totals["checks_failed"]
    headline = (
        f"{totals['checks_passed']:,} of {formats.count(totals['checks_run'], 'check')} passed"
        + (f", {warned:,} {'warns' if warned == 1 else 'warn'}" if warned else "")
        + (f", {failed:,} failed." if failed else ".")
    )
    names += ["checks_run", "checks_passed", "checks_warned", "checks_failed"]
    return Answer(headline, f"{rows} {balance}", tuple(f"{scope}/data/{name}" for name in names))
