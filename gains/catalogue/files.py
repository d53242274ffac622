"""What is written from the catalogue: dbt's list of measures, and the README's table of KPIs.

`python -m gains.catalogue.files` (`make catalogue`) writes both; a test compares them.
"""

from __future__ import annotations

from pathlib import Path

from gains.catalogue.kpis import Kpi, read

ROOT = Path(__file__).resolve().parents[2]
MACRO = "macros/measures.sql"
README = "README.md"
#: Around the README's table.
BEGIN, END = "<!-- KPIs: written by `make catalogue` -->", "<!-- end of KPIs -->"


def files(root: Path = ROOT) -> dict[str, str]:
    """Return the text of every written file, by its path below the project.

    Parameters
    ----------
    root : Path, optional
        The project's folder.

    Returns
    -------
    dict of str to str
    """
    kpis = read(root)
    readme = (root / README).read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return {
        MACRO: _macro(kpis),
        README: f"{before}{BEGIN}\n{_table(kpis)}\n{END}{after}",
    }


def write(root: Path = ROOT) -> None:
    """Write the files below a project's folder."""
    for path, text in files(root).items():
        (root / path).write_text(text, encoding="utf-8")


def _macro(kpis: list[Kpi]) -> str:
    return "\n".join(
        [
            "{#",
            "    The KPIs of the catalogue, written by `make catalogue`. dbt must know",
            "    every parent of a model before it reads a table, so it cannot read the catalogue.",
            "#}",
            "{% macro measures() %}",
            "    {{ return([",
            *(f"        '{kpi.kpi_id}'," for kpi in kpis),
            "    ]) }}",
            "{% endmacro %}",
            "",
        ]
    )


def _table(kpis: list[Kpi]) -> str:
    lines = [f"| `{kpi.kpi_id}` | {kpi.definition} | {kpi.better} |" for kpi in kpis]
    return "\n".join(["| KPI | what it is | better |", "|---|---|---|", *lines])


if __name__ == "__main__":
    write()
