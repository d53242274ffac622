"""Can you trust these numbers? Everything that the page on data and definitions shows."""

from dataclasses import dataclass

from gains.published import queries_processes
from gains.published.reader import Reader
from gains.report.palette import Palette
from gains.report.tables import Column, Table, table
from gains.wording import figures, sentences
from gains.wording.evidence import GRADES

#: What did not pass is said in full above the table, as far as this.
MOST_FINDINGS = 8
CAUSES = {
    "late_data": "late data",
    "corrected_data": "corrected data",
    "definition": "a changed definition",
    "register": "a changed register",
}


@dataclass(frozen=True)
class Trust:
    """The page's content."""

    answer: sentences.Answer
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
    checks = queries_processes.validation(reader)
    files = queries_processes.reconciliation(reader)
    ran = [row for row in checks if row.get("did_run", True)]
    counts = {
        "passed": sum(bool(row["success"]) for row in ran),
        "warned": sum(not row["success"] and row["severity"] == "warning" for row in ran),
        "failed": sum(not row["success"] and row["severity"] != "warning" for row in ran),
    }
    rows = {
        name: sum(int(row[f"rows_{name}"] or 0) for row in files)
        for name in ("read", "loaded", "rejected", "superseded")
    }
    return Trust(
        answer=sentences.trust(counts, rows),
        findings=tuple(row["message"] for row in checks if not row["success"] and row["message"])[
            :MOST_FINDINGS
        ],
        checks=check_table(checks),
        files=file_table(files),
        rejected=rejected_table(queries_processes.rejected(reader)),
        restatements=restatement_table(queries_processes.restatements(reader)),
        coverage=table(
            "coverage",
            [
                Column("process_name", "Process"),
                Column("as_of_date", "Data through", lambda row: figures.day(row["as_of_date"])),
                Column("company_name", "Company"),
            ],
            queries_processes.coverage(reader),
        ),
        grades=table(
            "grades",
            [
                Column("label", "Grade"),
                Column("rule", "Rule"),
                Column("counts", "Counts", lambda row: "yes" if row["counts"] else "no"),
            ],
            [
                {"label": one.label, "rule": one.rule, "counts": one.counts}
                for one in GRADES.values()
            ],
        ),
        kpis={row["kpi_id"]: row["kpi_name"] for row in queries_processes.catalogue(reader)},
    )


def check_table(rows: list[dict]) -> Table:
    """Give the checks, those that did not pass first."""

    def result(row: dict) -> str:
        if not row.get("did_run", True):
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
            lambda row: figures.number(row["unexpected_count"], 0),
            "figure",
        ),
        Column(
            "unexpected_share",
            "Share",
            lambda row: figures.share(row["unexpected_share"]),
            "figure",
        ),
        Column("severity", "Severity"),
    ]
    return table("validation", columns, rows)


def file_table(rows: list[dict]) -> Table:
    """Give the files: rows and money read equal used, replaced and rejected."""

    def number(name: str):
        return lambda row: figures.number(row[name], 0)

    def money(name: str):
        return lambda row: (
            figures.exact_money(row[name], row["currency"] or "") if row[name] else "–"
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
        Column("covers_from", "From", lambda row: figures.day(row["covers_from"])),
        Column("covers_to", "To", lambda row: figures.day(row["covers_to"])),
        Column("company_id", "Company"),
        Column("map", "Map"),
    ]
    return table("reconciliation", columns, rows)


def rejected_table(rows: list[dict]) -> Table:
    """Give the rejected rows with their places and reasons."""
    columns = [
        Column("reason", "Reason"),
        Column("value", "Value", lambda row: "" if row["value"] is None else row["value"]),
        Column("column_name", "Column"),
        Column("file", "File"),
        Column("line_number", "Line", kind="figure"),
        Column("company_id", "Company"),
        Column("map", "Map"),
    ]
    return table("rejected_rows", columns, rows)


def restatement_table(rows: list[dict]) -> Table:
    """Give the published figures that changed, and why."""
    columns = [
        Column("as_published_on", "Published on", lambda row: figures.day(row["as_published_on"])),
        Column("measure", "Figure", lambda row: str(row["measure"]).replace("_", " ")),
        Column("was", "Was", lambda row: figures.number(row["was"], 3), "figure"),
        Column("is", "Is", lambda row: figures.number(row["is"], 3), "figure"),
        Column("cause", "Because of", lambda row: CAUSES.get(row["cause"], row["cause"])),
        Column("initiative_name", "Initiative"),
        Column("kpi_name", "KPI"),
        Column("sentence", "In words", lambda row: row["sentence"] or ""),
    ]
    return table("restatements", columns, rows)


def kpi_table(reader: Reader, _colors: Palette, kpi_id: str) -> Table:
    """Give one KPI of every process, over all its finished work."""
    unit = {row["kpi_id"]: row["unit"] for row in queries_processes.catalogue(reader)}[kpi_id]

    def value(name: str):
        return lambda row: figures.kpi_value(row[name], unit, row["currency"])

    columns = [
        Column("process_name", "Process"),
        Column("value", "Value", value("value"), "figure"),
        Column("p50", "Median", value("p50"), "figure"),
        Column("p90", "90th percentile", value("p90"), "figure"),
        Column("numerator", "Numerator", lambda row: figures.number(row["numerator"]), "figure"),
        Column(
            "denominator", "Denominator", lambda row: figures.number(row["denominator"]), "figure"
        ),
        Column("n", "Cases", lambda row: figures.number(row["n"], 0), "figure"),
        Column("from_date", "From", lambda row: figures.day(row["from_date"])),
        Column("to_date", "To", lambda row: figures.day(row["to_date"])),
        Column("company_name", "Company"),
    ]
    return table(f"kpi_{kpi_id}", columns, queries_processes.overall(reader, kpi_id))
