"""What stands beside the digits of an amount: signs of currencies, and the letters CR and DR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import localedata
from babel.core import get_global
from babel.numbers import list_currencies

#: Written by people and banks, though the CLDR writes the code instead.
_ALSO = {
    "lei": ("MDL", "RON"), "leu": ("MDL", "RON"), "fr": ("CHF",), "sfr": ("CHF",),
    "円": ("JPY",), "원": ("KRW",), "лв": ("BGN",), "руб": ("BYN", "RUB"), "р": ("RUB",),
    "din": ("RSD",), "ден": ("MKD",), "грн": ("UAH",), "dhs": ("AED",), "euro": ("EUR",),
}  # fmt: skip

#: A credit is a minus on a ledger of receivables, a debit a plus.
CREDIT, DEBIT = "cr", "dr"


@dataclass(frozen=True)
class Mark:
    """What is written beside the digits of an amount.

    Parameters
    ----------
    currencies : tuple of str
        The ISO codes that it can stand for; empty: it says no currency.
    is_credit : bool
        Whether it turns the sign of the amount round.
    """

    currencies: tuple[str, ...] = ()
    is_credit: bool = False


def meaning(mark: str) -> Mark | None:
    """Return what a mark means.

    Parameters
    ----------
    mark : str
        What is left of an amount without digits, signs, brackets and blanks.

    Returns
    -------
    Mark or None
        None when no language writes it beside an amount.
    """
    folded = _fold(mark)
    if folded == "":
        return Mark()
    if folded.upper() in _codes():
        return Mark((folded.upper(),))
    if folded in _signs():
        return Mark(_signs()[folded])
    for letters in (CREDIT, DEBIT):
        for rest in (folded.removeprefix(letters), folded.removesuffix(letters)):
            if rest != folded and (rest == "" or rest in _signs()):
                return Mark(_signs().get(rest, ()), letters == CREDIT)
    return None


def _fold(mark: str) -> str:
    return re.sub(r"[.\s]", "", mark).lower()


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    current = _codes()
    found: dict[str, set[str]] = {_fold(code): {code} for code in current}
    written = {
        pair
        for name in localedata.locale_identifiers()
        for pair in localedata.load(name).get("currency_symbols", {}).items()
    }
    for code, sign in written:
        folded = _fold(sign)
        if code in current and folded not in ("", CREDIT, DEBIT):
            found.setdefault(folded, set()).add(code)
            # at home HK$ is written $
            if folded[-1] in "$£¥":
                found.setdefault(folded[-1], set()).add(code)
    for sign, codes in _ALSO.items():
        found.setdefault(sign, set()).update(codes)
    return {sign: tuple(sorted(codes)) for sign, codes in found.items()}


@cache
def _codes() -> frozenset[str]:
    """Return the currencies of today."""
    used: dict[str, bool] = {}
    for entries in get_global("territory_currencies").values():
        for code, _, until, *_ in entries:
            used[code] = used.get(code, False) or until is None
    return frozenset(code for code in list_currencies() if used.get(code, True))
