"""How each KPI is computed: its card, its SQL and what that reads, as the project has them."""

import re
from functools import lru_cache
from pathlib import Path

from gains.project import ROOT

REFERENCE = re.compile(r"\b(ref|source)\(\s*'([^']+)'(?:\s*,\s*'([^']+)')?\s*\)")


@lru_cache(maxsize=1)
def models() -> dict[str, Path]:
    """Give the SQL file of each model by its name."""
    return {path.stem: path for path in (ROOT / "models").rglob("*.sql")}


def measure_of(kpi_id: str) -> str | None:
    """Give the SQL of a KPI's measure, or None where there is none."""
    path = models().get(f"measure_{kpi_id}")
    return path.read_text(encoding="utf-8") if path else None


def card_of(kpi_id: str) -> str | None:
    """Give a KPI's identity card, or None where there is none."""
    for path in (ROOT / "docs" / "cards").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        found = re.search(
            r"\{%\s*docs\s+(?:kpi_)?" + re.escape(kpi_id) + r"\s*%\}(.*?)\{%\s*enddocs\s*%\}",
            text,
            re.DOTALL,
        )
        if found:
            # one line a point, as the card is written
            return found.group(1).strip().replace("\n", "  \n")
    return None


@lru_cache(maxsize=64)
def lineage_of(kpi_id: str) -> tuple[str, ...]:
    """Give what a KPI's measure reads, step by step, down to the exports and the register.

    Returns
    -------
    tuple of str
        One line a step: `measure <- fct_cases`, indented by its depth.
    """
    lines: list[str] = []
    seen: set[str] = set()

    def walk(name: str, depth: int) -> None:
        lines.append("  " * depth + name + (" (see above)" if name in seen else ""))
        path = models().get(name)
        if name in seen or path is None:
            return
        seen.add(name)
        for kind, first, second in REFERENCE.findall(path.read_text(encoding="utf-8")):
            walk(f"{first}.{second}" if kind == "source" else first, depth + 1)

    if f"measure_{kpi_id}" in models():
        walk(f"measure_{kpi_id}", 0)
    return tuple(lines)
