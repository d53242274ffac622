"""What the languages of the world write into dates, from the Unicode CLDR (by Babel).

Names of months and days, the halves of a day, and the small words between them. Which language a
column is in is decided from all of its words at once: 'lis' is October in Croatian and November in
Polish, and no word alone tells which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from babel import localedata

#: Asked first, so that a column in one of them does not wait for the other three hundred.
BIG_LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl", "pl", "sv", "da", "nb", "cs", "tr")

#: Letters of a date pattern that stand for something; all others are written as they are.
_PATTERN_LETTERS = frozenset("GyYuUrQqMLlwWdDFgEecabBhHkKjJCmsSAzZOvVxX")

_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "º", "ª", "°"))

#: What stands between a date and its time; Babel does not carry CLDR's patterns for it.
_BETWEEN = frozenset(
    ("at", "um", "a", "las", "la", "as", "alle", "ore", "kl", "klo", "om", "le", "el", "den", "o")
)

#: Abbreviations of Windows and Excel that the CLDR does not have.
_OF_WINDOWS = {"de": {"mrz": 3}}

#: A prefix of a month's name this long is taken for it, where no other month begins so.
_SHORTEST_PREFIX = 3

#: No two languages share so many words that mean other months.
_ENOUGH_WORDS = 4


@dataclass
class Language:
    """The words of one language, folded as `fold_word` does it.

    Parameters
    ----------
    code : str
        Such as 'es'.
    months : dict of str to int
        Any written form to the number of the month; a form of two months is left out.
    halves : dict of str to str
        'am' or 'pm'.
    ignored : set of str
        Days of the week, and words such as 'de' in '3 de marzo de 2025'.
    """

    code: str
    months: dict[str, int] = field(default_factory=dict)
    halves: dict[str, str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    full_names: dict[str, int] = field(default_factory=dict)

    def month(self, word: str) -> int | None:
        """Return the number of the month that a folded word means, None where it means none."""
        if word in self.months:
            return self.months[word]
        if len(word) < _SHORTEST_PREFIX:
            return None
        found = {month for name, month in self.full_names.items() if name.startswith(word)}
        return found.pop() if len(found) == 1 else None

    def knows(self, word: str) -> bool:
        """Whether the language has the folded word in its dates."""
        return word in self.halves or word in self.ignored or self.month(word) is not None


@lru_cache(100_000)
def fold_word(word: str) -> str:
    """Return a word as it is compared: lower case, without dots, Latin letters without accents."""
    word = re.sub(
        r"[.’'\u05f3\u05f4\u200e\u200f\s]", "", unicodedata.normalize("NFKC", word).lower()
    )
    plain = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare if bare.isascii() else word


def languages_of(words: Iterable[str], stated: str | None = None) -> list[Language]:
    """Return the languages that know every one of the words.

    Parameters
    ----------
    words : iterable of str
        Folded.
    stated : str or None
        A code such as 'es', which is believed; empty where there is no such language.

    Returns
    -------
    list of Language
        English alone where it knows them; empty where no language knows all words.
    """
    if stated is not None:
        return [_language(stated)] if stated in _variants() else []
    wanted = set(words)
    for codes in (("en",), BIG_LANGUAGES, _codes()):
        # a few words may mean other months in a language that was not asked yet
        if codes is BIG_LANGUAGES and len(wanted) < _ENOUGH_WORDS:
            continue
        found = [_language(code) for code in codes if all(map(_language(code).knows, wanted))]
        if found:
            return found
    return []


@cache
def _variants() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in localedata.locale_identifiers():
        found.setdefault(name.split("_")[0], []).append(name)
    return found


def _codes() -> list[str]:
    return sorted(_variants())


@cache
def _language(code: str) -> Language:
    language = Language(code)
    months: dict[str, set[int]] = {}
    for name in _variants()[code]:
        data = localedata.load(name)
        for context in data.get("months", {}).values():
            for width, names in context.items():
                for month, written in _items(names):
                    # one letter names several months
                    if width == "narrow" or written[:1].isdigit():
                        continue
                    # 'de gener': the month is the last word
                    *before, last = re.split(r"[\s-]+", written.strip())
                    language.ignored.update(map(fold_word, before))
                    months.setdefault(fold_word(last), set()).add(int(month))
                    if width == "wide":
                        language.full_names[fold_word(last)] = int(month)
        for context in data.get("day_periods", {}).values():
            for names in context.values():
                for half, written in _items(names):
                    # an 'a' stands between a date and its time, too
                    if half in ("am", "pm") and not re.fullmatch("[A-Za-z]", fold_word(written)):
                        language.halves[fold_word(written)] = half
        for context in data.get("days", {}).values():
            for width, names in context.items():
                if width != "narrow":
                    for _, written in _items(names):
                        words = [written, *re.split(r"[\s-]+", written)]
                        language.ignored.update(map(fold_word, words))
        for pattern in _patterns(data):
            language.ignored.update(map(fold_word, _literals(pattern)))
    language.months = {word: min(found) for word, found in months.items() if len(found) == 1}
    language.months |= _OF_WINDOWS.get(code, {})
    language.halves |= {"am": "am", "pm": "pm"}
    language.ignored |= _ORDINALS | _BETWEEN
    language.ignored.discard("")
    return language


def _items(names: object) -> list[tuple[object, str]]:
    # an alias leads to names that are read under their own width; what differs stands behind it
    if isinstance(names, tuple):
        names = names[1]
    if not hasattr(names, "items"):
        return []
    return [(key, text) for key, text in names.items() if isinstance(text, str)]


def _patterns(data: dict) -> Iterable[str]:
    for group in ("date_formats", "time_formats", "datetime_formats", "datetime_skeletons"):
        formats = data.get(group)
        for pattern in formats.values() if hasattr(formats, "values") else ():
            yield getattr(pattern, "pattern", pattern) if pattern is not None else ""


def _literals(pattern: object) -> Iterable[str]:
    """Return the words of a pattern that are written as they are."""
    if not isinstance(pattern, str):
        return
    for quoted in re.findall(r"'([^']+)'", pattern):
        yield from re.findall(r"[^\W\d_]+\.?", quoted)
    bare = re.sub(r"'[^']*'|\{\d\}", " ", pattern)
    for word in re.findall(r"[^\W\d_]+", bare):
        if not set(word) & _PATTERN_LETTERS:
            yield word
