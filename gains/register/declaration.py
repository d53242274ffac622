"""Which columns each file of the register has: read from the YAML that dbt documents them with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from gains.canonical import Column, ColumnType, Table
from gains.landing.map.rules import ColumnRule, TableRule

#: The one place where a column of the register is declared; dbt calls the files its sources.
DECLARATION = Path("models/staging/register/register.yml")

#: How a value is read, by the type that its column is declared with.
READ_AS: dict[str, ColumnType] = {
    "string": "text",
    "date": "date",
    "double": "number",
    "decimal(18, 4)": "money",
    "integer": "integer",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class RegisterColumn:
    """One column of a file of the register.

    Parameters
    ----------
    name : str
        As in the header.
    data_type : str
        A key of `READ_AS`.
    is_needed : bool
        Whether a file without the column is refused; an optional column may be absent.
    default : str or None
        What an empty cell means.
    fold : {'', 'lower', 'upper', 'list'}
        The case that a text is put in; 'list' is lower case without blanks.
    """

    name: str
    data_type: str = "string"
    is_needed: bool = False
    default: str | None = None
    fold: Literal["", "lower", "upper", "list"] = ""


@dataclass(frozen=True)
class RegisterFile:
    """One file of the register, `seeds/<name>.csv`.

    Parameters
    ----------
    name : str
        Of the file without its ending, and of dbt's source.
    columns : tuple of RegisterColumn
        In the order in which they are declared.
    is_needed : bool
        Whether the project cannot do without the file.
    """

    name: str
    columns: tuple[RegisterColumn, ...]
    is_needed: bool = True

    def rule(self, has_plain_numbers: frozenset[str]) -> TableRule:
        """How landing reads the file.

        Parameters
        ----------
        has_plain_numbers : frozenset of str
            The columns whose numbers are known to be plain, such as 1234.5; the style of others is
            found out over the whole column.

        Returns
        -------
        TableRule
        """
        return TableRule(
            Table(
                self.name,
                row="a line of the file",
                key=("line_number",),
                columns=tuple(
                    Column(column.name, type=READ_AS[column.data_type], default=column.default)
                    for column in self.columns
                ),
                covered_by=(),
            ),
            {
                column.name: ColumnRule(
                    sources=((column.name,),),
                    is_needed=column.is_needed,
                    number_style="plain" if column.name in has_plain_numbers else None,
                )
                for column in self.columns
            },
        )


def declared(project: Path) -> dict[str, RegisterFile]:
    """Read the declaration of the register.

    Parameters
    ----------
    project : Path
        The project's folder.

    Returns
    -------
    dict of str to RegisterFile
        By the name of the file without its ending.
    """
    return _declared((project / DECLARATION).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _declared(text: str) -> dict[str, RegisterFile]:
    tables = yaml.safe_load(text)["sources"][0]["tables"]
    return {table["name"]: _file(table) for table in tables}


def _file(table: dict) -> RegisterFile:
    return RegisterFile(
        table["name"],
        tuple(_column(column) for column in table["columns"]),
        is_needed=not _meta(table).get("optional", False),
    )


def _column(column: dict) -> RegisterColumn:
    meta = _meta(column)
    return RegisterColumn(
        column["name"],
        column["data_type"],
        is_needed=not meta.get("optional", False),
        default=meta.get("default"),
        fold=meta.get("fold", ""),
    )


def _meta(entry: dict) -> dict:
    return entry.get("config", {}).get("meta", {})
