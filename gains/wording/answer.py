"""A page's answer: headline, detail, and the published figures that it states."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A page's answer: the headline is read first, the detail carries range and grade.

    `figure_ids` are the rows of `headline_figures` that it states.
    """

    headline: str
    detail: str = ""
    figure_ids: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole answer as one plain paragraph."""
        return f"{self.headline} {self.detail}".strip()
