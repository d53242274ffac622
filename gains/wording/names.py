"""Names in place of ids: what a sentence calls a process, an initiative or a KPI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Names:
    """Names by id.

    Parameters
    ----------
    processes, initiatives, kpis : mapping of id to name
    currencies : mapping of process_id to currency
        ISO code of the company's currency, for KPIs in money.
    """

    processes: Mapping[str, str] = field(default_factory=dict)
    initiatives: Mapping[str, str] = field(default_factory=dict)
    kpis: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_register(
        cls,
        companies: Iterable[Mapping[str, Any]],
        processes: Iterable[Mapping[str, Any]],
        initiatives: Iterable[Mapping[str, Any]],
        kpis: Iterable[Mapping[str, Any]],
    ) -> Names:
        """Return the names that the register gives.

        Parameters
        ----------
        companies, processes, initiatives, kpis : iterable of rows
            With at least the id, the name and, of a company, the currency.

        Returns
        -------
        Names
        """
        processes = list(processes)
        currency = {row["company_id"]: row["currency"] for row in companies}
        return cls(
            processes=_by_id(processes, "process"),
            initiatives=_by_id(initiatives, "initiative"),
            kpis=_by_id(kpis, "kpi"),
            currencies={
                row["process_id"]: currency.get(row["company_id"]) or "" for row in processes
            },
        )

    def process(self, process_id: str) -> str:
        """Return the name of a process in quotation marks, for it may hold commas."""
        return f"“{self.processes.get(process_id, process_id)}”"

    def initiative(self, initiative_id: str) -> str:
        """Return the name of an initiative."""
        return self.initiatives.get(initiative_id, initiative_id)

    def kpi(self, kpi_id: str) -> str:
        """Return the name of a KPI as a sentence begins with it: Days to pay."""
        return self.kpis.get(kpi_id, kpi_id)

    def kpi_within(self, kpi_id: str) -> str:
        """Return the name of a KPI as it stands within a sentence: days to pay."""
        return lower_first(self.kpi(kpi_id))


def lower_first(name: str) -> str:
    """Return a name with its first letter in lower case, save for an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _by_id(rows: Iterable[Mapping[str, Any]], thing: str) -> dict[str, str]:
    """Return names by id; a row without a name is called by its id."""
    return {row[f"{thing}_id"]: row[f"{thing}_name"] or row[f"{thing}_id"] for row in rows}
