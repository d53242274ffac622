"""JSON Schemas of the YAML files that people write, so that an editor completes and checks them.

`python -m gains.schemas` writes them anew; a test says when they are out of date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gains.canonical import TABLES
from gains.landing.map.map_syntax import MapSyntax, SettingsSyntax
from gains.validation.suites import SuiteSyntax

FOLDER = Path("docs/schemas")


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by file name, as they should be.

    Returns
    -------
    dict of str to dict
        `export_map.json` for `export_maps/*.yml`, `settings.json` for `_settings.yml`,
        `suite.json` for `expectations/*.yml`.
    """
    export_map = MapSyntax.model_json_schema()
    definitions = export_map["$defs"]
    one_table = definitions.pop("TableSyntax")
    column = one_table["properties"]["columns"]["additionalProperties"]
    tables = {}
    for name, table in TABLES.items():
        columns = {
            "type": "object",
            "description": "By canonical column.",
            "properties": {one.name: column for one in table.columns},
            "additionalProperties": False,
        }
        tables[name] = {
            **one_table,
            "title": name,
            "properties": {**one_table["properties"], "columns": columns},
        }
    export_map["properties"]["tables"] = {
        "type": "object",
        "description": "By canonical table.",
        "properties": tables,
        "additionalProperties": False,
        "minProperties": 1,
    }
    export_map["required"] = ["tables"]
    return {
        "export_map.json": {**export_map, "title": "Export map"},
        "settings.json": {
            **SettingsSyntax.model_json_schema(),
            "title": "Settings of a folder of exports",
        },
        "suite.json": {**SuiteSyntax.model_json_schema(), "title": "Suite of expectations"},
    }


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file_name, schema in schemas().items():
        (FOLDER / file_name).write_text(as_text(schema), encoding="utf-8")
