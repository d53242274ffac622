"""The canonical tables: what every export becomes, whatever system it came from.

This is the one declaration of their columns, types and keys. What follows from it by itself:

- landing types rows and Parquet files by it;
- staging (`stg_exports__*`), superseded rows, reconciliation and fingerprints read it as macros;
- dbt knows the landed tables and their columns as sources;
- the suites' critical checks of required columns, keys and vocabularies are compared with it;
- the documentation prints it.

`make canonical` writes the last four anew (`gains.canonical_files`); a test fails where that was
forgotten. CONTRIBUTING.md says what else to touch for a new column.
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
    about : str
        What it says that the name does not.
    type : ColumnType
        What a value is read as; a value that cannot be read rejects its row.
    required : bool
        Whether a row without a value is rejected, and a file without the column refused.
    vocabulary : tuple of str
        The only values allowed (compared in lower case); empty: any.
    default : str or None
        What an empty or absent value means.
    comes_later : bool
        Whether the value may be filled after the document was first exported, on the table's
        `later_day`: filling it then is news, and no correction.
    """

    name: str
    about: str = ""
    type: ColumnType = "text"
    required: bool = False
    vocabulary: tuple[str, ...] = ()
    default: str | None = None
    comes_later: bool = False


@dataclass(frozen=True)
class Table:
    """One canonical table.

    Parameters
    ----------
    name : str
        The name, also the stem of files in a `canonical` folder.
    row : str
        What one row is.
    key : tuple of str
        The columns that name a document: among deliveries, the newest row of a key wins.
    columns : tuple of Column
        In the order in which they are landed.
    covered_by : tuple of str
        The columns whose days say which days a file covers; the first is a document's own day.
    repeats : bool
        Whether two rows of one file may share a key and both be real, even where they are equal
        (events may, documents not).
    shares_keys : bool
        Whether different rows may share a key and all be real: payments share a reference, and
        a document may be open in several parts.
    later_day : str or None
        The day on which the columns that come later are filled.
    money : str or None
        The column whose sum is reconciled, by `currency`.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    covered_by: tuple[str, ...]
    repeats: bool = False
    shares_keys: bool = False
    later_day: str | None = None
    money: str | None = None
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


PROCESS = Column("process_id", "Of the register.", required=True)
CUSTOMER = Column("customer_id", "Whoever owes it, as the ledger names them.", required=True)
CURRENCY = Column("currency", "Three letters, such as USD.", required=True)
SEGMENT = Column("segment", "A part of the work that is looked at by itself.")
UNIT = Column("unit", "The team, site or branch that it belongs to.")
CASE = Column("case_id", "The case that it belongs to.")

#: What a document of receivables can be.
DOCUMENT_TYPES = ("invoice", "credit_memo")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "cases",
            "a case",
            key=("process_id", "case_id"),
            covered_by=("opened_at", "closed_at"),
            later_day="closed_at",
            columns=(
                PROCESS,
                Column("case_id", required=True),
                Column("opened_at", type="timestamp", required=True),
                Column("closed_at", "Empty while open.", "timestamp", comes_later=True),
                Column("due_at", type="timestamp"),
                SEGMENT,
                UNIT,
                Column("is_cancelled", type="boolean", default="false", comes_later=True),
                Column(
                    "is_automated",
                    "Whether the automation handled it.",
                    "boolean",
                    comes_later=True,
                ),
                Column(
                    "is_on_time",
                    "The system's own word on whether it kept its promise; else due_at decides.",
                    "boolean",
                    comes_later=True,
                ),
                Column("rework_count", "How often work was repeated.", "integer", comes_later=True),
            ),
        ),
        Table(
            "case_events",
            "a step of a case",
            key=("process_id", "case_id", "activity", "finished_at", "resource"),
            covered_by=("finished_at", "started_at"),
            repeats=True,
            columns=(
                PROCESS,
                Column("case_id", required=True),
                Column("activity", required=True),
                Column("finished_at", type="timestamp", required=True),
                Column("started_at", type="timestamp"),
                Column("resource", "Who did it."),
                Column("is_automated", type="boolean"),
                SEGMENT,
                UNIT,
            ),
        ),
        Table(
            "invoices",
            "an invoice or a credit memo",
            key=("process_id", "invoice_id"),
            covered_by=("invoice_date",),
            later_day="cleared_on",
            money="amount",
            columns=(
                PROCESS,
                Column(
                    "invoice_id",
                    "The document's identity in the ledger: with type, year and company code "
                    "where the number alone is not one.",
                    required=True,
                ),
                CUSTOMER,
                Column("invoice_date", type="date", required=True),
                Column("due_date", type="date", required=True),
                Column("amount", "Of a credit memo, with either sign.", "money", required=True),
                CURRENCY,
                Column("document_type", vocabulary=DOCUMENT_TYPES, default="invoice"),
                SEGMENT,
                UNIT,
                Column("is_disputed", type="boolean"),
                Column(
                    "ledger_entry_id",
                    "The ledger's own number of the entry, where a clearing_id may name it.",
                ),
                Column(
                    "clearing_id",
                    "Documents and entries that were settled together share it.",
                    comes_later=True,
                ),
                Column(
                    "cleared_on",
                    "The day from which the ledger shows nothing open of it.",
                    "date",
                    comes_later=True,
                ),
            ),
        ),
        Table(
            "payments",
            "a payment, credit, write-off, refund or discount, per invoice that it settles",
            key=("process_id", "payment_id", "invoice_id"),
            covered_by=("paid_date",),
            shares_keys=True,
            later_day="cleared_on",
            money="amount",
            columns=(
                PROCESS,
                Column("payment_id", "Several payments may share it.", required=True),
                Column("invoice_id", "The invoice that it settles; empty: not said."),
                CUSTOMER,
                Column("paid_date", type="date", required=True),
                Column(
                    "amount",
                    "What it takes off the balance; of a refund, with either sign.",
                    "money",
                    required=True,
                ),
                CURRENCY,
                Column(
                    "entry_type",
                    "A transfer moves a balance within the ledger and is no money received.",
                    vocabulary=("payment", "credit", "write_off", "refund", "discount", "transfer"),
                    default="payment",
                ),
                Column(
                    "ledger_entry_id",
                    "The ledger's own number of the entry, where a clearing_id may name it.",
                ),
                Column(
                    "clearing_id",
                    "Documents and entries that were settled together share it.",
                    comes_later=True,
                ),
                Column(
                    "cleared_on",
                    "The day on which it was matched; empty: that of its clearing.",
                    "date",
                    comes_later=True,
                ),
            ),
        ),
        Table(
            "open_items",
            "a document that a list of open items shows, with the list's day",
            key=("process_id", "as_of", "document_id"),
            covered_by=("as_of",),
            shares_keys=True,
            money="open_amount",
            columns=(
                PROCESS,
                Column("as_of", "The day that the list shows.", "date", required=True),
                Column("document_id", "As invoice_id of invoices.", required=True),
                CUSTOMER,
                Column("due_date", type="date", required=True),
                Column(
                    "open_amount",
                    "What is still open; below zero: in the customer's favor.",
                    "money",
                    required=True,
                ),
                CURRENCY,
                Column("document_date", type="date"),
                Column(
                    "document_type",
                    vocabulary=(*DOCUMENT_TYPES, "payment"),
                    default="invoice",
                ),
            ),
        ),
        Table(
            "ledger_totals",
            "a balance of receivables that the ledger itself states",
            key=("process_id", "as_of", "account", "currency"),
            covered_by=("as_of",),
            money="balance",
            columns=(
                PROCESS,
                Column("as_of", "At the end of which day.", "date", required=True),
                Column("balance", type="money", required=True),
                CURRENCY,
                Column("account", "A customer, or a control account; empty: all receivables."),
            ),
        ),
        Table(
            "time_entries",
            "a stretch of work",
            key=("process_id", "entry_id"),
            covered_by=("work_date",),
            columns=(
                PROCESS,
                Column("entry_id", required=True),
                Column("work_date", type="date", required=True),
                Column("minutes", type="number", required=True),
                Column("role", "Priced by labor_rates.", required=True),
                CASE,
                Column("worker_id"),
            ),
        ),
        Table(
            "process_costs",
            "a cost of a month",
            key=("process_id", "cost_id"),
            covered_by=("cost_month",),
            money="amount",
            columns=(
                PROCESS,
                Column("cost_id", required=True),
                Column("cost_month", "The first day of the month.", "date", required=True),
                Column(
                    "category",
                    required=True,
                    vocabulary=("software", "vendor", "overhead", "error", "other"),
                ),
                Column("amount", type="money", required=True),
                CURRENCY,
            ),
        ),
        Table(
            "automation_runs",
            "a run of an automation",
            key=("process_id", "run_id"),
            covered_by=("started_at", "ended_at"),
            columns=(
                PROCESS,
                Column("run_id", required=True),
                Column("started_at", type="timestamp", required=True),
                Column("status", required=True, vocabulary=("succeeded", "failed", "cancelled")),
                Column("ended_at", type="timestamp"),
                Column("items_processed", type="integer"),
                CASE,
                Column(
                    "environment",
                    "Runs of a test are counted nowhere.",
                    vocabulary=("production", "test"),
                    default="production",
                ),
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
