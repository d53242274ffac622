"""Receivables counted the slow way: every document at every month end, straight from the rules.

Source of the rules: the definitions of DSO, ageing and collection effectiveness in docs/method.md.
It shares nothing with the models: no running totals, no components, no SQL.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.receivables.ledgers import COMPANY_CURRENCY, RATES, Invoice, Payment

TOLERANCE = Decimal("0.005")
BUCKETS = ("current", "1-30", "31-60", "61-90", "91+")


def rate(currency: str, quote: str, day: date) -> float:
    """Return the latest rate on or before a day, by way of the company's currency if need be."""
    if currency == quote:
        return 1.0
    known = [(on, value) for one, other, on, value in RATES if (one, other) == (currency, quote)]
    known += [
        (on, 1 / value) for one, other, on, value in RATES if (other, one) == (currency, quote)
    ]
    if not known:
        return rate(currency, COMPANY_CURRENCY, day) / rate(quote, COMPANY_CURRENCY, day)
    return max(pair for pair in known if pair[0] <= day)[1]


def month_ends(first: date, last: date) -> list[date]:
    """Return the last day of every month that the days touch."""
    ends, day = [], first.replace(day=1)
    while day <= last:
        ends.append(day.replace(day=monthrange(day.year, day.month)[1]))
        day = ends[-1] + timedelta(days=1)
    return ends


@dataclass
class Ledger:
    """The documents of one process, asked day by day."""

    invoices: list[Invoice]
    payments: list[Payment]

    def __post_init__(self) -> None:
        self.documents = {invoice.invoice_id: invoice for invoice in self.invoices}
        self.entries_of: dict[str, list[tuple[date, str, Decimal]]] = {}
        self.unapplied: list[tuple[date, str, Decimal]] = []
        for payment in self.payments:
            sign = -abs(payment.amount) if payment.entry_type == "refund" else payment.amount
            invoice = self.documents.get(payment.invoice_id)
            if payment.invoice_id == "":
                self.unapplied.append((payment.paid_date, payment.currency, sign))
            elif invoice is not None:
                if payment.currency != invoice.currency:
                    factor = rate(payment.currency, invoice.currency, payment.paid_date)
                    sign = Decimal(str(round(float(sign) * factor, 2)))
                entry = (payment.paid_date, payment.entry_type, sign)
                self.entries_of.setdefault(payment.invoice_id, []).append(entry)
            if payment.entry_type == "credit" and payment.payment_id in self.documents:
                memo = (payment.paid_date, "used", -payment.amount)
                self.entries_of.setdefault(payment.payment_id, []).append(memo)

    def open_amount(self, invoice: Invoice, day: date) -> Decimal:
        """Return what is open of a document at the end of a day; below zero: the customer's."""
        amount = Decimal(0)
        if invoice.invoice_date <= day:
            is_memo = invoice.document_type == "credit_memo"
            amount = -abs(invoice.amount) if is_memo else invoice.amount
        for on, _, paid in self.entries_of.get(invoice.invoice_id, []):
            if on <= day:
                amount -= paid
        return amount

    def balances(self, day: date) -> dict[str, float]:
        """Return balances and counts at the end of a day, in the company's currency."""
        result = dict.fromkeys(("ar", "overdue", "unapplied", "disputed"), 0.0)
        result |= {f"balance {bucket}": 0.0 for bucket in BUCKETS}
        result |= {f"count {bucket}": 0 for bucket in BUCKETS}
        for invoice in self.invoices:
            amount = self.open_amount(invoice, day)
            worth = float(amount) * rate(invoice.currency, COMPANY_CURRENCY, day)
            bucket = "current"
            if invoice.document_type == "invoice" and amount > 0:
                late = (day - invoice.due_date).days
                bucket = BUCKETS[0 if late < 1 else min(1 + (late - 1) // 30, 4)]
                result[f"count {bucket}"] += amount > TOLERANCE
                result["disputed"] += worth * invoice.is_disputed
            elif invoice.document_type == "invoice":
                result["unapplied"] -= worth
            result["ar"] += worth
            result[f"balance {bucket}"] += worth
            result["overdue"] += worth if bucket != "current" else 0
        for on, currency, amount in self.unapplied:
            if on <= day:
                worth = float(amount) * rate(currency, COMPANY_CURRENCY, day)
                result["ar"] -= worth
                result["unapplied"] += worth
                result["balance current"] -= worth
        return result

    def sales(self, first: date, last: date) -> float:
        """Return credit sales of some days, less credit memos and credits without a memo."""
        total = 0.0
        for invoice in self.invoices:
            if first <= invoice.invoice_date <= last:
                sign = -1 if invoice.document_type == "credit_memo" else 1
                worth = rate(invoice.currency, COMPANY_CURRENCY, invoice.invoice_date)
                total += sign * abs(float(invoice.amount)) * worth
        for payment in self.payments:
            is_credit = payment.entry_type == "credit" and payment.payment_id not in self.documents
            if is_credit and first <= payment.paid_date <= last:
                worth = rate(payment.currency, COMPANY_CURRENCY, payment.paid_date)
                total -= float(payment.amount) * worth
        return total

    def countback(self, end: date, first: date) -> float | None:
        """Return days sales outstanding by countback; None where the sales do not suffice."""
        rest, days = self.balances(end)["ar"], 0.0
        while rest > 0:
            start = end.replace(day=1)
            if start < first.replace(day=1):
                return None
            sales, length = self.sales(start, end), (end - start).days + 1
            if sales <= 0:
                return None
            if rest <= sales:
                return days + rest / sales * length
            rest, days, end = rest - sales, days + length, start - timedelta(days=1)
        return days

    def days_to_pay(self, invoice: Invoice, last: date) -> tuple[int, bool]:
        """Return the days to full payment, or so far, and whether the invoice counts as open."""
        entries = self.entries_of.get(invoice.invoice_id, [])
        paid = sum(amount for _, kind, amount in entries if kind != "write_off")
        if self.open_amount(invoice, last) > TOLERANCE or paid < invoice.amount - TOLERANCE:
            return (last - invoice.invoice_date).days, True
        day = last
        while day > invoice.invoice_date and (
            self.open_amount(invoice, day - timedelta(days=1)) <= TOLERANCE
        ):
            day -= timedelta(days=1)
        return (day - invoice.invoice_date).days, False
