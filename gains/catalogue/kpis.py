"""The lines of the catalogue."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path

CATALOGUE = "seeds/kpis.csv"


@dataclass(frozen=True)
class Kpi:
    """A line of the catalogue; every cell as text.

    Parameters
    ----------
    kpi_id, kpi_name : str
        The id is also the name of the measure, `measure_<kpi_id>`.
    kind : str
        duration, mean, ratio, proportion, count or balance: which statistics it takes.
    unit : str
        What a figure is counted in.
    better : str
        lower or higher.
    source : str
        cases or receivables.
    needs : str
        Further tables that it reads, divided by semicolons.
    verdict_from : str
        The KPI whose verdict a balance takes; mostly empty.
    priced_as : str
        How a change becomes money; empty: it does not.
    plausible_low, plausible_high : str
        Limits outside of which no figure is published.
    version : str
        One more with each change of the definition.
    definition : str
        What it is, in a line.
    """

    kpi_id: str
    kpi_name: str
    kind: str
    unit: str
    better: str
    source: str
    needs: str
    verdict_from: str
    priced_as: str
    plausible_low: str
    plausible_high: str
    version: str
    definition: str


def read(root: Path) -> list[Kpi]:
    """Return the catalogue of a project, in its order.

    Parameters
    ----------
    root : Path
        The project's folder.

    Returns
    -------
    list of Kpi
    """
    names = [field.name for field in fields(Kpi)]
    with (root / CATALOGUE).open(encoding="utf-8", newline="") as file:
        return [Kpi(**{name: line[name] or "" for name in names}) for line in csv.DictReader(file)]
