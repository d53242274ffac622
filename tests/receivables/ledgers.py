"""Invented ledgers with everything that goes wrong in receivables, and how they read as exports."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

FIRST_DAY = date(2025, 1, 1)
LAST_DAY = date(2025, 9, 30)
COMPANY_CURRENCY = "GBP"
#: (currency, quote currency, day, rate): yen are quoted in pounds, pounds in kronor.
RATES = [
    ("JPY", "GBP", date(2024, 12, 1), 0.005),
    ("JPY", "GBP", date(2025, 3, 10), 0.0054),
    ("JPY", "GBP", date(2025, 7, 1), 0.0048),
    ("GBP", "SEK", date(2024, 12, 15), 12.5),
    ("GBP", "SEK", date(2025, 5, 5), 13.2),
]


@dataclass(frozen=True)
class Invoice:
    """A row of the canonical table invoices."""

    process_id: str
    invoice_id: str
    customer_id: str
    invoice_date: date
    due_date: date
    amount: Decimal
    currency: str
    document_type: str
    is_disputed: bool


@dataclass(frozen=True)
class Payment:
    """A row of the canonical table payments; an empty invoice_id is unapplied."""

    process_id: str
    payment_id: str
    invoice_id: str
    customer_id: str
    paid_date: date
    amount: Decimal
    currency: str
    entry_type: str


def as_csv(rows: list[Invoice] | list[Payment]) -> str:
    """Return the rows as a canonical CSV file."""
    names = [field.name for field in fields(rows[0])]
    lines = [",".join(names)]
    for row in rows:
        values = (getattr(row, name) for name in names)
        lines.append(
            ",".join(
                str(value).lower() if value is True or value is False else str(value)
                for value in values
            )
        )
    return "\n".join(lines) + "\n"


def draw_ledger(process_id: str, seed: int) -> tuple[list[Invoice], list[Payment]]:
    """Draw a ledger: invoices and credit memos, and payments of every awkward kind.

    Parameters
    ----------
    process_id : str
        The receivables process.
    seed : int
        The seed of the draw.

    Returns
    -------
    tuple
        Invoices and payments, both up to and including `LAST_DAY`.
    """
    draw = random.Random(seed)
    invoices: list[Invoice] = []
    payments: list[Payment] = []
    days = (LAST_DAY - FIRST_DAY).days

    def pay(invoice_id, day, amount, currency, entry_type="payment", payment_id=None):
        if FIRST_DAY <= day <= LAST_DAY:
            payments.append(
                Payment(
                    process_id,
                    payment_id or f"{process_id}-P{len(payments)}",
                    invoice_id,
                    "c",
                    day,
                    amount,
                    currency,
                    entry_type,
                )
            )

    for number in range(days + 1):
        for _ in range(draw.randint(1, 2)):
            day = FIRST_DAY + timedelta(days=number)
            due = day + timedelta(days=draw.choice([0, 14, 30]))
            currency = draw.choices(["GBP", "JPY", "SEK"], [8, 1, 1])[0]
            scale = {"GBP": 1, "JPY": 200, "SEK": 12}[currency]
            amount = Decimal(draw.randint(1000, 500000) * scale) / 100
            invoice_id = f"{process_id}-I{len(invoices)}"
            invoices.append(
                Invoice(
                    process_id,
                    invoice_id,
                    "c",
                    day,
                    due,
                    amount,
                    currency,
                    "invoice",
                    draw.random() < 0.1,
                )
            )
            paid = day + timedelta(days=draw.randint(1, 130))
            part = (amount * draw.randint(10, 90) / 100).quantize(Decimal("0.01"))
            kind = draw.choice(
                ["full"] * 8
                + [
                    "partial",
                    "two parts",
                    "unpaid",
                    "over",
                    "early",
                    "bounced",
                    "written off",
                    "partly written off",
                    "credited",
                    "memo",
                    "other currency",
                    "same day",
                ]
            )
            if kind == "full":
                pay(invoice_id, paid, amount, currency)
            elif kind == "partial":
                pay(invoice_id, paid, part, currency)
            elif kind == "two parts":
                pay(invoice_id, paid, part, currency)
                pay(invoice_id, paid + timedelta(days=20), amount - part, currency)
            elif kind == "over":
                pay(invoice_id, paid, amount + part, currency)
                pay(invoice_id, paid + timedelta(days=25), part, currency, "refund")
            elif kind == "early":
                pay(invoice_id, day - timedelta(days=9), amount, currency)
            elif kind == "bounced":
                pay(invoice_id, paid, amount, currency)
                pay(invoice_id, paid + timedelta(days=3), -amount, currency, "refund")
                pay(invoice_id, paid + timedelta(days=30), amount, currency)
            elif kind == "written off":
                pay(invoice_id, paid + timedelta(days=40), amount, currency, "write_off")
            elif kind == "partly written off":
                pay(invoice_id, paid, part, currency)
                pay(invoice_id, paid + timedelta(days=40), amount - part, currency, "write_off")
            elif kind == "credited":
                pay(invoice_id, paid, amount, currency, "credit")
            elif kind == "memo" and paid <= LAST_DAY:
                memo_id = f"{process_id}-M{len(invoices)}"
                sign = draw.choice([1, -1])
                invoices.append(
                    Invoice(
                        process_id,
                        memo_id,
                        "c",
                        paid,
                        paid,
                        sign * part,
                        currency,
                        "credit_memo",
                        False,
                    )
                )
                pay(
                    invoice_id,
                    paid + timedelta(days=draw.randint(0, 40)),
                    part,
                    currency,
                    "credit",
                    payment_id=memo_id,
                )
            elif kind == "other currency":
                # yen to kronor is not quoted: the way goes by pounds
                other = {"GBP": "JPY", "JPY": "SEK", "SEK": "GBP"}[currency]
                pay(invoice_id, paid, Decimal("12.34"), other)
            elif kind == "same day":
                pay(invoice_id, day, amount, currency)
    for _ in range(12):
        day = FIRST_DAY + timedelta(days=draw.randint(0, days))
        pay("", day, Decimal(draw.randint(100, 90000)) / 100, draw.choice(["GBP", "JPY"]))
        pay(f"{process_id}-before-the-export", day, Decimal(draw.randint(100, 9000)) / 100, "GBP")
    # both exports reach the last day, so that every month is covered
    pay("", LAST_DAY, Decimal("1.00"), "GBP")
    return invoices, payments
