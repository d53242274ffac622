"""What a table of the workbook is: columns, formats, formulas that recompute its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from gains.frozen_reports.pages import Pages


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Key of the row, and of {name} in formulas.
    label : str
        Header.
    kind : str
        Cell format: text, wrapped, number, exact, count, money, share, date.
    width : int
        In characters.
    formula : str
        Excel formula over {names} of the same row; the row's own value is its frozen result.
    """

    name: str
    label: str
    kind: str = "text"
    width: int = 14
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table; `chart` names a category column and up to two figures to draw."""

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    chart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A cell's own formula, without the equals sign, and its frozen result."""

    text: str
    result: float


def letter(columns: tuple[Column, ...], name: str) -> str:
    """Give the letter of a column."""
    return str(xl_col_to_name([column.name for column in columns].index(name)))


def names(content: Pages) -> dict[str, Mapping[str, Any]]:
    """Give the register row of each initiative."""
    return {row["initiative_id"]: row for row in content.figures.initiatives}


def with_names(content: Pages, rows: tuple[Mapping[str, Any], ...]) -> list[dict[str, Any]]:
    """Put initiative, company, KPI name, unit and currency beside rows that have only ids."""
    known = names(content)
    kpis: dict[str, Mapping[str, Any]] = {str(kpi["kpi_id"]): kpi for kpi in content.figures.kpis}
    return [
        {
            **row,
            "initiative_name": known[row["initiative_id"]]["initiative_name"],
            "company_name": known[row["initiative_id"]]["company_name"],
            "currency": known[row["initiative_id"]]["currency"],
            "kpi_name": kpis.get(row["kpi_id"], {}).get("kpi_name", row["kpi_id"]),
            "unit": kpis.get(row["kpi_id"], {}).get("unit", ""),
        }
        for row in rows
    ]


WHO = (
    Column("initiative_name", "Initiative", width=30),
    Column("company_name", "Company", width=22),
)
WHAT = (*WHO, Column("kpi_name", "KPI", width=24), Column("unit", "Unit", width=12))
