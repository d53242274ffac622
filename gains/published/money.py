"""Money as published: totals by scope and currency, months, and the lines of each initiative."""

from datetime import date
from typing import TypedDict

from gains.published.reader import Reader
from gains.published.rows import (
    InitiativeValueRow,
    InitiativeValueToDateRow,
    PortfolioCountsRow,
    PortfolioTotalsRow,
)


class TotalRow(PortfolioTotalsRow):
    """The totals of a scope in one currency, with the name of what gained most."""

    top_initiative_name: str | None


class RunningRow(TypedDict):
    """The net from the first month through this one, with its range."""

    month_start: date
    net: float | None
    low: float | None
    high: float | None


class LineRow(InitiativeValueToDateRow):
    """Money to date of an initiative and value type, with its names and why it counts or not."""

    initiative_name: str
    company_name: str
    counts_reason_code: str
    counts_reason_params: str | None
    evidence: str


class MonthRow(InitiativeValueRow):
    """Money of an initiative, month and value type, with its name."""

    initiative_name: str


class CurrencyRow(TypedDict):
    """A currency in which money is booked, and whether any of it counts."""

    currency: str
    has_counted: bool


def totals(reader: Reader, scope: str) -> list[TotalRow]:
    """Return the totals of a scope, one row per currency."""
    return reader.select(
        TotalRow,
        """
        select
            portfolio_totals.*,
            initiatives.initiative_name as top_initiative_name
        from portfolio_totals
        left join initiatives on portfolio_totals.top_initiative_id = initiatives.initiative_id
        where portfolio_totals.scope = $scope
        order by portfolio_totals.currency
        """,
        scope=scope,
    )


def counts(reader: Reader, scope: str) -> PortfolioCountsRow | None:
    """Return how many initiatives a scope has of each kind; None where it has none."""
    found = reader.select(
        PortfolioCountsRow, "select * from portfolio_counts where scope = $scope", scope=scope
    )
    return next(iter(found), None)


def running_net(reader: Reader, scope: str, currency: str) -> list[RunningRow]:
    """Return the running net of a scope in one currency, by month."""
    return reader.select(
        RunningRow,
        """
        select
            period_start as month_start,
            running_amount as net,
            running_amount_low as low,
            running_amount_high as high
        from portfolio_value
        where scope = $scope
            and currency = $currency
            and period_grain = 'month'
            and value_type = 'net'
        order by period_start
        """,
        scope=scope,
        currency=currency,
    )


def running_net_of(reader: Reader, initiative_id: str) -> list[RunningRow]:
    """Return the running net of one initiative, by month."""
    return reader.select(
        RunningRow,
        """
        select distinct
            month_start,
            running_net as net,
            running_net_low as low,
            running_net_high as high
        from initiative_value
        where initiative_id = $initiative
        order by month_start
        """,
        initiative=initiative_id,
    )


def lines(
    reader: Reader, company_id: str | None = None, initiative_id: str | None = None
) -> list[LineRow]:
    """Return the money to date of each initiative and value type, the largest amount first."""
    return reader.select(
        LineRow,
        """
        select
            initiative_value_to_date.*,
            initiative_scorecard.initiative_name,
            companies.company_name,
            initiative_scorecard.counts_reason_code,
            initiative_scorecard.counts_reason_params,
            initiative_scorecard.evidence
        from initiative_value_to_date
        inner join initiative_scorecard using (initiative_id)
        inner join companies on initiative_scorecard.company_id = companies.company_id
        where ($company is null or initiative_scorecard.company_id = $company)
            and ($initiative is null or initiative_scorecard.initiative_id = $initiative)
        order by
            initiative_value_to_date.currency,
            initiative_value_to_date.amount desc,
            initiative_scorecard.initiative_name,
            initiative_value_to_date.value_type
        """,
        company=company_id,
        initiative=initiative_id,
    )


def months(reader: Reader, initiative_ids: list[str]) -> list[MonthRow]:
    """Return the money of initiatives by month and value type."""
    return reader.select(
        MonthRow,
        """
        select
            initiative_value.*,
            initiatives.initiative_name
        from initiative_value
        inner join initiatives using (initiative_id)
        where initiative_value.initiative_id in (select unnest($keys))
        order by
            initiative_value.initiative_id,
            initiative_value.month_start,
            initiative_value.value_type
        """,
        keys=initiative_ids,
    )


def currencies(reader: Reader, company_id: str | None = None) -> list[CurrencyRow]:
    """Return the currencies in which money is booked, those in which something counts first."""
    found: dict[str, CurrencyRow] = {}
    for line in lines(reader, company_id):
        code = line["currency"] or ""
        known = found.setdefault(code, {"currency": code, "has_counted": False})
        known["has_counted"] = known["has_counted"] or bool(line["counts"])
    return sorted(found.values(), key=lambda row: (not row["has_counted"], row["currency"]))
