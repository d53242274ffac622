"""Draws invoices and what customers did with them: paid in full or in parts, late, or never."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.cases import WEEK_COUNT, day_number, season, week_shocks
from demo.stories import FIRST_DAY, LAST_DAY, ReceivablesProcess

CREDIT_MEMO_SHARE = 0.02
PARTIAL_SHARE = 0.06
WRITE_OFF_SHARE = 0.004
UNAPPLIED_SHARE = 0.003
DISPUTED_SHARE = 0.01
PAYMENT_SHAPE = 7.0
FOREIGN_RATE = 1.4


def draw_receivables(
    process: ReceivablesProcess,
    currency: str,
    shared: np.ndarray,
    generator: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the invoices of a process and the payments on them.

    Parameters
    ----------
    process : ReceivablesProcess
        The story.
    currency : str
        Of the company.
    shared : numpy.ndarray
        Good and bad weeks of the company as logarithms, shape (weeks,).
    generator : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    tuple of pandas.DataFrame
        Invoices and payments with the canonical columns; days as numbers since the first day.
    """
    weeks = np.arange(WEEK_COUNT)
    counts = generator.poisson(process.weekly_invoices * season(weeks))
    week = np.repeat(weeks, counts)
    day = np.sort(week * 7 + generator.integers(0, 5, len(week)))
    day = day[day <= day_number(LAST_DAY)]
    week = day // 7
    size = len(day)
    prefix = "".join(word[0] for word in process.process_id.split("_")).upper()

    level = np.exp(shared + week_shocks(generator, 0.01))[week]
    customer = generator.integers(1, process.customers + 1, size)
    is_foreign = customer > process.customers * (1 - process.foreign_share)
    amount = process.mean_amount * generator.gamma(1.5, 1 / 1.5, size) + 20
    amount = np.round(amount * np.where(is_foreign, FOREIGN_RATE, 1.0), 2)
    days_live = day - (10**6 if process.go_live is None else day_number(process.go_live))
    share = np.clip((days_live + 1) / max(process.ramp_days, 1), 0, 1) * (days_live >= 0)
    to_pay = process.mean_days_to_pay * level * (1 + process.days_change * share)
    to_pay = to_pay * generator.gamma(PAYMENT_SHAPE, 1 / PAYMENT_SHAPE, size)
    paid = day + np.maximum(np.round(to_pay).astype(int), 2)

    invoices = pd.DataFrame(
        {
            "process_id": process.process_id,
            "invoice_id": [f"{prefix}-{number:06d}" for number in range(1, size + 1)],
            "customer_id": [f"{prefix}-C{number:03d}" for number in customer],
            "invoice_day": day,
            "due_day": day + process.terms_days,
            "amount": amount,
            "currency": np.where(is_foreign, process.foreign_currency or currency, currency),
            "document_type": "invoice",
            "segment": np.where(customer <= process.customers // 4, "large", "small"),
            "is_disputed": generator.random(size) < DISPUTED_SHARE,
            "paid_day": paid,
        }
    )
    fate = generator.random(size)
    payments = [
        _payments(invoices[fate > WRITE_OFF_SHARE + PARTIAL_SHARE], "", 1.0, 0),
        _payments(invoices[_between(fate, WRITE_OFF_SHARE, PARTIAL_SHARE)], "-1", 0.4, -7),
        _payments(invoices[_between(fate, WRITE_OFF_SHARE, PARTIAL_SHARE)], "-2", 0.6, 0),
        _payments(invoices[fate <= WRITE_OFF_SHARE], "-W", 1.0, 150, "write_off"),
    ]
    unapplied = invoices[generator.random(size) < UNAPPLIED_SHARE]
    stray = _payments(unapplied, "-U", 0.1, 3)
    stray["invoice_id"] = ""
    payments.append(stray)
    memos = _credit_memos(invoices[generator.random(size) < CREDIT_MEMO_SHARE])
    all_payments = pd.concat(payments).sort_values(
        ["paid_day", "payment_id"], kind="stable", ignore_index=True
    )
    all_invoices = pd.concat([invoices.drop(columns="paid_day"), memos]).sort_values(
        ["invoice_day", "invoice_id"], kind="stable", ignore_index=True
    )
    return all_invoices, all_payments


def iso(days: pd.Series) -> pd.Series:
    """Return days since the first day as ISO dates."""
    return (pd.Timestamp(FIRST_DAY) + pd.to_timedelta(days, unit="D")).dt.strftime("%Y-%m-%d")


def _between(fate: np.ndarray, low: float, width: float) -> np.ndarray:
    return (fate > low) & (fate <= low + width)


def _payments(
    invoices: pd.DataFrame, suffix: str, part: float, shift: int, entry_type: str = "payment"
) -> pd.DataFrame:
    """Return one entry per invoice over a part of its amount; two parts make the whole."""
    first_part = (invoices["amount"] * 0.4).round(2)
    amount = invoices["amount"]
    if part == 0.4:
        amount = first_part
    elif part == 0.6:
        amount = (invoices["amount"] - first_part).round(2)
    elif part != 1.0:
        amount = (invoices["amount"] * part).round(2)
    return pd.DataFrame(
        {
            "process_id": invoices["process_id"],
            "payment_id": "P-" + invoices["invoice_id"] + suffix,
            "invoice_id": invoices["invoice_id"],
            "customer_id": invoices["customer_id"],
            "paid_day": np.maximum(invoices["paid_day"] + shift, invoices["invoice_day"] + 1),
            "amount": amount,
            "currency": invoices["currency"],
            "entry_type": entry_type,
        }
    )


def _credit_memos(invoices: pd.DataFrame) -> pd.DataFrame:
    """Return small credit memos to customers, a week after the invoice."""
    memos = invoices.drop(columns="paid_day").copy()
    memos["invoice_id"] = memos["invoice_id"] + "-CM"
    memos["amount"] = (memos["amount"] * 0.1).round(2)
    memos["invoice_day"] = memos["invoice_day"] + 7
    memos["due_day"] = memos["invoice_day"]
    memos["document_type"] = "credit_memo"
    memos["is_disputed"] = False
    return memos[memos["invoice_day"] <= day_number(LAST_DAY)]
