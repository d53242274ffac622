"""Cash that names no invoice, matched by hand.

What would go wrong unseen: money laid on the wrong invoice makes customers who paid look late.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gains.receivables.matching import Document, Receipt, match_customer

JANUARY = [date(2026, 1, n) for n in range(1, 32)]


def matched(documents: list[tuple], receipts: list[tuple]) -> list[tuple]:
    """Return (document, entry or memo, amount, day, rule) of each match."""
    found = match_customer(
        [
            Document(name, JANUARY[on], JANUARY[due], Decimal(amount))
            for name, on, due, amount in documents
        ],
        [Receipt(name, JANUARY[on], Decimal(amount)) for name, on, amount in receipts],
    )
    return [
        (one.document_id, one.entry_id or one.memo_id, int(one.amount), one.matched_on.day - 1,
         one.matched_by)
        for one in found
    ]  # fmt: skip


A, B, C = ("a", 0, 10, 100), ("b", 1, 11, 70), ("c", 2, 12, 50)


@pytest.mark.parametrize(
    ("documents", "receipts", "expected"),
    [
        pytest.param([A, B], [("p", 5, 70)], [("b", "p", 70, 5, "exact_amount")], id="exact"),
        pytest.param(
            [A, ("z", 1, 11, 100)], [("p", 5, 100)], [("a", "p", 100, 5, "exact_amount")],
            id="the oldest of two",
        ),
        pytest.param(
            [A, B, C], [("p", 5, 170)],
            [("a", "p", 100, 5, "set_of_invoices"), ("b", "p", 70, 5, "set_of_invoices")],
            id="the oldest together",
        ),
        pytest.param(
            [A, B, C], [("p", 5, 120)],
            [("b", "p", 70, 5, "set_of_invoices"), ("c", "p", 50, 5, "set_of_invoices")],
            id="some set",
        ),
        pytest.param(
            [A, ("m", 3, 3, -40)], [("p", 5, 60)],
            [("a", "m", 40, 5, "set_of_invoices"), ("a", "p", 60, 5, "set_of_invoices")],
            id="less a memo",
        ),
        pytest.param([A], [("p", 5, 30)], [("a", "p", 30, 5, "part_payment")], id="a part"),
        pytest.param(
            [A, B], [("p", 5, 130)],
            [("a", "p", 100, 5, "oldest_first"), ("b", "p", 30, 5, "oldest_first")],
            id="oldest first",
        ),
        pytest.param([B], [("p", 0, 90)], [("b", "p", 70, 1, "in_advance")], id="in advance"),
        pytest.param(
            [A, ("m", 3, 3, -100)], [], [("a", "m", 100, 3, "credit_memo")], id="credited"
        ),
        pytest.param(
            [A], [("p", 5, 100), ("q", 7, -100), ("r", 9, 100)],
            [("a", "p", 100, 5, "exact_amount"), ("a", "q", -100, 7, "reversal"),
             ("a", "r", 100, 9, "exact_amount")],
            id="bounced",
        ),
        pytest.param([], [("p", 5, 100)], [], id="nothing to pay"),
    ],
)  # fmt: skip
def test_the_first_rule_that_fits_matches(documents, receipts, expected):
    assert matched(documents, receipts) == expected
