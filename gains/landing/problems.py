"""What is wrong with the exports, told to the person who can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


class LandingError(Exception):
    """The exports cannot be landed as they are.

    Parameters
    ----------
    sentences : iterable of str
        One sentence per problem: file, line, column, value, and what to do.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        count = len(self.sentences)
        head = "1 problem" if count == 1 else f"{count} problems"
        lines = "\n".join(f"  - {sentence}" for sentence in self.sentences)
        super().__init__(f"The exports cannot be landed, {head} found:\n{lines}")


@dataclass(frozen=True)
class Finding:
    """Something that a person should know about a file.

    Parameters
    ----------
    name : str
        Groups findings of a kind, such as 'rejected_rows'.
    severity : str
        'critical' stops what is behind the gate, 'warning' is shown.
    row_count : int
        Rows that it is about.
    sentence : str
        File, counts, an example, and what to do.
    """

    name: str
    severity: Literal["critical", "warning"]
    row_count: int
    sentence: str


def listed(names: Iterable[str]) -> str:
    """Names in one line, each in quotes, the first ten of them."""
    names = [f"'{name}'" for name in names]
    shown = ", ".join(names[:10])
    return shown if len(names) <= 10 else f"{shown} and {len(names) - 10} more"
