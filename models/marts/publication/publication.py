"""One row: the version that this build made visible to readers, all else having passed."""


def model(dbt, session):
    from datetime import UTC, datetime
    from pathlib import Path

    import pyarrow as pa
    from dbt_common.invocation import get_invocation_id

    from gains.publishing.versions import PublishedTable, publish

    tables = dbt.ref("tables_published").order("position").project("table_name, schema_name")
    as_of = dbt.ref("int_process_coverage").project("process_id, as_of_date").fetchall()
    version = publish(
        session,
        [PublishedTable(*row) for row in tables.fetchall()],
        Path("published"),
        built_at=datetime.now(UTC),
        as_of={process: day for process, day in as_of if day is not None},
        invocation_id=get_invocation_id(),
    )
    return pa.table(
        {
            "version": [version.version],
            "path": [version.path],
            "built_at": pa.array([version.built_at.replace(tzinfo=None)], pa.timestamp("us")),
            "row_count": pa.array([sum(version.row_counts.values())], pa.int64()),
        }
    )
