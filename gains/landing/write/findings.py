"""What landing has to say about a file that it could read: what was lost, unknown or odd."""

from __future__ import annotations

import duckdb

from gains.canonical import Table
from gains.landing.decide.shapes import shortened
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import Finding
from gains.landing.write.origin import Origin

FINDINGS = "landing_findings"

FINDING_COLUMNS: dict[str, str] = {
    "company_id": "varchar",
    "map": "varchar",
    "file": "varchar",
    "file_id": "varchar",
    "table_name": "varchar",
    "finding": "varchar",
    "severity": "varchar",
    "row_count": "bigint",
    "sentence": "varchar",
}

#: Above this share of a file's rows, values that no map knows stop the build.
MOST_UNKNOWN = 0.01

#: A mean of rejected rows this many times that of kept ones, or its inverse, is said.
_APART = 1.5

#: Fewer rejected rows than these show no difference.
FEW_TO_COMPARE = 5


def findings_of_rows(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    export_map: ExportMap,
    origin: Origin,
    rows_read: int,
    rows_landed: int,
) -> list[Finding]:
    """Find what was lost of one file and table.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With `typed`, the table `rejected` and the table `value_inventory`.
    rule : TableRule
        What the map says about the table.
    export_map : ExportMap
        With the limits.
    origin : Origin
        Whose file it is.
    rows_read, rows_landed : int
        The counts.

    Returns
    -------
    list of Finding
        In the order of their weight.
    """
    found = _unknown_values(connection, rule, origin, rows_read)
    found += _rejected(connection, rule, export_map, origin, rows_read, rows_landed)
    return found


def all_left_out(origin: Origin, rows_filtered: int) -> Finding:
    """Return that a map leaves out every row of a file: no table of it got any.

    Parameters
    ----------
    origin : Origin
        Whose file it is.
    rows_filtered : int
        Its rows.

    Returns
    -------
    Finding
    """
    return Finding(
        "all_rows_left_out",
        "critical",
        rows_filtered,
        f"{origin.shown}: the map leaves out all {rows_filtered:,} rows: correct 'only' or "
        "'ignored_rows', or take the file away.",
    )


def _rejected(
    connection: duckdb.DuckDBPyConnection,
    rule: TableRule,
    export_map: ExportMap,
    origin: Origin,
    rows_read: int,
    rows_landed: int,
) -> list[Finding]:
    causes = connection.execute(
        """
        select cause, count(*) as row_count, arg_min(line_number, line_number),
            arg_min(column_name, line_number), arg_min(value, line_number)
        from rejected group by cause order by row_count desc, cause
        """
    ).fetchall()
    count = sum(one[1] for one in causes)
    if not count or count <= export_map.warns_above * rows_read:
        return []
    is_critical = rows_landed == 0 or count > export_map.stops_above * rows_read
    told = ", ".join(
        f"{rows:,} {cause} (such as line {line}"
        + (f", {name} '{shortened(value or '')}'" if name else "")
        + ")"
        for cause, rows, line, name, value in causes[:4]
    )
    sentence = (
        f"{origin.shown}: {count:,} of {rows_read:,} rows of {rule.table.name} are rejected: "
        f"{told}. {_advice(causes, rule)}"
    )
    return [
        Finding(
            "rejected_rows",
            "critical" if is_critical else "warning",
            count,
            sentence + _bias(connection, rule.table),
        )
    ]


def _advice(causes: list[tuple], rule: TableRule) -> str:
    if causes[0][0] == "contradicting rows" and not rule.is_audit_log:
        return (
            "Several rows share an id: if the export has a row per change, write into the map "
            "which one counts, such as one_row_per: {last_by: Updated}; else correct the export."
        )
    return (
        "Correct the export or the map; if the loss is meant, raise 'stop_above' of rejected_rows."
    )


def _unknown_values(
    connection: duckdb.DuckDBPyConnection, rule: TableRule, origin: Origin, rows_read: int
) -> list[Finding]:
    rows = connection.execute(
        """
        select canonical_column, column_name, sum(row_count),
            list(value order by row_count desc, value),
            list(row_count order by row_count desc, value)
        from value_inventory where is_new group by all order by 3 desc
        """
    ).fetchall()
    found = []
    for canonical, name, count, values, counts in rows:
        count = int(count)
        told = ", ".join(
            f"'{shortened(value)}' {rows:,} times"
            for value, rows in list(zip(values, counts, strict=True))[:5]
        )
        column = rule.table.by_name.get(canonical)
        words = " or ".join(column.vocabulary) if column is not None else ""
        if canonical == "status" and column is None:
            words = "open, closed or cancelled"
        elif column is not None and column.type == "boolean":
            words = "true or false"
        found.append(
            Finding(
                "unknown_values",
                "critical" if count > MOST_UNKNOWN * rows_read else "warning",
                count,
                f"{origin.shown}: {count:,} of {rows_read:,} rows have a {name} that the map does "
                f"not know: {told}. Write what it means into _settings.yml: values: {{{canonical}: "
                f'{{"{shortened(values[0])}": ...}}}}{f" ({words})" if words else ""}.',
            )
        )
    return found


def _bias(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Say where rejected rows differ from kept ones in what is measured."""
    measures = {
        "cases": {
            "hours to close": "date_diff('minute', opened_at, closed_at) / 60.0",
            "reopenings": "rework_count",
            "cancelled": "cast(is_cancelled as integer)",
        },
        "case_events": {"hours of work": "date_diff('minute', started_at, finished_at) / 60.0"},
    }.get(table.name, {})
    if table.money is not None:
        measures = {"amount": f"cast({table.money} as double)"}
    told = []
    for words, measure in measures.items():
        kept, lost, lost_count = connection.execute(
            f"""
            select
                avg({measure}) filter (where line_number not in (select line_number from rejected)),
                avg({measure}) filter (where line_number in (select line_number from rejected)),
                count({measure}) filter (where line_number in (select line_number from rejected))
            from typed where problem is null
            """
        ).fetchone()
        if kept is None or lost is None or lost_count < FEW_TO_COMPARE:
            continue
        if max(abs(kept), abs(lost)) > _APART * min(abs(kept), abs(lost)):
            told.append(f"{words} {lost:,.1f} where kept rows have {kept:,.1f}")
    if not told:
        return ""
    return f" What is rejected differs from what is kept ({'; '.join(told)}): figures are biased."
