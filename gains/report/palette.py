"""The colors of charts, light and dark; the same values as in .streamlit/config.toml."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colors by meaning. Good and bad differ for color-blind eyes; grey is inconclusive."""

    background: str
    ink: str
    muted: str
    rule: str
    good: str
    bad: str
    neutral: str
    accent: str
    band: str
    buckets: tuple[str, str, str, str, str]

    def tone(self, name: str) -> str:
        """Give the color of a tone: good, bad, warning or neutral."""
        return {"good": self.good, "bad": self.bad, "warning": self.bad}.get(name, self.neutral)


LIGHT = Palette(
    background="#FCFCFA",
    ink="#0C151C",
    muted="#5A6570",
    rule="#E2E1DA",
    good="#0B7A6B",
    bad="#B3441E",
    neutral="#727B84",
    accent="#2A5FA5",
    band="#E8E7E2",
    buckets=("#BFE1D8", "#E9DFC4", "#E7BE8D", "#D6895A", "#B3441E"),
)
DARK = Palette(
    background="#10161B",
    ink="#E8ECEE",
    muted="#A3ADB5",
    rule="#2B343B",
    good="#4FC1B0",
    bad="#F0916B",
    neutral="#98A2AB",
    accent="#7FB2EE",
    band="#222B31",
    buckets=("#2B6B62", "#5C5742", "#8A6B3F", "#B9713F", "#F0916B"),
)


def palette(theme: str | None) -> Palette:
    """Give the palette of a theme, light unless it is dark."""
    return DARK if theme == "dark" else LIGHT
