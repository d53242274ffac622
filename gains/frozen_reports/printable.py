"""Names as they can be printed: no control characters, and only what the fonts hold.

Names come from exports and the register, so they may hold anything. The workbook and the page keep
every visible character; the PDF and the charts, which bring their own fonts, print a box for a
character that those do not hold.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
#: Stands for a character that no font of ours holds.
BOX = "\u25a1"
#: Invisible characters that steer the direction of text, and so could swap what is read.
STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
#: Joiners and variants of emoji; each part is printed by itself.
JOINERS = re.compile("[\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U0001f3fb-\U0001f3ff]")


def clean(text: str) -> str:
    """Give a text on one line without control, steering or unpaired characters."""
    text = unicodedata.normalize("NFC", str(text))
    text = STEERING.sub("", text)
    kept = "".join(
        " " if character in "\t\r\n\u2028\u2029" else character
        for character in text
        if character in "\t\r\n\u2028\u2029"
        or unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
    )
    return " ".join(kept.split(" ")).strip()


def in_fonts(text: str) -> str:
    """Give a cleaned text in which every character has a glyph in the fonts of the PDF."""
    text = JOINERS.sub("", clean(text))
    return "".join(character if has_glyph(ord(character)) else BOX for character in text)


def cleaned(value: Any, how: Callable[[str], str] = clean) -> Any:
    """Clean every text inside lists, tuples and dicts; keys too."""
    if isinstance(value, str):
        return how(value)
    if isinstance(value, dict):
        return {cleaned(key, how): cleaned(inner, how) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(inner, how) for inner in value]
    return value


def shortened(text: str, most: int) -> str:
    """Cut a text to a number of characters, with an ellipsis as the last."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def breakable(text: str, longest: int = 16) -> str:
    """Let a line break every eight characters inside words of more than `longest`."""
    long_word = re.compile(rf"\S{{{longest + 1},}}")
    return long_word.sub(lambda word: re.sub(r".{8}(?=.)", "\\g<0>\u200b", word[0]), text)


def has_glyph(code: int) -> bool:
    """Whether one of our fonts holds a character."""
    starts, ends = ranges()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def ranges() -> tuple[list[int], list[int]]:
    """Give first and last code of each run of characters that the fonts hold."""
    lines = (FONTS / "coverage.txt").read_text(encoding="ascii").split()
    pairs = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]
