"""Ledgers in the shape of real systems, small enough to count by hand.

Each gives an invoice a day over 2025, so that a balance is the number of open ones times their
amount, and days sales outstanding the days that they stay open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

FIRST_DAY = date(2025, 1, 1)
DAYS = 365
#: What the settings of a folder say: which process, and how dates are written.
SETTINGS = "constants: {{process_id: {process}}}\n"


def day(number: int) -> date:
    """Return a day of the year, counted from 0."""
    return FIRST_DAY + timedelta(days=number)


def lines(header: str, rows: Iterator[tuple]) -> str:
    """Return a CSV file."""
    return "\n".join([header, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


def memos_cleared_with_invoices() -> str:
    """Invoices of 100, cleared after 30 days, every other one with a memo of 5 days before."""

    def rows():
        for n in range(DAYS):
            cleared = day(n + 30) if n + 30 < DAYS else ""
            yield 2 * n, "c", "RV", day(n), day(n + 30), "100.00", "USD", cleared
            if n % 2 == 0 and n + 25 < DAYS:
                yield 2 * n + 1, "c", "DG", day(n + 25), day(n + 25), "-40.00", "USD", cleared

    return lines("Document,Customer,Type,Date,Due,Amount,Currency,Cleared", rows())


def numbers_that_start_again(year: int) -> str:
    """A year of FBL5N: numbers and clearing documents are those of the year before."""

    def rows():
        for n in range(360):
            written = date(year, 1, 1) + timedelta(days=n)
            cleared = written + timedelta(days=30)
            yield (
                1800000000 + n,
                "4711",
                "RV",
                written,
                cleared,
                "100.00",
                "USD",
                cleared if cleared <= date(2025, 12, 31) else "",
                1400000000 + n if cleared <= date(2025, 12, 31) else "",
            )

    return lines(
        "Document Number,Customer,Document Type,Document Date,Net due date,"
        "Amount in local currency,Local currency,Clearing date,Clearing Document",
        rows(),
    )


def all_items() -> str:
    """FBL5N with all items: each payment is a line, and every tenth leaves 5.00 to a transfer."""

    def rows():
        for n in range(DAYS):
            is_cleared = n + 30 < DAYS
            clearing = (day(n + 30), 2000 + n) if is_cleared else ("", "")
            yield 100 + n, "c", "RV", day(n), day(n + 30), "100.00", "USD", *clearing
            if is_cleared and n % 10 == 0:
                yield 2000 + n, "c", "DZ", day(n + 28), day(n + 28), "95.00-", "USD", *clearing
                yield 3000 + n, "c", "AB", day(n + 30), day(n + 30), "5.00-", "USD", *clearing
            elif is_cleared:
                yield 2000 + n, "c", "DZ", day(n + 30), day(n + 30), "100.00-", "USD", *clearing

    return lines(
        "Document Number,Account,Document Type,Document Date,Net due date,"
        "Amount in local currency,Local currency,Clearing date,Clearing Document",
        rows(),
    )


def customer_ledger_entries() -> str:
    """Business Central: paid in two parts, by a memo alone, in advance, or not at all.

    Per invoice of 100: 40 after 10 days and 60 after 30 (closed by the second payment); every
    fifth is closed by a memo after 20 days; every seventh is paid 5 days in advance.
    """

    def rows():
        entries = []
        for n in range(DAYS):
            if n % 5 == 0:
                parts = [("Credit Memo", n + 20, 100)]
            elif n % 7 == 0:
                parts = [("Payment", n - 5, 100)]
            else:
                parts = [("Payment", n + 10, 40), ("Payment", n + 30, 60)]
            entries.append((n, "Invoice", n, 100, parts))
        numbered = [(n, kind, at, amount) for n, kind, at, amount, _ in entries]
        for n, _, _, _, parts in entries:
            numbered += [(n, kind, at, -amount) for kind, at, amount in parts if at < DAYS]
        numbered.sort(key=lambda entry: entry[2])
        entry_numbers = {}
        for position, (n, kind, at, amount) in enumerate(numbered, start=1):
            entry_numbers.setdefault(n, []).append((position, kind, at, amount))
        for position, (n, kind, at, amount) in enumerate(numbered, start=1):
            parts = [entry for entry in entry_numbers[n] if entry[3] < 0]
            is_closed = sum(entry[3] for entry in parts) == -100
            closed_by, closed_at = 0, ""
            if kind == "Invoice" and is_closed:
                last = max(parts, key=lambda entry: (entry[2], entry[0]))
                closed_by, closed_at = last[0], max(day(last[2]), day(at))
            elif kind != "Invoice" and (not is_closed or (position, kind) != parts[-1][:2]):
                # a part payment is used up by its invoice on the day on which it was applied
                invoice = next(e for e in entry_numbers[n] if e[1] == "Invoice")
                closed_by, closed_at = invoice[0], max(day(at), day(invoice[2]))
            yield (
                position,
                "C10",
                day(at),
                kind,
                f"{kind[:3].upper()}-{position}",
                "",
                f"{amount}.00",
                day(at + 30) if kind == "Invoice" else day(at),
                closed_by,
                closed_at,
                day(at),
            )

    return lines(
        "Entry No.,Customer No.,Posting Date,Document Type,Document No.,Currency Code,Amount,"
        "Due Date,Closed by Entry No.,Closed at Date,Document Date",
        rows(),
    )


def canonical_invoices(process: str, days: int = DAYS, amount: str = "100.00") -> str:
    """An invoice a day, due in 30 days, as a canonical file."""
    return lines(
        "process_id,invoice_id,customer_id,invoice_date,due_date,amount,currency",
        ((process, f"I{n}", "c", day(n), day(n + 30), amount, "USD") for n in range(days)),
    )


def canonical_payments(process: str, rows: list[tuple]) -> str:
    """Rows of payment_id, invoice_id, customer_id, paid_date, amount and entry_type."""
    return lines(
        "process_id,payment_id,invoice_id,customer_id,paid_date,amount,currency,entry_type",
        ((process, *row[:5], "USD", row[5]) for row in rows),
    )
