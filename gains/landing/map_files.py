"""Export maps and the settings of a folder: `export_maps/<map>.yml` and `_settings.yml`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from gains.landing import map_syntax
from gains.landing.export_files import SETTINGS_FILE, ExportFolder
from gains.landing.map_syntax import MapError
from gains.landing.problems import LandingError
from gains.landing.rules import ColumnRule, ExportMap, canonical_map


def load_maps(folder: Path) -> tuple[dict[str, ExportMap], list[str]]:
    """Read every map of a project.

    Parameters
    ----------
    folder : Path
        The folder `export_maps/`; it may be absent.

    Returns
    -------
    tuple of (dict of str to ExportMap, list of str)
        The maps by name, the built-in `canonical` among them, and what is wrong, a sentence each.
    """
    maps = {"canonical": canonical_map()}
    problems: list[str] = []
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else []:
        shown = f"export_maps/{path.name}"
        if path.stem == "canonical":
            problems.append(f"{shown}: the map 'canonical' is built in: give yours another name.")
            continue
        try:
            content = path.read_text(encoding="utf-8")
            maps[path.stem] = replace(
                map_syntax.parse_map(path.stem, map_syntax.read_yaml(content)),
                content=_hash(content),
            )
        except (MapError, UnicodeDecodeError) as problem:
            problems.append(f"{shown}: {problem}")
            # the folder of a broken map has a map: one problem is told once
            maps[path.stem] = ExportMap(path.stem, {})
    return maps, problems


def with_settings(export_map: ExportMap, folder: ExportFolder) -> tuple[ExportMap, str]:
    """A map with what the `_settings.yml` of a folder sets otherwise.

    Parameters
    ----------
    export_map : ExportMap
        The map of the folder.
    folder : ExportFolder
        The folder of exports.

    Returns
    -------
    tuple of (ExportMap, str)
        The map to use, and a hash of the settings ('' where there are none).

    Raises
    ------
    LandingError
        When the settings cannot be read, or a required column has a constant nowhere.
    """
    path = folder.path / SETTINGS_FILE
    shown = f"exports/{folder.company.company_id}/{folder.map_name}/{SETTINGS_FILE}"
    content = ""
    try:
        if path.is_file():
            content = path.read_text(encoding="utf-8")
            export_map = _with_settings(export_map, map_syntax.read_yaml(content))
    except (MapError, UnicodeDecodeError) as problem:
        raise LandingError([f"{shown}: {problem}"]) from None
    problems = [
        f"{shown}: the map '{folder.map_name}' does not say the {name} of its rows: write\n"
        f"      constants: {{{name}: <your {name}>}}"
        for name in _unset(export_map)
    ]
    if problems:
        raise LandingError(problems)
    return export_map, _hash(content)


def _unset(export_map: ExportMap) -> list[str]:
    return list(
        dict.fromkeys(
            column.name
            for rule in export_map.tables.values()
            for column in rule.table.columns
            if column.required and column.name not in rule.columns
        )
    )


def _with_settings(export_map: ExportMap, settings: dict) -> ExportMap:
    map_syntax.check_keys(settings, map_syntax.SETTINGS_KEYS, "")
    changes = map_syntax.parse_file_settings(settings)
    if "nulls" in settings:
        changes["nulls"] = export_map.nulls + map_syntax.texts(settings["nulls"], "nulls")
    constants = settings.get("constants", {})
    if not isinstance(constants, dict):
        raise MapError("'constants' must be column: value pairs.")
    tables = dict(export_map.tables)
    for name, value in constants.items():
        with_column = [key for key, rule in tables.items() if name in rule.table.by_name]
        if not with_column:
            known = [column for rule in tables.values() for column in rule.table.by_name]
            raise MapError(
                f"constants: '{name}' is no column of the tables that the map feeds"
                f"{map_syntax.hint(name, known)}."
            )
        for key in with_column:
            rule = tables[key]
            columns = {**rule.columns, name: ColumnRule(constant=map_syntax.one_text(value, name))}
            tables[key] = replace(rule, columns=columns)
    return replace(export_map, tables=tables, **changes)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest() if content else ""
