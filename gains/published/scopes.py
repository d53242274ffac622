"""Which published totals answer a reader: those of everything, or of each company apart.

A total over some of the companies is published nowhere, and no reader adds one up: who may see
several companies, but not all, is given the totals of each.
"""

from typing import TypedDict

from gains.published.reader import Reader

PORTFOLIO = "portfolio"


class ScopeRow(TypedDict):
    """A scope of totals: `portfolio`, or `company:` and an id; and what readers call it."""

    scope: str
    company_id: str | None
    name: str


def of_company(company_id: str) -> str:
    """Return the scope of one company."""
    return f"company:{company_id}"


def shown(reader: Reader, company_id: str | None = None) -> list[ScopeRow]:
    """Return the scopes that answer a reader.

    Parameters
    ----------
    reader : Reader
        Knows which companies may be seen.
    company_id : str, optional
        The one company that was asked for.

    Returns
    -------
    list of ScopeRow
        The company that was asked for; or everything, where everything may be seen; or each company
        that may be seen, by name.
    """
    if company_id is None and reader.scope.everything:
        return [{"scope": PORTFOLIO, "company_id": None, "name": "All companies"}]
    return reader.select(
        ScopeRow,
        """
        select
            'company:' || company_id as scope,
            company_id,
            company_name as name
        from companies
        where $company is null or company_id = $company
        order by company_name
        """,
        company=company_id,
    )
