"""What is written from `gains.canonical`: dbt's macro and sources, and a page of documentation.

`python -m gains.canonical_files` (`make canonical`) writes the files; a test compares them.
"""

from __future__ import annotations

from pathlib import Path

from gains.canonical import TABLES, Column, Table

ROOT = Path(__file__).resolve().parents[1]
MACRO = "macros/canonical.sql"
SOURCES = "models/staging/sources.yml"
PAGE = "docs/canonical.md"


def files() -> dict[str, str]:
    """Return the text of every written file, by its path below the project."""
    return {MACRO: _macro(), SOURCES: _sources(), PAGE: _page()}


def write(root: Path = ROOT) -> None:
    """Write the files below a project's folder."""
    for path, text in files().items():
        (root / path).write_text(text, encoding="utf-8")


def _macro() -> str:
    lines = [
        "{# Written by `make canonical` from gains/canonical.py: change it there. #}",
        "{% macro canonical_tables() %}",
        "    {{ return({",
    ]
    for table in TABLES.values():
        lines += [f"        '{table.name}': {{", *_macro_table(table), "        },"]
    return "\n".join([*lines, "    }) }}", "{% endmacro %}", ""])


def _macro_table(table: Table) -> list[str]:
    def quoted(names: list[str] | tuple[str, ...]) -> str:
        return "[" + ", ".join(f"'{name}'" for name in names) + "]"

    def text(value: str | None) -> str:
        return f"'{value}'" if value else "none"

    columns = [f"                '{column.name}': '{column.type}'," for column in table.columns]
    nullable = [name for name in table.key if not table.by_name[name].required]
    later = [column.name for column in table.columns if column.comes_later]
    return [
        f"            'key': {quoted(table.key)},",
        f"            'nullable_in_key': {quoted(nullable)},",
        f"            'repeats': {str(table.repeats).lower()},",
        f"            'shares_keys': {str(table.shares_keys).lower()},",
        f"            'money': {text(table.money)},",
        f"            'day': '{table.covered_by[0]}',",
        f"            'later_day': {text(table.later_day)},",
        f"            'later_columns': {quoted(later)},",
        "            'columns': {",
        *columns,
        "            },",
    ]


def _sources() -> str:
    lines = [
        "# Written by `make canonical` from gains/canonical.py: change it there.",
        "sources:",
        "  - name: landed",
        "    description: >",
        "      Exports as canonical Parquet, made by `landed_files` before any of these is read.",
        "      For every table a file without rows is there too.",
        "    config:",
        "      external_location: \"read_parquet('landed/{name}/*.parquet')\"",
        "    tables:",
    ]
    for table in TABLES.values():
        lines += [
            f"      - name: {table.name}",
            "        description: >",
            f"          One row per {table.row[2:].lstrip()}, from each row that could be read.",
            "        columns:",
        ]
        for column in table.columns:
            lines.append(f"          - name: {column.name}")
            if column.about:
                lines += ["            description: >", f"              {column.about}"]
    lines += [
        "      - name: rejected_rows",
        "        description: One row per row of an export that could not be read.",
        "      - name: export_values",
        "        description: One row per file, column with a vocabulary, and value.",
        "      - name: landing_findings",
        "        description: One row per thing that landing has to say about a file.",
        "",
    ]
    return "\n".join(lines)


def _page() -> str:
    lines = [
        "# The canonical tables",
        "",
        "Written by `make canonical` from `gains/canonical.py`: change it there.",
        "",
        "What every export becomes, whatever system it came from. A file in a folder `canonical`",
        "is named after its table and has exactly these columns (bold: must be there). Times are",
        "ISO 8601, in the company's time zone unless they say otherwise; dates ISO; money plain",
        "decimals.",
    ]
    for table in TABLES.values():
        lines += [
            "",
            f"## {table.name}",
            "",
            f"One row per {table.row[2:].lstrip()}. Key: {', '.join(table.key)}.",
            "",
            "| column | type | what |",
            "|---|---|---|",
            *(_page_row(column) for column in table.columns),
        ]
    return "\n".join([*lines, ""])


def _page_row(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    said = [column.about] if column.about else []
    if column.vocabulary:
        said.append(f"One of {', '.join(column.vocabulary)}.")
    if column.default:
        said.append(f"Empty means {column.default}.")
    return f"| {name} | {column.type} | {' '.join(said)} |"


if __name__ == "__main__":
    write()
