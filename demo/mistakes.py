"""Rows that somebody typed by hand and got wrong: each is rejected with its line and the reason."""

from __future__ import annotations

import pandas as pd

#: By company, table and file: what the rows say; columns that are not named stay empty.
TYPED_BY_HAND: dict[tuple[str, str, str], list[dict[str, str]]] = {
    ("harbor", "cases", "2026_06"): [
        {
            "process_id": "harbor_returns",
            "case_id": "RE-by-phone-1",
            "opened_at": "2026-02-31T09:15",
            "segment": "wrong part",
        },
        {
            "process_id": "harbor_returns",
            "case_id": "RE-by-phone-2",
            "opened_at": "2026-03-04T11:40",
            "closed_at": "see e-mail",
            "segment": "damaged",
        },
    ],
    ("harbor", "invoices", "2026_06"): [
        {
            "process_id": "harbor_receivables",
            "invoice_id": "HR-by-hand-1",
            "customer_id": "HR-C017",
            "invoice_date": "2026-04-15",
            "due_date": "2026-05-15",
            "amount": "about 1200",
            "currency": "USD",
            "document_type": "invoice",
        },
    ],
}


def with_mistakes(
    company_id: str, table: str, stem: str, frames: list[pd.DataFrame]
) -> list[pd.DataFrame]:
    """Return the frames of a file and, at its end, the rows that were typed by hand."""
    rows = TYPED_BY_HAND.get((company_id, table, stem))
    if rows is None:
        return frames
    typed = pd.DataFrame(rows, columns=frames[0].columns, dtype=object).fillna("")
    return [*frames, typed]
