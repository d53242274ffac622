"""The canonical tables: what every export becomes, whatever system it came from.

This is the one place where the columns, types and keys of `cases`, `case_events`, `invoices`,
`payments`, `time_entries`, `process_costs` and `automation_runs` are written down. Landing reads
it to type rows, staging has a model a table, and the documentation prints it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ColumnType = Literal["text", "timestamp", "date", "money", "number", "integer", "boolean"]

#: The type that each kind of column has in the landed Parquet files (a DuckDB and Spark type).
SQL_TYPES: dict[str, str] = {
    "text": "varchar",
    "timestamp": "timestamp",  # always UTC
    "date": "date",
    "money": "decimal(18, 4)",
    "number": "double",
    "integer": "bigint",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column of a canonical table.

    Parameters
    ----------
    name : str
        The name, fixed by the design.
    type : ColumnType
        What a value is read as; a value that cannot be read rejects its row.
    required : bool
        Whether a row without a value is rejected, and a file without the column refused.
    vocabulary : tuple of str
        The only values allowed (compared in lower case); empty: any.
    default : str or None
        What an empty or absent value means.
    """

    name: str
    type: ColumnType = "text"
    required: bool = False
    vocabulary: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True)
class Table:
    """One canonical table.

    Parameters
    ----------
    name : str
        The name, also the stem of files in a `canonical` folder.
    key : tuple of str
        The columns that name a document: among deliveries, the newest row of a key wins.
    columns : tuple of Column
        In the order in which they are landed.
    repeats : bool
        Whether two rows of one file may share a key and both be real (events may, documents not).
    money : str or None
        The column whose sum is reconciled.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    repeats: bool = False
    money: str | None = None
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "cases",
            key=("process_id", "case_id"),
            columns=(
                Column("process_id", required=True),
                Column("case_id", required=True),
                Column("opened_at", "timestamp", required=True),
                Column("closed_at", "timestamp"),
                Column("due_at", "timestamp"),
                Column("segment"),
                Column("is_cancelled", "boolean", default="false"),
                Column("is_automated", "boolean"),
                Column("rework_count", "integer"),
            ),
        ),
        Table(
            "case_events",
            key=("process_id", "case_id", "activity", "finished_at", "resource"),
            columns=(
                Column("process_id", required=True),
                Column("case_id", required=True),
                Column("activity", required=True),
                Column("finished_at", "timestamp", required=True),
                Column("started_at", "timestamp"),
                Column("resource"),
                Column("is_automated", "boolean"),
                Column("segment"),
            ),
            repeats=True,
        ),
        Table(
            "invoices",
            key=("process_id", "invoice_id"),
            columns=(
                Column("process_id", required=True),
                Column("invoice_id", required=True),
                Column("customer_id", required=True),
                Column("invoice_date", "date", required=True),
                Column("due_date", "date", required=True),
                Column("amount", "money", required=True),
                Column("currency", required=True),
                Column("document_type", vocabulary=("invoice", "credit_memo"), default="invoice"),
                Column("segment"),
                Column("is_disputed", "boolean"),
            ),
            money="amount",
        ),
        Table(
            "payments",
            key=("process_id", "payment_id", "invoice_id"),
            columns=(
                Column("process_id", required=True),
                Column("payment_id", required=True),
                Column("invoice_id"),
                Column("customer_id", required=True),
                Column("paid_date", "date", required=True),
                Column("amount", "money", required=True),
                Column("currency", required=True),
                Column(
                    "entry_type",
                    vocabulary=("payment", "credit", "write_off", "refund"),
                    default="payment",
                ),
            ),
            money="amount",
        ),
        Table(
            "time_entries",
            key=("process_id", "entry_id"),
            columns=(
                Column("process_id", required=True),
                Column("entry_id", required=True),
                Column("work_date", "date", required=True),
                Column("minutes", "number", required=True),
                Column("role", required=True),
                Column("case_id"),
                Column("worker_id"),
            ),
        ),
        Table(
            "process_costs",
            key=("process_id", "cost_id"),
            columns=(
                Column("process_id", required=True),
                Column("cost_id", required=True),
                Column("cost_month", "date", required=True),
                Column(
                    "category",
                    required=True,
                    vocabulary=("software", "vendor", "overhead", "error", "other"),
                ),
                Column("amount", "money", required=True),
                Column("currency", required=True),
            ),
            money="amount",
        ),
        Table(
            "automation_runs",
            key=("process_id", "run_id"),
            columns=(
                Column("process_id", required=True),
                Column("run_id", required=True),
                Column("started_at", "timestamp", required=True),
                Column("status", required=True, vocabulary=("succeeded", "failed", "cancelled")),
                Column("ended_at", "timestamp"),
                Column("items_processed", "integer"),
                Column("case_id"),
                Column("environment", vocabulary=("production", "test"), default="production"),
            ),
        ),
    )
}

#: What landing adds to every canonical row.
LANDED_COLUMNS: dict[str, str] = {
    "company_id": "varchar",
    "map": "varchar",
    "file": "varchar",  # path below exports/<company>/<map>/
    "file_id": "varchar",  # names the Parquet file; joins landed_files
    "line_number": "bigint",  # line (CSV) or row (XLSX, Parquet) of the file, counted from 1
    "occurrence": "bigint",  # 1, 2, ... among equal keys of one file, where a table repeats
}
