"""The YAML of an export map, checked key by key as it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import yaml

from gains.canonical import TABLES, Table
from gains.landing.problems import listed, nearest
from gains.landing.rules import (
    ColumnRule,
    DateOrder,
    ExportMap,
    NumberStyle,
    RowTest,
    Sign,
    TableRule,
    Unit,
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


class MapError(Exception):
    """What is wrong at one place of a map."""


def read_yaml(content: str) -> dict:
    """The key and value pairs of a YAML text; every value stays a text."""
    try:
        # every scalar stays a text: a value 'No' or 2024-01-31 means what is written
        parsed = yaml.load(content, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise MapError(
            f"{where}this is not valid YAML ({getattr(error, 'problem', error)})."
        ) from None
    if parsed in (None, ""):
        return {}
    if not isinstance(parsed, dict):
        raise MapError("the file must consist of 'key: value' pairs.")
    return parsed


def parse_map(name: str, parsed: dict) -> ExportMap:
    """An export map of its parsed YAML; raises MapError at the first place that is wrong."""
    check_keys(parsed, MAP_KEYS, "")
    tables = parsed.get("tables")
    if not isinstance(tables, dict) or not tables:
        raise MapError(f"'tables' must name at least one of {', '.join(TABLES)}.")
    rules = {}
    for table_name, table in tables.items():
        if table_name not in TABLES:
            raise MapError(
                f"tables.{table_name} is no canonical table{hint(table_name, TABLES)}: "
                f"there are {', '.join(TABLES)}."
            )
        rules[table_name] = _table(TABLES[table_name], table, f"tables.{table_name}")
    return ExportMap(
        name,
        rules,
        ignored_rows=_tests(parsed.get("ignored_rows", []), "ignored_rows"),
        nulls=texts(parsed.get("nulls", []), "nulls"),
        **parse_file_settings(parsed),
    )


def parse_file_settings(parsed: dict) -> dict[str, Any]:
    """The settings of a file, as fields of ExportMap; raises MapError."""
    found: dict[str, Any] = {key: one_text(parsed[key], key) for key in FILE_KEYS if key in parsed}
    if "delimiter" in found:
        found["delimiter"] = {"tab": "\t", "\\t": "\t"}.get(found["delimiter"], found["delimiter"])
        if len(found["delimiter"]) != 1:
            raise MapError("'delimiter' must be one character, or tab.")
    if "header_row" in found:
        if not found["header_row"].isdigit() or found["header_row"] == "0":
            raise MapError("'header_row' must be the number of a line, counted from 1.")
        found["header_row"] = int(found["header_row"])
    _check_styles(found, "")
    if "delivered" in found:
        _check_pattern(found["delivered"], "delivered")
    covers = parsed.get("covers", {})
    if not isinstance(covers, dict):
        raise MapError("'covers' must be {from: <date>, to: <date>}.")
    check_keys(covers, ("from", "to"), "covers.")
    for key, value in covers.items():
        try:
            found[f"covers_{key}"] = date.fromisoformat(value).isoformat()
        except (ValueError, TypeError):
            raise MapError(f"covers.{key}: '{value}' is not a date like 2024-01-31.") from None
    return found


def _table(table: Table, parsed: Any, place: str) -> TableRule:
    if not isinstance(parsed, dict):
        raise MapError(f"{place} must have 'columns'.")
    check_keys(parsed, TABLE_KEYS, f"{place}.")
    columns = parsed.get("columns")
    if not isinstance(columns, dict):
        raise MapError(f"{place}.columns must say where each column comes from.")
    rules = {}
    for name, value in columns.items():
        if name not in table.by_name:
            raise MapError(
                f"{place}.columns.{name} is no column of {table.name}"
                f"{hint(name, table.by_name)}: there are {', '.join(table.by_name)}."
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
        raise MapError(f"{place} must be a header of the export, or settings.")
    check_keys(parsed, COLUMN_KEYS, f"{place}.")
    # 'company' and 'made_of' may stand behind 'from', for rows where it is empty
    for keys in (("from", "join", "constant"), ("constant", "company", "made_of", "default")):
        both = [key for key in keys if key in parsed]
        if len(both) > 1:
            raise MapError(f"{place} has both '{both[0]}' and '{both[1]}': keep one of them.")
    found: dict[str, Any] = {}
    if "from" in parsed:
        found["sources"] = (texts(parsed["from"], f"{place}.from"),)
    for key, name in (("join", "sources"), ("made_of", "made_of")):
        if key in parsed:
            if not isinstance(parsed[key], list):
                raise MapError(f"{place}.{key} must be a list of headers.")
            found[name] = tuple(texts(one, f"{place}.{key}") for one in parsed[key])
    for key in ("separator", "constant", "otherwise", "default", "format", "time_zone"):
        if key in parsed:
            found[key] = one_text(parsed[key], f"{place}.{key}")
    if "company" in parsed:
        if parsed["company"] != "currency":
            raise MapError(f"{place}.company can only be 'currency'.")
        found["of_company"] = "currency"
    if "values" in parsed:
        if not isinstance(parsed["values"], dict):
            raise MapError(f"{place}.values must be 'value of the export: canonical value' pairs.")
        found["values"] = {
            key.strip().lower(): one_text(value, f"{place}.values.{key}")
            for key, value in parsed["values"].items()
        }
    found["is_needed"] = _boolean(parsed.get("needed", "false"), f"{place}.needed")
    if "otherwise" in found and "values" not in found:
        raise MapError(f"{place}.otherwise needs 'values' beside it.")
    if "nulls" in parsed:
        found["nulls"] = texts(parsed["nulls"], f"{place}.nulls")
    for key in ("date_order", "number_style", "sign", "unit"):
        if key in parsed:
            found[key] = one_text(parsed[key], f"{place}.{key}")
    _check_styles(found, f"{place}.")
    return ColumnRule(**found)


def _tests(parsed: Any, place: str) -> tuple[RowTest, ...]:
    if not isinstance(parsed, list):
        raise MapError(f"{place} must be a list.")
    found = []
    for position, test in enumerate(parsed, start=1):
        here = f"{place}, entry {position}"
        if not isinstance(test, dict):
            raise MapError(f"{here} must be like {{column: Status, in: [Paid]}}.")
        check_keys(test, TEST_KEYS, f"{here}, ")
        questions = [key for key in TEST_KEYS[2:] if key in test]
        if len(questions) != 1:
            raise MapError(f"{here} must have one of {', '.join(TEST_KEYS[2:])}.")
        key = questions[0]
        column = texts(test["column"], here) if "column" in test else ()
        if key in ("in", "not_in"):
            row_test = RowTest(column, is_in=texts(test[key], here))
        elif key == "is_empty":
            row_test = RowTest(column, is_empty=_boolean(test[key], here))
        else:
            row_test = RowTest(column, matches=_check_pattern(one_text(test[key], here), here))
        optional = _boolean(test.get("optional", "false"), here)
        found.append(replace(row_test, negated=key.startswith("not_"), is_optional=optional))
    return tuple(found)


def check_keys(parsed: dict, known: tuple[str, ...], place: str) -> None:
    """Refuse a key that is not known, with the nearest one that is."""
    for key in parsed:
        if key not in known:
            raise MapError(
                f"'{place}{key}' is not known{hint(key, known)}: there are {', '.join(known)}."
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
            raise MapError(f"{place}{key}: '{found[key]}' must be one of {listed(words)}.")


def _check_pattern(pattern: str, place: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise MapError(f"{place}: '{pattern}' is no regular expression ({error}).") from None
    return pattern


def hint(name: str, candidates) -> str:
    """A bracket with the nearest candidate, empty where none is near."""
    near = nearest(str(name), candidates)
    return f" (the nearest is '{near}')" if near else ""


def one_text(value: Any, place: str) -> str:
    """A value that must be a single one."""
    if not isinstance(value, str):
        raise MapError(f"{place} must be one value.")
    return value


def texts(value: Any, place: str) -> tuple[str, ...]:
    """One value, or a list of values."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value) and value:
        return tuple(value)
    if value == []:
        return ()
    raise MapError(f"{place} must be a value, or a list of values.")


def _boolean(value: Any, place: str) -> bool:
    if value not in ("true", "false"):
        raise MapError(f"{place} must be true or false.")
    return value == "true"
