"""The sentence that answers each page's question, with its range and its grade in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gains.measurement.coding import reason_from
from gains.measurement.reasons import Reason
from gains.wording import figures
from gains.wording.evidence import GRADES, IMPROVED, NOT_LIVE, grade
from gains.wording.improvements import better_or_worse, improvement, range_in_words
from gains.wording.names import Names, lower_first
from gains.wording.reasons import RANGE, doubt, reason_text, what_denies


@dataclass(frozen=True)
class Answer:
    """A page's answer: the headline is read first, the detail carries range and grade."""

    headline: str
    detail: str = ""

    @property
    def text(self) -> str:
        """The whole answer as one plain paragraph."""
        return f"{self.headline} {self.detail}".strip()


def initiative(row: Mapping, better: str, unit: str, currency: str) -> Answer:
    """Answer whether one initiative worked, and how sure one can be.

    Parameters
    ----------
    row : Mapping
        A row of `kpi_effects` with `kpi_name`; without one, `evidence` is missing.
    better : str
        lower or higher.
    unit, currency : str
        Unit of the KPI and currency of the company.
    """
    name = row.get("kpi_name") or "The KPI"
    evidence = row.get("evidence")
    turned = improvement({**row, "unit": unit}, better)
    before = figures.kpi_value(row.get("before_value"), unit, currency)
    after = figures.kpi_value(row.get("after_value"), unit, currency)
    reason = reason_of(row)
    said = sentence(row.get("reason"))
    label = grade(evidence, row.get("reason_code")).label.lower()
    if evidence not in GRADES or evidence == "not_measurable" or turned.middle is None:
        is_live = row.get("reason_code") not in NOT_LIVE
        return Answer(f"{name} is {label}." if is_live else "It is not live yet.", said)
    values = f"{before} before, {after} now."
    against = (
        "Against what we would expect without the automation, that is "
        f"{better_or_worse(turned)} ({RANGE} {range_in_words(turned)})."
    )
    if evidence == "proven":
        near = f"Proven: at least {turned.said(turned.low)} better." if turned.low else "Proven."
        return Answer(f"{name} improved: {values}", f"{against} {near}")
    if evidence == "likely":
        why = doubt(reason) or "a check or the 99% range leaves a doubt"
        return Answer(
            f"{name} probably improved: {values}",
            f"{against} Likely, not proven, because {why}.",
        )
    if evidence == "no_change":
        # the raw figure may have moved: what was to be expected says why that is no gain
        expected = figures.kpi_value(row.get("expected_value"), unit, currency)
        without = f"Without it we would expect {expected}." if expected != figures.MISSING else ""
        names = Names(kpis={row.get("kpi_id") or "": name})
        found = reason_text(reason, names).finding if reason else said
        return Answer(
            f"The automation did not change {lower_first(name)}: {values}",
            f"{without} {found}".strip(),
        )
    if evidence in ("worse", "looks_worse"):
        verb = "got worse" if evidence == "worse" else "looks worse"
        return Answer(f"{name} {verb}: {values}", against)
    is_clear = turned.low is not None and turned.low * turned.high > 0
    denial = what_denies(reason) if reason else said if is_clear else ""
    if denial:
        # the range alone would say that it moved: what keeps it from counting must be said
        return Answer(
            f"Can't tell yet whether the automation changed {lower_first(name)}: {values}",
            f"{against} It does not count: {lower_first(denial)}",
        )
    words = range_in_words(turned)
    fits = words if words.startswith("from") else f"from {words}"
    return Answer(
        f"Can't tell yet whether {lower_first(name)} changed: {values}",
        f"Anything {fits} fits the data ({RANGE}). {more_weeks(row)}".strip(),
    )


def reason_of(row: Mapping) -> Reason | None:
    """Read the reason of a row of `kpi_effects`, or None where a row has no code."""
    code, parameters = row.get("reason_code"), row.get("reason_params")
    return reason_from(code, parameters) if code and parameters else None


def more_weeks(row: Mapping) -> str:
    """Say how long an inconclusive effect still needs."""
    weeks = row.get("more_weeks_needed")
    if figures.is_missing(weeks):
        return (
            "More weeks alone will not settle it; a comparison process or a longer baseline could."
        )
    return f"It needs about {figures.count(max(int(weeks), 1), 'more week')}."


def portfolio(rows: Sequence[Mapping], totals: Sequence[Mapping]) -> Answer:
    """Answer whether the automations pay off.

    Parameters
    ----------
    rows : sequence of Mapping
        Rows of `initiative_scorecard`: `is_owned`, `evidence`, `is_live`.
    totals : sequence of Mapping
        One a currency: currency, net, low, high, claimed, spent; owned initiatives whose
        evidence holds, only.
    """
    live = [row for row in rows if row["is_live"]]
    owned = [row for row in live if row["is_owned"]]
    improved = [row for row in owned if row["evidence"] in IMPROVED]
    if not live:
        return Answer("No automation is live yet.", "The baselines are being measured.")
    noun = "live initiatives with an owner" if len(owned) != 1 else "live initiative with an owner"
    verb = "improved their KPI" if len(improved) != 1 else "improved its KPI"
    headline = f"{len(improved)} of {len(owned)} {noun} {verb} by more than normal variation."
    worth = [total_in_words(total) for total in totals if not figures.is_missing(total["net"])]
    if not worth:
        detail = "No value is counted yet: no owned initiative has evidence that holds."
    else:
        detail = f"If it holds, what is measured is worth {figures.listed(worth)}, net of run cost."
        open_claims = [
            figures.money(total["claimed"], total["currency"])
            for total in totals
            if figures.is_missing(total["net"]) and total["claimed"]
        ]
        if open_claims:
            detail += f" Of {figures.listed(open_claims)} claimed, nothing is measured yet."
    return Answer(headline, f"{detail} {unowned(rows)}".strip())


def total_in_words(total: Mapping) -> str:
    """Say what is measured a year in one currency, its range, and what was claimed."""
    net, low, high, claimed = (
        figures.money(total[name], total["currency"]) for name in ("net", "low", "high", "claimed")
    )
    return f"{net} a year ({RANGE} {low} to {high}) against {claimed} claimed"


def unowned(rows: Sequence[Mapping]) -> str:
    """Say how many initiatives nobody owns; nothing when all have owners."""
    missing = [row for row in rows if not row["is_owned"]]
    if not missing:
        return ""
    verb = (
        "has no accountable owner and stays"
        if len(missing) == 1
        else ("have no accountable owner and stay")
    )
    return f"{figures.count(len(missing), 'initiative')} {verb} outside every total."


def value(totals: Sequence[Mapping]) -> Answer:
    """Answer where the value comes from; one clause a currency, never added up across them.

    Parameters
    ----------
    totals : sequence of Mapping
        currency, gross, run_cost, build_cost, net, low, high (to date), top_name, top_share.
    """
    if not totals:
        return Answer(
            "No value is counted yet.", "No owned initiative has evidence that holds so far."
        )
    gross = figures.listed([figures.money(total["gross"], total["currency"]) for total in totals])
    net = figures.listed([figures.money(total["net"], total["currency"]) for total in totals])
    ranges = figures.listed(
        [
            f"{figures.money(total['low'], total['currency'])} to "
            f"{figures.money(total['high'], total['currency'])}"
            for total in totals
        ]
    )
    headline = f"{gross} gained to date, {net} after all cost"
    tops = [
        f"{total['top_name']} brings {figures.share(total['top_share'])} of the gains"
        + (f" in {total['currency']}" if len(totals) > 1 else "")
        for total in totals
        if total.get("top_name") and not figures.is_missing(total.get("top_share"))
    ]
    detail = f"({RANGE} {ranges})." + (f" {figures.listed(tops)}." if tops else "")
    return Answer(headline, detail)


def working_capital(row: Mapping | None, currency: str, process_name: str = "") -> Answer:
    """Answer how much cash is stuck; `row` is the newest month end of `receivables_monthly`."""
    if row is None:
        return Answer(
            "No receivables were exported.", "Working capital needs invoices and payments."
        )
    balance = row["ar_balance"]
    overdue = row["overdue_balance"]
    part = overdue / balance if balance else None
    headline = (
        f"{figures.money(balance, currency)} is tied up in receivables"
        f"{' of ' + process_name if process_name else ''}, "
        f"{figures.money(overdue, currency)} of it overdue."
    )
    dso = row.get("dso_countback")
    if figures.is_missing(dso):
        return Answer(headline, sentence(row.get("reason")) or "No days sales outstanding yet.")
    return Answer(
        headline,
        f"On {figures.day(row['month_end'])} the balance stood for {figures.number(dso, 1)} days "
        f"of sales (days sales outstanding, countback); {figures.share(part)} of it was late.",
    )


def steps(row: Mapping | None, process_name: str) -> Answer:
    """Answer where time goes; `row` is the step with the largest share of the cycle time."""
    if row is None:
        return Answer(
            "No steps were exported for this process.",
            "The diagnosis needs case_events: one row per activity.",
        )
    return Answer(
        f"{figures.share(row['cycle_time_share'])} of the time in {process_name} goes to "
        f"{row['activity']}.",
        f"Half of its cases wait longer than {figures.kpi_value(row['wait_hours_p50'], 'hours')} "
        f"before it, one in ten longer than {figures.kpi_value(row['wait_hours_p90'], 'hours')}.",
    )


def trust(checks: Mapping, rows: Mapping) -> Answer:
    """Answer whether the numbers can be trusted.

    Parameters
    ----------
    checks : Mapping
        passed, warned, failed: counts of validation checks.
    rows : Mapping
        read, loaded, rejected, superseded: counts of exported rows.
    """
    total = checks["passed"] + checks["warned"] + checks["failed"]
    warn = "warns" if checks["warned"] == 1 else "warn"
    headline = (
        f"{checks['passed']:,} of {figures.count(total, 'check')} passed"
        + (f", {checks['warned']:,} {warn}" if checks["warned"] else "")
        + (f", {checks['failed']:,} failed." if checks["failed"] else ".")
    )
    lost = rows["read"] - rows["loaded"] - rows["rejected"] - rows["superseded"]
    balance = (
        "Every row is accounted for." if lost == 0 else f"{lost:,} rows are not accounted for."
    )
    return Answer(
        headline,
        f"Of {rows['read']:,} exported rows, {rows['loaded']:,} are used, "
        f"{rows['superseded']:,} were replaced by newer deliveries and "
        f"{rows['rejected']:,} were rejected. {balance}",
    )


def sentence(text: str | None) -> str:
    """End a text with a full stop; nothing for a missing text."""
    text = "" if figures.is_missing(text) else str(text).strip()
    return text if not text or text[-1] in ".!?" else text + "."


def counts_in_totals(row: Mapping) -> bool:
    """Whether an initiative's value enters a total: owned, and its evidence holds."""
    return bool(row["is_owned"]) and grade(row["evidence"]).counts
