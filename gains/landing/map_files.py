"""Export maps as they are written, `export_maps/<map>.yml` and `_settings.yml`, and checked."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from gains.canonical import TABLES, Table
from gains.landing.export_files import SETTINGS_FILE, ExportFolder
from gains.landing.problems import LandingError, listed, nearest
from gains.landing.rules import (
    ColumnRule,
    DateOrder,
    ExportMap,
    NumberStyle,
    RowTest,
    Sign,
    TableRule,
    Unit,
    canonical_map,
)

FILE_KEYS = (
    "encoding", "delimiter", "sheet", "header_row", "date_order", "number_style", "time_zone",
    "delivered",
)  # fmt: skip
MAP_KEYS = ("description", "tables", "ignored_rows", "nulls", "covers", *FILE_KEYS)
TABLE_KEYS = ("columns", "only", "one_row_per_key")
COLUMN_KEYS = (
    "from", "join", "separator", "constant", "company", "made_of", "values", "otherwise",
    "default", "nulls", "format", "date_order", "number_style", "sign", "unit", "time_zone",
    "needed",
)  # fmt: skip
TEST_KEYS = ("column", "optional", "in", "not_in", "matches", "not_matches", "is_empty")
SETTINGS_KEYS = ("constants", "covers", "sheet", "nulls", *FILE_KEYS)


class _MapError(Exception):
    """What is wrong at one place of a map."""


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
            maps[path.stem] = replace(_map(path.stem, _yaml(content)), content=_hash(content))
        except (_MapError, UnicodeDecodeError) as problem:
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
            export_map = _with_settings(export_map, _yaml(content))
    except (_MapError, UnicodeDecodeError) as problem:
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
    _check_keys(settings, SETTINGS_KEYS, "")
    changes = _file_settings(settings)
    if "nulls" in settings:
        changes["nulls"] = export_map.nulls + _texts(settings["nulls"], "nulls")
    constants = settings.get("constants", {})
    if not isinstance(constants, dict):
        raise _MapError("'constants' must be column: value pairs.")
    tables = dict(export_map.tables)
    for name, value in constants.items():
        with_column = [key for key, rule in tables.items() if name in rule.table.by_name]
        if not with_column:
            raise _MapError(
                f"constants: '{name}' is no column of the tables that the map feeds"
                f"{_hint(name, [c for rule in tables.values() for c in rule.table.by_name])}."
            )
        for key in with_column:
            rule = tables[key]
            columns = {**rule.columns, name: ColumnRule(constant=_text(value, name))}
            tables[key] = replace(rule, columns=columns)
    return replace(export_map, tables=tables, **changes)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest() if content else ""


def _yaml(content: str) -> dict:
    try:
        # every scalar stays a text: a value 'No' or 2024-01-31 means what is written
        parsed = yaml.load(content, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise _MapError(
            f"{where}this is not valid YAML ({getattr(error, 'problem', error)})."
        ) from None
    if parsed in (None, ""):
        return {}
    if not isinstance(parsed, dict):
        raise _MapError("the file must consist of 'key: value' pairs.")
    return parsed


def _map(name: str, parsed: dict) -> ExportMap:
    _check_keys(parsed, MAP_KEYS, "")
    tables = parsed.get("tables")
    if not isinstance(tables, dict) or not tables:
        raise _MapError(f"'tables' must name at least one of {', '.join(TABLES)}.")
    rules = {}
    for table_name, table in tables.items():
        if table_name not in TABLES:
            raise _MapError(
                f"tables.{table_name} is no canonical table{_hint(table_name, TABLES)}: "
                f"there are {', '.join(TABLES)}."
            )
        rules[table_name] = _table(TABLES[table_name], table, f"tables.{table_name}")
    return ExportMap(
        name,
        rules,
        ignored_rows=_tests(parsed.get("ignored_rows", []), "ignored_rows"),
        nulls=_texts(parsed.get("nulls", []), "nulls"),
        **_file_settings(parsed),
    )


def _file_settings(parsed: dict) -> dict[str, Any]:
    found: dict[str, Any] = {key: _text(parsed[key], key) for key in FILE_KEYS if key in parsed}
    if "delimiter" in found:
        found["delimiter"] = {"tab": "\t", "\\t": "\t"}.get(found["delimiter"], found["delimiter"])
        if len(found["delimiter"]) != 1:
            raise _MapError("'delimiter' must be one character, or tab.")
    if "header_row" in found:
        if not found["header_row"].isdigit() or found["header_row"] == "0":
            raise _MapError("'header_row' must be the number of a line, counted from 1.")
        found["header_row"] = int(found["header_row"])
    _check_styles(found, "")
    if "delivered" in found:
        _check_pattern(found["delivered"], "delivered")
    covers = parsed.get("covers", {})
    if not isinstance(covers, dict):
        raise _MapError("'covers' must be {from: <date>, to: <date>}.")
    _check_keys(covers, ("from", "to"), "covers.")
    for key, value in covers.items():
        try:
            found[f"covers_{key}"] = date.fromisoformat(value).isoformat()
        except (ValueError, TypeError):
            raise _MapError(f"covers.{key}: '{value}' is not a date like 2024-01-31.") from None
    return found


def _table(table: Table, parsed: Any, place: str) -> TableRule:
    if not isinstance(parsed, dict):
        raise _MapError(f"{place} must have 'columns'.")
    _check_keys(parsed, TABLE_KEYS, f"{place}.")
    columns = parsed.get("columns")
    if not isinstance(columns, dict):
        raise _MapError(f"{place}.columns must say where each column comes from.")
    rules = {}
    for name, value in columns.items():
        if name not in table.by_name:
            raise _MapError(
                f"{place}.columns.{name} is no column of {table.name}"
                f"{_hint(name, table.by_name)}: there are {', '.join(table.by_name)}."
            )
        rules[name] = _column(value, f"{place}.columns.{name}")
    return TableRule(
        table,
        rules,
        only=_tests(parsed.get("only", []), f"{place}.only"),
        is_one_row_per_key=_boolean(
            parsed.get("one_row_per_key", "false"), f"{place}.one_row_per_key"
        ),
    )


def _column(parsed: Any, place: str) -> ColumnRule:
    if isinstance(parsed, str | list):
        parsed = {"from": parsed}
    if not isinstance(parsed, dict):
        raise _MapError(f"{place} must be a header of the export, or settings.")
    _check_keys(parsed, COLUMN_KEYS, f"{place}.")
    # 'company' and 'made_of' may stand behind 'from', for rows where it is empty
    for keys in (("from", "join", "constant"), ("constant", "company", "made_of", "default")):
        both = [key for key in keys if key in parsed]
        if len(both) > 1:
            raise _MapError(f"{place} has both '{both[0]}' and '{both[1]}': keep one of them.")
    found: dict[str, Any] = {}
    if "from" in parsed:
        found["sources"] = (_texts(parsed["from"], f"{place}.from"),)
    for key, name in (("join", "sources"), ("made_of", "made_of")):
        if key in parsed:
            if not isinstance(parsed[key], list):
                raise _MapError(f"{place}.{key} must be a list of headers.")
            found[name] = tuple(_texts(one, f"{place}.{key}") for one in parsed[key])
    for key in ("separator", "constant", "otherwise", "default", "format", "time_zone"):
        if key in parsed:
            found[key] = _text(parsed[key], f"{place}.{key}")
    if "company" in parsed:
        if parsed["company"] != "currency":
            raise _MapError(f"{place}.company can only be 'currency'.")
        found["of_company"] = "currency"
    if "values" in parsed:
        if not isinstance(parsed["values"], dict):
            raise _MapError(f"{place}.values must be 'value of the export: canonical value' pairs.")
        found["values"] = {
            key.strip().lower(): _text(value, f"{place}.values.{key}")
            for key, value in parsed["values"].items()
        }
    found["is_needed"] = _boolean(parsed.get("needed", "false"), f"{place}.needed")
    if "otherwise" in found and "values" not in found:
        raise _MapError(f"{place}.otherwise needs 'values' beside it.")
    if "nulls" in parsed:
        found["nulls"] = _texts(parsed["nulls"], f"{place}.nulls")
    for key in ("date_order", "number_style", "sign", "unit"):
        if key in parsed:
            found[key] = _text(parsed[key], f"{place}.{key}")
    _check_styles(found, f"{place}.")
    return ColumnRule(**found)


def _tests(parsed: Any, place: str) -> tuple[RowTest, ...]:
    if not isinstance(parsed, list):
        raise _MapError(f"{place} must be a list.")
    found = []
    for position, test in enumerate(parsed, start=1):
        here = f"{place}, entry {position}"
        if not isinstance(test, dict):
            raise _MapError(f"{here} must be like {{column: Status, in: [Paid]}}.")
        _check_keys(test, TEST_KEYS, f"{here}, ")
        questions = [key for key in TEST_KEYS[2:] if key in test]
        if len(questions) != 1:
            raise _MapError(f"{here} must have one of {', '.join(TEST_KEYS[2:])}.")
        key = questions[0]
        column = _texts(test["column"], here) if "column" in test else ()
        if key in ("in", "not_in"):
            row_test = RowTest(column, is_in=_texts(test[key], here))
        elif key == "is_empty":
            row_test = RowTest(column, is_empty=_boolean(test[key], here))
        else:
            row_test = RowTest(column, matches=_check_pattern(_text(test[key], here), here))
        optional = _boolean(test.get("optional", "false"), here)
        found.append(replace(row_test, negated=key.startswith("not_"), is_optional=optional))
    return tuple(found)


def _check_keys(parsed: dict, known: tuple[str, ...], place: str) -> None:
    for key in parsed:
        if key not in known:
            raise _MapError(
                f"'{place}{key}' is not known{_hint(key, known)}: there are {', '.join(known)}."
            )


def _check_styles(found: dict[str, Any], place: str) -> None:
    allowed = {
        "date_order": get_args(DateOrder),
        "number_style": get_args(NumberStyle),
        "sign": get_args(Sign),
        "unit": get_args(Unit),
    }
    for key, words in allowed.items():
        if key in found and found[key] not in words:
            raise _MapError(f"{place}{key}: '{found[key]}' must be one of {listed(words)}.")


def _check_pattern(pattern: str, place: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise _MapError(f"{place}: '{pattern}' is no regular expression ({error}).") from None
    return pattern


def _hint(name: str, candidates) -> str:
    near = nearest(str(name), candidates)
    return f" (the nearest is '{near}')" if near else ""


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise _MapError(f"{place} must be one value.")
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value) and value:
        return tuple(value)
    if value == []:
        return ()
    raise _MapError(f"{place} must be a value, or a list of values.")


def _boolean(value: Any, place: str) -> bool:
    if value not in ("true", "false"):
        raise _MapError(f"{place} must be true or false.")
    return value == "true"
