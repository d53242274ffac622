"""Processes: receivables by month end and ageing, steps, and KPIs over all finished work."""

from typing import TypedDict

from gains.published.reader import Reader
from gains.published.rows import (
    HeadlineFiguresRow,
    KpiOverallRow,
    ProcessStepsRow,
    ReceivablesAgeingRow,
    ReceivablesMonthlyRow,
)


class NamedProcessRow(TypedDict):
    """A process by name, with its company and currency."""

    process_id: str
    process_name: str
    company_name: str
    currency: str


class OverallRow(KpiOverallRow):
    """A KPI of a process, with its names and currency."""

    process_name: str
    company_name: str
    currency: str


OF_TABLE = """
    select distinct
        processes.process_id,
        processes.process_name,
        companies.company_name,
        companies.currency
    from {table}
    inner join processes using (process_id)
    inner join companies on processes.company_id = companies.company_id
    order by companies.company_name, processes.process_name
"""


def with_receivables(reader: Reader) -> list[NamedProcessRow]:
    """Return the processes with receivables."""
    return reader.select(NamedProcessRow, OF_TABLE.format(table="receivables_monthly"))


def with_steps(reader: Reader) -> list[NamedProcessRow]:
    """Return the processes whose steps were exported."""
    return reader.select(NamedProcessRow, OF_TABLE.format(table="process_steps"))


def month_ends(reader: Reader, process_id: str) -> list[ReceivablesMonthlyRow]:
    """Return the month ends of a process, the oldest first."""
    return reader.select(
        ReceivablesMonthlyRow,
        "select * from receivables_monthly where process_id = $process order by month_end",
        process=process_id,
    )


def ageing(reader: Reader, process_id: str) -> list[ReceivablesAgeingRow]:
    """Return balances by month end and bucket, the oldest month first."""
    return reader.select(
        ReceivablesAgeingRow,
        """
        select * from receivables_ageing
        where process_id = $process
        order by month_end, bucket_number
        """,
        process=process_id,
    )


def steps(reader: Reader, process_id: str) -> list[ProcessStepsRow]:
    """Return the steps of a process, the largest share of the time first."""
    return reader.select(
        ProcessStepsRow,
        """
        select * from process_steps
        where process_id = $process
        order by cycle_time_share desc nulls last, activity
        """,
        process=process_id,
    )


def outstanding_steps(reader: Reader, process_id: str) -> dict[str, HeadlineFiguresRow]:
    """Return the steps in which something stands out, by measure: longest_wait, most_work, ..."""
    found = reader.select(
        HeadlineFiguresRow,
        """
        select * from headline_figures
        where process_id = $process and from_table = 'process_steps'
        """,
        process=process_id,
    )
    return {row["measure"] or "": row for row in found}


def overall(reader: Reader, kpi_id: str) -> list[OverallRow]:
    """Return a KPI of every process, over all its finished work."""
    return reader.select(
        OverallRow,
        """
        select
            kpi_overall.*,
            processes.process_name,
            companies.company_name,
            companies.currency
        from kpi_overall
        inner join processes using (process_id)
        inner join companies on processes.company_id = companies.company_id
        where kpi_overall.kpi_id = $kpi and kpi_overall.segment is null
        order by companies.company_name, processes.process_name
        """,
        kpi=kpi_id,
    )
