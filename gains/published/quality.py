"""What was validated, where each exported row went, and which published figures changed."""

from typing import TypedDict

from gains.published.reader import Reader
from gains.published.rows import (
    DataQualityTotalsRow,
    ExportReconciliationRow,
    FigureUpdatesRow,
    RejectedRowsRow,
    RestatementsRow,
    ValidationResultsRow,
)


class FileRow(ExportReconciliationRow):
    """A file with its rows and amounts, and the name and currency of its company."""

    company_name: str | None
    currency: str | None


class RejectedRow(RejectedRowsRow):
    """A rejected row with the name of its company."""

    company_name: str | None


class NamedChangeRow(TypedDict):
    """The names that a changed figure needs."""

    initiative_name: str | None
    kpi_name: str | None


class RestatementRow(RestatementsRow, NamedChangeRow):
    """A published figure that changed, with names."""


class UpdateRow(FigureUpdatesRow, NamedChangeRow):
    """A published figure that moved because of new weeks, with names."""


def totals(reader: Reader, scope: str) -> DataQualityTotalsRow | None:
    """Return how many checks passed and where the rows of a scope went."""
    found = reader.select(
        DataQualityTotalsRow, "select * from data_quality_totals where scope = $scope", scope=scope
    )
    return next(iter(found), None)


def validation(reader: Reader) -> list[ValidationResultsRow]:
    """Return the checks, those that failed first."""
    return reader.select(
        ValidationResultsRow,
        "select * from validation_results order by success, severity, suite, expectation",
    )


def files(reader: Reader) -> list[FileRow]:
    """Return the files with their rows and amounts."""
    return reader.select(
        FileRow,
        """
        select
            export_reconciliation.*,
            companies.company_name,
            companies.currency
        from export_reconciliation
        left join companies using (company_id)
        order by
            export_reconciliation.company_id,
            export_reconciliation.map,
            export_reconciliation.file
        """,
    )


def rejected(reader: Reader, limit: int = 1000) -> list[RejectedRow]:
    """Return rejected rows, `limit` at most."""
    return reader.select(
        RejectedRow,
        """
        select rejected_rows.*, companies.company_name
        from rejected_rows
        left join companies using (company_id)
        order by rejected_rows.company_id, rejected_rows.map, rejected_rows.file,
            rejected_rows.line_number
        limit $limit
        """,
        limit=limit,
    )


NAMED = """
    select {table}.*, initiatives.initiative_name, kpis.kpi_name
    from {table}
    left join initiatives using (initiative_id)
    left join kpis using (kpi_id)
    order by {table}.as_published_on desc, initiatives.initiative_name, {table}.measure
"""


def restatements(reader: Reader) -> list[RestatementRow]:
    """Return published figures that changed, the newest first."""
    return reader.select(RestatementRow, NAMED.format(table="restatements"))


def updates(reader: Reader) -> list[UpdateRow]:
    """Return published figures that moved because of new weeks, the newest first."""
    return reader.select(UpdateRow, NAMED.format(table="figure_updates"))
