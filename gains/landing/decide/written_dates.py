"""How one date is written: which digits of it are the year, the month, the hour, the offset.

It looks at a shape, in which every digit is a 9 ('99/abr/99 9:99 pm'), so that a column of a
million dates is understood by looking at a few dozen texts. Nothing is decided here: whether
'99/99/9999' has the day first is a question to the whole column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal
from zoneinfo import available_timezones

from gains.landing.decide.languages import Language, fold_word

Family = Literal["year_first", "numeric", "named", "month", "epoch"]

#: Seconds east of UTC: RFC 822 for North America, and the zones of Europe.
_ABBREVIATIONS = {
    name: hours * 3600
    for name, hours in {
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "zulu": 0,
        "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
        "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    }.items()
}  # fmt: skip

_CLOCK = re.compile(
    r"(?<![9.:+])(?P<hour>9{1,2}) ?(?P<mark>[:h]) ?(?P<minute>99)"
    r"(?:(?::|m ?|' ?)(?P<second>99)(?:s|''|\"|(?=[^a-z9])|$|(?= ))(?:[.,:](?P<fraction>9{1,9}))?)?"
    r"(?![9:])"
)
_DOTTED_CLOCK = re.compile(
    r"(?<=[ t])(?P<hour>9{1,2})\.(?P<minute>99)(?:\.(?P<second>99)(?:[.,](?P<fraction>9{1,9}))?)?"
    r"(?![9.])"
)
_COMPACT = re.compile(
    r"9{8}[t ]?(?P<hour>99)(?P<minute>99)(?P<second>99)?(?:[.,](?P<fraction>9{1,9}))?(?!9)"
)
_HALF = re.compile(r"(?<![^\W\d_])(?P<half>[ap])\.? ?m\b\.?|(?<=9 )(?P<letter>[ap])(?= |$)")
_OFFSET = re.compile(
    r"\s*\(?(?:utc|gmt|z)?\s?(?P<sign>[+-])(?P<offset_hour>9{1,2}?)(?::?(?P<offset_minute>99))?"
    r"(?!9|:)\)?"
)
_NAMED_ZONE = re.compile(r"\s*\(?(?P<zone>[a-z]{1,4})\)?(?![a-z/_])")
_ZONE = re.compile(r"\[?(?P<zone>[a-z]+(?:/[a-z_]+)+)\]?")
_MARKS = (
    "\u0300-\u036f\u05b0-\u05c7\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd"
    "\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0970"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|[.’'\u05f3-](?=[^\W\d_]))*[.\u05f3\u05f4’']?")


@dataclass(frozen=True)
class Written:
    """How the dates of one shape are written.

    Parameters
    ----------
    family : Family
        What kind of date it is; 'month' has no day.
    fields : dict of str to (int, int)
        Position (counted from 1) and length of year, month, day, hour, minute, second, fraction,
        offset_hour, offset_minute; of a 'numeric' date one, two and three instead of the first
        three.
    month : int or None
        Of a 'named' date.
    half : str or None
        'am' or 'pm'.
    offset : int or None
        Seconds east of UTC that the words say.
    sign : int
        Of the offset that the digits say; 0: they say none.
    zone : str or None
        IANA name that the text says.
    """

    family: Family
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    month: int | None = None
    half: str | None = None
    offset: int | None = None
    sign: int = 0
    zone: str | None = None


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def words_of(shape: str) -> set[str]:
    """Return the folded words of a shape, those of zones and of AM and PM in English left out."""
    found = _Reader(shape)
    found.read_clock(None)
    return {fold_word(word[0]) for word in _WORD.finditer(found.rest)} - {""}


def understand(shape: str, language: Language | None) -> Written | None:
    """Find out how the dates of one shape are written.

    Parameters
    ----------
    shape : str
        In lower case, digits as 9, blanks single and plain.
    language : Language or None
        Whose words may stand in it.

    Returns
    -------
    Written or None
        None when it is no date.
    """
    return _Reader(shape).read(language)


class _Reader:
    """A shape from which one part after the other is taken, so that positions stay."""

    def __init__(self, shape: str) -> None:
        self.rest = _without_signs_of_east_asia(shape)
        self.fields: dict[str, tuple[int, int]] = {}
        self.half: str | None = None
        self.offset: int | None = None
        self.sign = 0
        self.zone: str | None = None

    def read(self, language: Language | None) -> Written | None:
        if re.fullmatch(r"9{10}(\.9+)?|9{13}|9{16}", self.rest):
            return Written("epoch")
        self.read_clock(language)
        month = self._take_words(language)
        if month == 0 or not re.fullmatch(r"[9\-/., ]*", self.rest):
            return None
        dated = self._date(month)
        if dated is None or (dated[0] == "month" and "hour" in self.fields):
            return None
        family, parts = dated
        return Written(
            family,
            {**parts, **self.fields},
            month or None,
            self.half,
            self.offset,
            self.sign,
            self.zone,
        )

    def read_clock(self, language: Language | None) -> None:
        """Take the time, and behind it the half of the day and the offset."""
        found = _CLOCK.search(self.rest) or _COMPACT.match(self.rest)
        if found is None:
            dotted = _DOTTED_CLOCK.search(self.rest)
            if dotted and len(re.findall("9+", self.rest[: dotted.start()])) >= 2:
                found = dotted
        if found is None:
            return
        parts = ("hour", "minute", "second", "fraction")
        self.fields |= {
            name: (found.start(name) + 1, len(found[name])) for name in parts if found[name]
        }
        start = found.start("hour")
        if self.rest[max(start - 1, 0) : start] == "t":
            start -= 1
        self._blank(start, found.end())
        half = _HALF.search(self.rest)
        if half:
            self.half = f"{half['half'] or half['letter']}m"
            self._blank(*half.span())
        elif language is not None:
            for word in _WORD.finditer(self.rest):
                if fold_word(word[0]) in language.halves:
                    self.half = language.halves[fold_word(word[0])]
                    self._blank(*word.span())
                    break
        self._take_zone(found.end())

    def _take_zone(self, end: int) -> None:
        found = _OFFSET.match(self.rest, end)
        if found:
            self.sign = 1 if found["sign"] == "+" else -1
            for name in ("offset_hour", "offset_minute"):
                if found[name]:
                    self.fields[name] = (found.start(name) + 1, len(found[name]))
            self._blank(*found.span())
        named = _ZONE.search(self.rest)
        if named and named["zone"] in _zones():
            self.zone = None if self.sign else _zones()[named["zone"]]
            self._blank(*named.span())
        if self.sign:
            # such as '(Central European Standard Time)' behind an offset
            bracket = re.search(r"\([^)9]*\)", self.rest)
            if bracket:
                self._blank(*bracket.span())
        elif self.zone is None:
            named = _NAMED_ZONE.match(self.rest, end)
            if named and named["zone"] in _ABBREVIATIONS:
                self.offset = _ABBREVIATIONS[named["zone"]]
                self._blank(*named.span())

    def _take_words(self, language: Language | None) -> int | None:
        """Take all words; the number of the month, None where no word is one, 0 for nonsense."""
        months: list[tuple[int, bool]] = []
        for word in list(_WORD.finditer(self.rest)):
            folded = fold_word(word[0])
            month = language.month(folded) if language else None
            is_ignored = language is not None and folded in language.ignored
            if month is None and not is_ignored:
                return 0
            if month is not None:
                months.append((month, is_ignored))
            self._blank(*word.span())
        if len(months) > 1:
            # 'mar' is Tuesday and March in Spanish: beside another month it is the day
            months = [one for one in months if not one[1]] or months
        if not months:
            return None
        return months[0][0] if len({month for month, _ in months}) == 1 else 0

    def _date(self, month: int | None) -> tuple[Family, dict[str, tuple[int, int]]] | None:
        runs = [(run.start() + 1, len(run[0])) for run in re.finditer("9+", self.rest)]
        lengths = [length for _, length in runs]
        if month:
            if len(runs) == 1 and lengths[0] in (2, 4):
                return "month", {"year": runs[0]}
            if len(runs) != 2 or sorted(lengths)[0] > 2 or max(lengths) not in (1, 2, 4):
                return None
            day, year = (runs[1], runs[0]) if lengths[0] == 4 else (runs[0], runs[1])
            return ("named", {"day": day, "year": year}) if year[1] in (2, 4) else None
        if lengths == [8]:
            at = runs[0][0]
            return "year_first", {"year": (at, 4), "month": (at + 4, 2), "day": (at + 6, 2)}
        if len(runs) == 2 and sorted(lengths) in ([1, 4], [2, 4]):
            year, other = sorted(runs, key=lambda run: -run[1])
            return "month", {"year": year, "month": other}
        if len(runs) != 3 or len(set(self._separators(runs))) > 1:
            return None
        if lengths[0] == 4 and max(lengths[1:]) <= 2:
            return "year_first", dict(zip(("year", "month", "day"), runs, strict=True))
        if max(lengths[:2]) <= 2 and lengths[2] in (2, 4):
            return "numeric", dict(zip(("one", "two", "three"), runs, strict=True))
        return None

    def _separators(self, runs: list[tuple[int, int]]) -> list[str]:
        """Return what stands between the three numbers, a blank where there is nothing else."""
        found = []
        for (at, length), (behind, _) in pairwise(runs):
            found.append(self.rest[at + length - 1 : behind - 1].strip() or " ")
        return found

    def _blank(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]


def _without_signs_of_east_asia(shape: str) -> str:
    """'9999年9月9日 9時99分' as '9999-9-9  9:99 ', each sign replaced by one character."""
    shape = re.sub("(?<=9)[月월](?=[/.-])", " ", shape)
    shape = re.sub("(?<=9)[年년月월]", "-", shape)
    shape = re.sub("(?<=9)[日일号](?!曜)", " ", shape)
    shape = re.sub("(?<=9)[時时点시분分](?= ?99)", ":", shape)
    return re.sub("(?<=9)[分분秒초時时시]", " ", shape)
