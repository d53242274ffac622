"""What a snapshot is about: the portfolio, one company or one initiative."""

import re
from dataclasses import dataclass

from gains.frozen_reports.errors import SnapshotError

KINDS = ("portfolio", "company", "initiative")


@dataclass(frozen=True)
class About:
    """The subject of a snapshot.

    Attributes
    ----------
    kind : str
        portfolio, company or initiative.
    key : str
        company_id or initiative_id; empty for the portfolio.
    """

    kind: str
    key: str = ""

    @property
    def text(self) -> str:
        """As written on the command line: portfolio, company:harbor, initiative:dunning."""
        return f"{self.kind}:{self.key}" if self.key else self.kind

    @property
    def file_name(self) -> str:
        """As part of a folder's name: letters, digits and hyphens only."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.key.lower()).strip("-")[:40]
        return f"{self.kind}-{plain}" if plain else self.kind


def parse(text: str) -> About:
    """Read a scope as written on the command line.

    Raises
    ------
    SnapshotError
        When it is none of the three kinds, or its id is missing.
    """
    kind, _, key = text.strip().partition(":")
    if kind == "portfolio" and not key:
        return About(kind)
    if kind in KINDS[1:] and key.strip():
        return About(kind, key.strip())
    raise SnapshotError(
        f"The scope {text!r} is not known. Write portfolio, company:<company_id> or "
        "initiative:<initiative_id>."
    )
