"""Cash that names no invoice, matched to invoices by rules that a person can follow.

The rules, in this order, on the day of the payment and among the customer's open documents:

1. `exact_amount`: one open invoice is over exactly the amount; the oldest of them.
2. `set_of_invoices`: the amount is that of all open documents, of the oldest ones together, or of
   some set of them; credit memos count with their minus.
3. `part_payment`: one invoice is open, and the amount is a part of it.
4. `oldest_first`: what is due first is paid first.

What is left is paid in advance: it settles the invoices that come, in their order (`in_advance`).
A credit memo settles the last invoice of exactly its amount (`credit_memo`). Money that is taken
back opens again what the same amount had paid (`reversal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: Open documents among which any set is looked for; more would take too long to try.
LARGEST_SET = 16
NOTHING = Decimal(0)


@dataclass
class Document:
    """A document of one customer; `open_amount` is below zero for a credit memo."""

    document_id: str
    document_date: date
    due_date: date
    open_amount: Decimal


@dataclass
class Receipt:
    """Money of one customer without an invoice; below zero where it was taken back."""

    entry_id: str
    paid_date: date
    amount: Decimal


@dataclass(frozen=True)
class Match:
    """A part of an invoice that a receipt or a credit memo settles, and the rule that says so."""

    document_id: str
    entry_id: str | None
    memo_id: str | None
    amount: Decimal
    matched_on: date
    matched_by: str


class CustomerLedger:
    """The documents of one customer in one currency, and what has been matched so far."""

    def __init__(self) -> None:
        self.open: list[Document] = []
        self.in_advance: list[Receipt] = []
        self.matches: list[Match] = []
        self.matched: dict[str, Document] = {}

    def add_document(self, document: Document) -> None:
        """Take a document on its date, and settle it by what came before."""
        if document.open_amount < 0:
            same = [one for one in self.open if one.open_amount == -document.open_amount]
            self.open.append(document)
            if same:
                newest = max(same, key=lambda one: (one.document_date, one.document_id))
                self._settle([newest], [document], None, document.document_date, "credit_memo")
            return
        self.open.append(document)
        self.open.sort(key=lambda one: (one.due_date, one.document_date, one.document_id))
        while document.open_amount > 0 and self.in_advance:
            receipt = self.in_advance[0]
            self._settle([document], [], receipt, document.document_date, "in_advance")
            if receipt.amount == 0:
                self.in_advance.pop(0)

    def add_receipt(self, receipt: Receipt) -> None:
        """Take money on its day, and match it by the first rule that fits."""
        if receipt.amount < 0:
            self._take_back(receipt)
            return
        invoices = [one for one in self.open if one.open_amount > 0]
        exact = [one for one in invoices if one.open_amount == receipt.amount]
        if exact:
            self._settle(exact[:1], [], receipt, receipt.paid_date, "exact_amount")
            return
        found = _set_of(self.open, receipt.amount)
        if found:
            memos = [one for one in found if one.open_amount < 0]
            owed = [one for one in found if one.open_amount > 0]
            self._settle(owed, memos, receipt, receipt.paid_date, "set_of_invoices")
            return
        is_part = len(invoices) == 1 and receipt.amount < invoices[0].open_amount
        rule = "part_payment" if is_part else "oldest_first"
        self._settle(invoices, [], receipt, receipt.paid_date, rule)
        if receipt.amount > 0:
            self.in_advance.append(receipt)

    def _settle(
        self,
        invoices: list[Document],
        memos: list[Document],
        receipt: Receipt | None,
        on: date,
        rule: str,
    ) -> None:
        for invoice in invoices:
            for memo in memos:
                part = min(invoice.open_amount, -memo.open_amount)
                if part > 0:
                    invoice.open_amount -= part
                    memo.open_amount += part
                    self._note(invoice, None, memo.document_id, part, on, rule)
            if receipt is not None and receipt.amount > 0 and invoice.open_amount > 0:
                part = min(invoice.open_amount, receipt.amount)
                invoice.open_amount -= part
                receipt.amount -= part
                self._note(invoice, receipt.entry_id, None, part, on, rule)
        self.open = [one for one in self.open if one.open_amount != 0]

    def _note(
        self,
        invoice: Document,
        entry_id: str | None,
        memo_id: str | None,
        amount: Decimal,
        on: date,
        rule: str,
    ) -> None:
        self.matches.append(Match(invoice.document_id, entry_id, memo_id, amount, on, rule))
        self.matched[invoice.document_id] = invoice

    def _take_back(self, receipt: Receipt) -> None:
        by_entry: dict[str, list[Match]] = {}
        for match in self.matches:
            if match.entry_id is not None:
                by_entry.setdefault(match.entry_id, []).append(match)
        for entry_id in reversed(list(by_entry)):
            parts = by_entry[entry_id]
            if sum((part.amount for part in parts), NOTHING) == -receipt.amount:
                for part in parts:
                    document = self.matched[part.document_id]
                    document.open_amount += part.amount
                    if document not in self.open:
                        self.open.append(document)
                    self._note(
                        document, receipt.entry_id, None, -part.amount, receipt.paid_date,
                        "reversal",
                    )  # fmt: skip
                self.open.sort(key=lambda one: (one.due_date, one.document_date, one.document_id))
                return


def match_customer(documents: Iterable[Document], receipts: Iterable[Receipt]) -> list[Match]:
    """Match the receipts of one customer to its documents, day by day.

    Parameters
    ----------
    documents : iterable of Document
        In one currency, with what is open after everything that names its invoice.
    receipts : iterable of Receipt
        In the same currency.

    Returns
    -------
    list of Match
        In the order in which they were made; what no rule matches is in none.
    """
    ledger = CustomerLedger()
    events: list[tuple[date, int, str, Document | Receipt]] = [
        *((one.document_date, 0, one.document_id, one) for one in documents if one.open_amount),
        *((one.paid_date, 1, one.entry_id, one) for one in receipts if one.amount),
    ]
    for *_, event in sorted(events, key=lambda event: event[:3]):
        if isinstance(event, Document):
            ledger.add_document(event)
        else:
            ledger.add_receipt(event)
    return ledger.matches


def _set_of(documents: list[Document], amount: Decimal) -> list[Document]:
    """Return open documents that add up to an amount: all, the oldest, or any few; else none."""
    if sum((one.open_amount for one in documents), NOTHING) == amount:
        return documents
    total = NOTHING
    oldest: list[Document] = []
    for one in documents:
        if one.open_amount > 0:
            total += one.open_amount
            oldest.append(one)
            if total >= amount:
                break
    if total == amount:
        return oldest
    if len(documents) > LARGEST_SET:
        return []
    reached: dict[Decimal, tuple[int, ...]] = {NOTHING: ()}
    for position, one in enumerate(documents):
        for reached_amount, members in list(reached.items()):
            reached.setdefault(reached_amount + one.open_amount, (*members, position))
    members = reached.get(amount, ())
    return [documents[position] for position in members]
