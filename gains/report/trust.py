"""Can you trust these numbers? Everything that the page on data and definitions shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gains.published import processes, quality, register, scopes
from gains.published.quality import FileRow, RejectedRow, RestatementRow, UpdateRow
from gains.published.reader import Reader
from gains.published.rows import ValidationResultsRow
from gains.report.palette import Palette
from gains.report.tables import Column, Table, table
from gains.wording import answers, formats
from gains.wording.answer import Answer
from gains.wording.evidence import grade

#: What did not pass is said in full above the table, as far as this.
MOST_FINDINGS = 8
CAUSES = {
    "late_data": "late data",
    "corrected_data": "corrected data",
    "definition": "a changed definition",
    "register": "a changed register",
    "new_weeks": "new weeks of data",
}


@dataclass(frozen=True)
class Trust:
    """The page's content."""

    answers: tuple[tuple[str, Answer], ...]
    findings: tuple[str, ...]
    checks: Table
    files: Table
    rejected: Table
    restatements: Table
    coverage: Table
    grades: Table
    kpis: dict[str, str]


def trust(reader: Reader, _colors: Palette) -> Trust:
    """Make the page's content."""
    checks = quality.validation(reader)
    changed: list[RestatementRow | UpdateRow] = []
    changed += quality.restatements(reader)
    changed += quality.updates(reader)
    return Trust(
        answers=tuple(
            (one["name"], answers.trust(one["scope"], quality.totals(reader, one["scope"])))
            for one in scopes.shown(reader)
        ),
        findings=tuple(row["message"] for row in checks if not row["success"] and row["message"])[
            :MOST_FINDINGS
        ],
        checks=check_table(checks),
        files=file_table(quality.files(reader)),
        rejected=rejected_table(quality.rejected(reader)),
        restatements=restatement_table(changed),
        coverage=table(
            "coverage",
            [
                Column("process_name", "Process"),
                Column("as_of_date", "Data through", lambda row: formats.day(row["as_of_date"])),
                Column("company_name", "Company"),
            ],
            register.processes(reader),
        ),
        grades=grade_table(reader),
        kpis={str(row["kpi_id"]): row["kpi_name"] or "" for row in register.kpis(reader)},
    )


def grade_table(reader: Reader) -> Table:
    """Return the grades of evidence with their rules, and whether each counts."""
    columns = [
        Column("evidence", "Grade", lambda row: grade(row["evidence"]).label),
        Column("rule", "Rule", lambda row: grade(row["evidence"]).rule),
        Column("counts", "Counts", lambda row: "yes" if row["counts"] else "no"),
    ]
    return table("grades", columns, register.grades(reader))


def check_table(rows: list[ValidationResultsRow]) -> Table:
    """Give the checks, those that did not pass first."""

    def result(row: dict[str, Any]) -> str:
        if not row["did_run"]:
            return "– did not run"
        if row["success"]:
            return "✓ passed"
        return "! warns" if row["severity"] == "warning" else "✕ failed"

    columns = [
        Column("success", "Result", result),
        Column("message", "What was found", lambda row: row["message"] or "", "wide"),
        Column("suite", "Table"),
        Column("expectation", "Check", lambda row: str(row["expectation"]).replace("_", " ")),
        Column("column_name", "Column", lambda row: row.get("column_name") or ""),
        Column(
            "unexpected_count",
            "Rows",
            lambda row: formats.number(row["unexpected_count"], 0),
            "figure",
        ),
        Column(
            "unexpected_share",
            "Share",
            lambda row: formats.percent(row["unexpected_share"]),
            "figure",
        ),
        Column("severity", "Severity"),
    ]
    return table("validation", columns, rows)


def file_table(rows: list[FileRow]) -> Table:
    """Give the files: rows and money read equal used, replaced and rejected."""

    def number(name: str) -> Callable[[Any], str]:
        return lambda row: formats.number(row[name], 0)

    def money(name: str) -> Callable[[Any], str]:
        return lambda row: (
            formats.exact_money(row[name], row["currency"] or "") if row[name] else "–"
        )

    columns = [
        Column("file", "File"),
        Column("rows_read", "Rows read", number("rows_read"), "figure"),
        Column("rows_loaded", "Used", number("rows_loaded"), "figure"),
        Column("rows_superseded", "Replaced", number("rows_superseded"), "figure"),
        Column("rows_rejected", "Rejected", number("rows_rejected"), "figure"),
        Column("amount_read", "Money read", money("amount_read"), "figure"),
        Column("amount_loaded", "Money used", money("amount_loaded"), "figure"),
        Column("amount_rejected", "Money rejected", money("amount_rejected"), "figure"),
        Column("covers_from", "From", lambda row: formats.day(row["covers_from"])),
        Column("covers_to", "To", lambda row: formats.day(row["covers_to"])),
        Column("company_name", "Company"),
        Column("map", "Map"),
    ]
    return table("reconciliation", columns, rows)


def rejected_table(rows: list[RejectedRow]) -> Table:
    """Give the rejected rows with their places and reasons."""
    columns = [
        Column("reason", "Reason"),
        Column("value", "Value", lambda row: "" if row["value"] is None else row["value"]),
        Column("column_name", "Column"),
        Column("file", "File"),
        Column("line_number", "Line", kind="figure"),
        Column("company_name", "Company"),
        Column("map", "Map"),
    ]
    return table("rejected_rows", columns, rows)


def restatement_table(rows: list[RestatementRow | UpdateRow]) -> Table:
    """Give the published figures that changed, and why."""
    columns = [
        Column("as_published_on", "Published on", lambda row: formats.day(row["as_published_on"])),
        Column("measure", "Figure", lambda row: str(row["measure"]).replace("_", " ")),
        Column("was", "Was", lambda row: formats.number(row["was"], 3), "figure"),
        Column("is", "Is", lambda row: formats.number(row["is"], 3), "figure"),
        Column("cause", "Because of", lambda row: CAUSES.get(row["cause"], row["cause"])),
        Column("initiative_name", "Initiative"),
        Column("kpi_name", "KPI"),
        Column("sentence", "In words", lambda row: row["sentence"] or ""),
    ]
    return table("restatements", columns, rows)


def kpi_table(reader: Reader, _colors: Palette, kpi_id: str) -> Table:
    """Give one KPI of every process, over all its finished work."""
    unit = {row["kpi_id"]: row["unit"] or "" for row in register.kpis(reader)}[kpi_id]

    def value(name: str) -> Callable[[Any], str]:
        return lambda row: formats.kpi_value(row[name], unit, row["currency"])

    columns = [
        Column("process_name", "Process"),
        Column("value", "Value", value("value"), "figure"),
        Column("p50", "Median", value("p50"), "figure"),
        Column("p90", "90th percentile", value("p90"), "figure"),
        Column("numerator", "Numerator", lambda row: formats.number(row["numerator"]), "figure"),
        Column(
            "denominator", "Denominator", lambda row: formats.number(row["denominator"]), "figure"
        ),
        Column("n", "Cases", lambda row: formats.number(row["n"], 0), "figure"),
        Column("from_date", "From", lambda row: formats.day(row["from_date"])),
        Column("to_date", "To", lambda row: formats.day(row["to_date"])),
        Column("company_name", "Company"),
    ]
    return table(f"kpi_{kpi_id}", columns, processes.overall(reader, kpi_id))
