"""What the register and the build say about everything: companies, processes, KPIs, rules."""

from datetime import date
from typing import TypedDict

from gains.published.reader import Reader
from gains.published.rows import CompaniesRow, EvidenceGradesRow, KpisRow, RulesRow


class ProcessRow(TypedDict):
    """A process with its company, and the last day that its exports cover."""

    process_id: str
    process_name: str
    company_name: str
    currency: str
    as_of_date: date | None


def companies(reader: Reader) -> list[CompaniesRow]:
    """Return the companies, by name."""
    return reader.select(CompaniesRow, "select * from companies order by company_name")


def kpis(reader: Reader) -> list[KpisRow]:
    """Return the KPI catalogue, by name."""
    return reader.select(KpisRow, "select * from kpis order by kpi_name")


def rules(reader: Reader) -> RulesRow | None:
    """Return the thresholds that the build applied; None while nothing was built."""
    return next(iter(reader.select(RulesRow, "select * from rules")), None)


def grades(reader: Reader) -> list[EvidenceGradesRow]:
    """Return the grades of evidence in their order."""
    return reader.select(EvidenceGradesRow, "select * from evidence_grades order by sort_order")


def processes(reader: Reader) -> list[ProcessRow]:
    """Return the processes, by company and name."""
    return reader.select(
        ProcessRow,
        """
        select
            processes.process_id,
            processes.process_name,
            companies.company_name,
            companies.currency,
            processes.as_of_date
        from processes
        inner join companies using (company_id)
        order by companies.company_name, processes.process_name
        """,
    )
