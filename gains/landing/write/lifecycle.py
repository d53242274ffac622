"""Event logs with a row for the start and one for the end of a step: two halves become one step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from gains.landing.problems import Finding
from gains.landing.read.records import parquet
from gains.sql import sql_text

PARQUET = "(format parquet, compression zstd)"


def pair_halves(
    connection: duckdb.DuckDBPyConnection, landed_path: Path, shown: str
) -> tuple[int, Decimal, list[Finding]]:
    """Pair the starts and ends of steps, first in, first out.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view `typed`, where lifecycle_text says which half a row is.
    landed_path : Path
        The landed Parquet file; it is written again.
    shown : str
        The file as a person sees it.

    Returns
    -------
    tuple of (int, Decimal, list of Finding)
        Rows that became part of another one, no money, and the halves without the other.
    """
    landed = parquet(landed_path)
    step = "process_id, case_id, activity, resource, half"
    connection.execute(
        f"""
        create or replace temp table halves as
        select *, row_number() over (partition by {step} order by finished_at, line_number) as place
        from (
            select landed.*, coalesce(lower(lifecycle_text), 'complete') as half
            from {landed} as landed
            left join (select line_number, lifecycle_text from typed) using (line_number)
        )
        """
    )
    columns = [name for (name, *_) in connection.execute(f"describe from {landed}").fetchall()]
    selected = ", ".join(
        "coalesce(ends.started_at, starts.finished_at) as started_at"
        if name == "started_at"
        else f"ends.{name}"
        for name in columns
    )
    same = " and ".join(
        f"starts.{name} is not distinct from ends.{name}"
        for name in ("process_id", "case_id", "activity", "resource", "place")
    )
    rewritten = landed_path.with_suffix(".rewritten")
    connection.execute(
        f"""
        copy (
            select {selected} from halves as ends
            left join halves as starts on starts.half = 'start' and {same}
                and starts.finished_at <= ends.finished_at
            where ends.half = 'complete'
        ) to {sql_text(str(rewritten))} {PARQUET}
        """
    )
    rewritten.replace(landed_path)
    dropped, alone = connection.execute(
        f"""
        select count(*) filter (where half <> 'complete'),
            count(*) filter (where half = 'start' and not exists (
                select 1 from halves as ends where ends.half = 'complete'
                and {same.replace("starts.", "halves.")}))
        from halves
        """
    ).fetchone()
    findings = []
    if alone:
        sentence = (
            f"{shown}: {alone:,} steps have a start and no end: they count as not done. If they "
            "are over, export the rows in which they end."
        )
        findings.append(Finding("unpaired_steps", "warning", alone, sentence))
    return dropped, Decimal(0), findings
