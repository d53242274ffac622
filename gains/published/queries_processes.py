"""Queries about processes and data: receivables, steps, validation, reconciliation, definitions."""

from gains.published.reader import Reader


def receivables_processes(reader: Reader) -> list[dict]:
    """Give the processes with receivables, and their company's currency."""
    if not reader.has("receivables_monthly"):
        return []
    return reader.rows(
        """
        select distinct
            processes.process_id,
            processes.process_name,
            companies.company_name,
            companies.currency
        from receivables_monthly
        inner join processes using (process_id)
        inner join companies on processes.company_id = companies.company_id
        order by companies.company_name, processes.process_name
        """
    )


def receivables(reader: Reader, process_id: str) -> list[dict]:
    """Give the month ends of a process, the oldest first."""
    return reader.rows(
        "select * from receivables_monthly where process_id = $process_id order by month_end",
        process_id=process_id,
    )


def ageing(reader: Reader, process_id: str) -> list[dict]:
    """Give balance, invoices and share of the positive balance by month end and bucket."""
    return reader.rows(
        """
        select
            month_end,
            bucket,
            balance,
            invoice_count,
            greatest(balance, 0)
            / nullif(sum(greatest(balance, 0)) over (partition by month_end), 0) as share
        from receivables_ageing
        where process_id = $process_id
        order by month_end, bucket
        """,
        process_id=process_id,
    )


def step_processes(reader: Reader) -> list[dict]:
    """Give the processes whose steps were exported."""
    if not reader.has("process_steps"):
        return []
    return reader.rows(
        """
        select distinct
            processes.process_id,
            processes.process_name,
            processes.transaction_name,
            companies.company_name,
            companies.currency
        from process_steps
        inner join processes using (process_id)
        inner join companies on processes.company_id = companies.company_id
        order by companies.company_name, processes.process_name
        """
    )


def steps(reader: Reader, process_id: str) -> list[dict]:
    """Give the steps of a process, the largest share of the time first."""
    return reader.rows(
        """
        select * from process_steps
        where process_id = $process_id
        order by cycle_time_share desc nulls last, activity
        """,
        process_id=process_id,
    )


def validation(reader: Reader) -> list[dict]:
    """Give the checks, those that failed first; they belong to no company, so need every one."""
    if not reader.has("validation_results"):
        return []
    return reader.rows(
        """
        select * from validation_results
        order by success, severity, suite, expectation
        """
    )


def reconciliation(reader: Reader) -> list[dict]:
    """Give the files with their rows and amounts."""
    if not reader.has("export_reconciliation"):
        return []
    return reader.rows(
        """
        select export_reconciliation.*, companies.currency
        from export_reconciliation
        left join companies using (company_id)
        order by export_reconciliation.company_id, export_reconciliation.map,
            export_reconciliation.file
        """
    )


def rejected(reader: Reader, limit: int = 1000) -> list[dict]:
    """Give rejected rows, `limit` at most."""
    if not reader.has("rejected_rows"):
        return []
    return reader.rows(
        "select * from rejected_rows order by company_id, map, file, line_number limit $limit",
        limit=limit,
    )


def restatements(reader: Reader) -> list[dict]:
    """Give published figures that changed, the newest first."""
    if not reader.has("restatements"):
        return []
    sentence = reader.optional("restatements", "sentence")
    return reader.rows(
        f"""
        select
            restatements.as_published_on,
            restatements.measure,
            restatements.was,
            restatements.is,
            restatements.cause,
            {sentence},
            initiatives.initiative_name,
            kpis.kpi_name
        from restatements
        left join initiatives on restatements.initiative_id = initiatives.initiative_id
        left join kpis on restatements.kpi_id = kpis.kpi_id
        order by restatements.as_published_on desc, initiatives.initiative_name,
            restatements.measure
        """
    )


def catalogue(reader: Reader) -> list[dict]:
    """Give the KPI catalogue."""
    return reader.rows("select * from kpis order by kpi_name")


def overall(reader: Reader, kpi_id: str) -> list[dict]:
    """Give a KPI of every process, over all its finished work."""
    if not reader.has("kpi_overall"):
        return []
    return reader.rows(
        """
        select kpi_overall.*, processes.process_name, companies.company_name, companies.currency
        from kpi_overall
        inner join processes using (process_id)
        inner join companies on processes.company_id = companies.company_id
        where kpi_overall.kpi_id = $kpi_id and kpi_overall.segment is null
        order by companies.company_name, processes.process_name
        """,
        kpi_id=kpi_id,
    )


def coverage(reader: Reader) -> list[dict]:
    """Give each process's as-of date: the last day that its exports cover."""
    return reader.rows(
        """
        select processes.process_id, processes.process_name, companies.company_name,
            processes.as_of_date
        from processes
        inner join companies on processes.company_id = companies.company_id
        order by companies.company_name, processes.process_name
        """
    )
