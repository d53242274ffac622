"""The contracts of the published tables, read from their yml; writes the types of their rows.

Run `python -m gains.published.contracts` (or `make types`) after a contract has changed.
"""

import keyword
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gains.project import ROOT

MARTS = Path("models") / "marts"
LIST = Path("macros") / "published_tables.sql"
ROWS = Path(__file__).with_name("rows.py")
ALIAS = re.compile(r"alias\s*=\s*'(\w+)'")
#: Type in a contract, without its precision -> type of a row's value; a reader turns decimals into
#: floats.
PYTHON = {
    "string": "str",
    "bigint": "int",
    "integer": "int",
    "double": "float",
    "decimal": "float",
    "boolean": "bool",
    "date": "date",
    "timestamp": "datetime",
}
HEAD = '''"""Rows of the published tables, by their contracts. `make types` writes it anew."""

from datetime import {dates}
from typing import TypedDict
'''


@dataclass(frozen=True)
class Column:
    """One column of a contract: its SQL type, and whether a test keeps it from being empty."""

    name: str
    data_type: str
    is_filled: bool

    @property
    def python(self) -> str:
        """The type of its values in a row."""
        known = PYTHON[self.data_type.split("(")[0].strip()]
        return known if self.is_filled else f"{known} | None"


@dataclass(frozen=True)
class Contract:
    """One published table: its name for readers, its model, and its columns in order."""

    table: str
    model: str
    columns: tuple[Column, ...]


def contracts(root: Path = ROOT) -> dict[str, Contract]:
    """Return the contract of every published table by the table's name.

    Parameters
    ----------
    root : Path
        The project's folder.

    Raises
    ------
    ValueError
        When a published model has no contract.
    """
    described = {}
    for path in sorted((root / MARTS).rglob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            described[model["name"]] = model
    files = {path.stem: path for path in (root / MARTS).rglob("*.sql")}
    files |= {path.stem: path for path in (root / MARTS).rglob("*.py")}
    found = {}
    listing = (root / LIST).read_text(encoding="utf-8").split("return([", 1)[1]
    for name in re.findall(r"'(\w+)'", listing):
        model = described.get(name, {})
        if not model.get("config", {}).get("contract", {}).get("enforced"):
            raise ValueError(f"The published model {name} has no enforced contract.")
        alias = ALIAS.search(files[name].read_text(encoding="utf-8"))
        table = model["config"].get("alias") or (alias[1] if alias else name)
        key = key_of(model)
        columns = tuple(
            Column(one["name"], str(one["data_type"]).lower(), one["name"] in key or is_filled(one))
            for one in model["columns"]
        )
        found[table] = Contract(table, name, columns)
    return found


def is_filled(column: dict[str, Any]) -> bool:
    """Whether a not_null or a unique test or constraint is declared on a column."""
    declared = [*column.get("data_tests", []), *column.get("constraints", [])]
    names = {
        test if isinstance(test, str) else test.get("type") or next(iter(test)) for test in declared
    }
    return bool(names & {"not_null", "unique"})


def key_of(model: dict[str, Any]) -> set[str]:
    """Return the columns that a test of unique combinations names."""
    tests = [one["unique_combination_of_columns"] for one in model.get("data_tests", [])
             if isinstance(one, dict) and "unique_combination_of_columns" in one]  # fmt: skip
    return {name for one in tests for name in (one.get("arguments") or one).get("columns", [])}


def class_name(table: str) -> str:
    """Return the name of a table's row type: kpi_effects -> KpiEffectsRow."""
    return "".join(part.capitalize() for part in table.split("_")) + "Row"


def types(tables: dict[str, Contract]) -> str:
    """Return the module of row types."""
    used = {one.data_type for contract in tables.values() for one in contract.columns}
    parts = [HEAD.format(dates="date, datetime" if "timestamp" in used else "date")]
    for table, contract in sorted(tables.items()):
        name = class_name(table)
        if any(keyword.iskeyword(column.name) for column in contract.columns):
            lines = "".join(f'        "{one.name}": {one.python},\n' for one in contract.columns)
            parts.append(
                f'{name} = TypedDict(\n    "{name}",\n    {{\n{lines}    }},\n)\n'
                f'"""A row of {table}."""\n'
            )
        else:
            lines = "".join(f"    {one.name}: {one.python}\n" for one in contract.columns)
            parts.append(f'class {name}(TypedDict):\n    """A row of {table}."""\n\n{lines}')
    lines = "".join(f'    "{table}": {class_name(table)},\n' for table in sorted(tables))
    parts.append(
        f"#: Published table -> the type of its rows.\nTABLES: dict[str, type] = {{\n{lines}}}\n"
    )
    return "\n\n".join(parts)


def main() -> int:
    """Write the types of the contracts as they are now."""
    ROWS.write_text(types(contracts()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
