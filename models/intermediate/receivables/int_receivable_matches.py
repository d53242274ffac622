"""One row per part of an invoice that cash without an invoice number pays, and by which rule."""

import pyarrow as pa

COLUMNS = {
    "process_id": pa.string(),
    "customer_id": pa.string(),
    "currency": pa.string(),
    "document_id": pa.string(),
    "entry_id": pa.string(),
    "memo_id": pa.string(),
    "amount": pa.decimal128(18, 4),
    "matched_on": pa.date32(),
    "matched_by": pa.string(),
}


def model(dbt, session):
    """Give the matches of every process that most of its cash does not say."""
    from itertools import groupby

    from gains.receivables.matching import Document, Receipt, match_customer

    dbt.config(materialized="table")
    documents = dbt.ref("int_receivable_documents_to_match").order("owner").fetchall()
    receipts = dbt.ref("int_receivable_cash_to_match").order("owner").fetchall()
    by_owner = {
        owner: [Receipt(*row[1:4]) for row in rows]
        for owner, rows in groupby(receipts, key=lambda row: tuple(row[0].split("\x1f")))
    }
    found = []
    for owner, rows in groupby(documents, key=lambda row: tuple(row[0].split("\x1f"))):
        for match in match_customer([Document(*row[1:5]) for row in rows], by_owner.get(owner, [])):
            found.append(dict(zip(COLUMNS, (*owner, *vars(match).values()), strict=True)))
    return pa.Table.from_pylist(found, schema=pa.schema(list(COLUMNS.items())))
