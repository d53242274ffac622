"""Export maps and the settings of a folder: `export_maps/<map>.yml` and `_settings.yml`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from gains.canonical import TABLES
from gains.checked_yaml import YamlError, hint, read_text, read_yaml, sentences
from gains.landing.find.export_files import SETTINGS_FILE, ExportFolder
from gains.landing.map.map_syntax import (
    ColumnSyntax,
    FileSyntax,
    MapSyntax,
    PlusDaysSyntax,
    RowTestSyntax,
    SettingsSyntax,
    StatusSyntax,
    TableSyntax,
)
from gains.landing.map.rules import (
    ColumnRule,
    ExportMap,
    Meaning,
    PlusDays,
    RowTest,
    StatusRule,
    TableRule,
    canonical_map,
    fold_value,
)
from gains.landing.problems import LandingError


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
            content = read_text(path)
            maps[path.stem] = replace(parse_map(path.stem, content), content=_hash(content))
        except YamlError as error:
            problems += [f"{shown}: {sentence}" for sentence in error.sentences]
            # the folder of a broken map has a map: one problem is told once
            maps[path.stem] = ExportMap(path.stem, {})
    return maps, problems


def with_settings(export_map: ExportMap, folder: ExportFolder) -> tuple[ExportMap, str]:
    """Return a map with what the `_settings.yml` of a folder sets otherwise.

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
            content = read_text(path)
            export_map = _with_settings(export_map, content)
    except YamlError as error:
        raise LandingError([f"{shown}: {sentence}" for sentence in error.sentences]) from None
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


def parse_map(name: str, content: str) -> ExportMap:
    """Read the YAML text of a map.

    Parameters
    ----------
    name : str
        Of the map.
    content : str
        YAML; every scalar stays a text, so that a value No or 2024-01-31 means what is written.

    Returns
    -------
    ExportMap
        The map.

    Raises
    ------
    YamlError
        What is wrong with it, a sentence per problem.
    """
    syntax = _checked(MapSyntax, content)
    return ExportMap(
        name,
        {table: _table_rule(table, said) for table, said in syntax.tables.items()},
        ignored_rows=_row_tests(syntax.ignored_rows),
        nulls=syntax.nulls,
        **_file_settings(syntax),
    )


def _checked(syntax: type, content: str) -> Any:
    try:
        return syntax.model_validate(read_yaml(content, yaml.BaseLoader))
    except ValidationError as error:
        raise YamlError(sentences(error)) from None


def _file_settings(syntax: FileSyntax) -> dict[str, Any]:
    """Return what a file sets, as fields of ExportMap."""
    found = {
        "encoding": syntax.encoding,
        "delimiter": syntax.delimiter,
        "sheet": syntax.sheet,
        "header_row": syntax.header_row and int(syntax.header_row),
        "date_order": syntax.date_order,
        "number_style": syntax.number_style,
        "time_zone": syntax.time_zone,
        "language": syntax.language,
        "delivered": syntax.delivered,
        "covers_from": syntax.covers.first,
        "covers_to": syntax.covers.last,
    }
    if "rejected_rows" in syntax.model_fields_set:
        found["warns_above"] = float(syntax.rejected_rows.warn_above)
        found["stops_above"] = float(syntax.rejected_rows.stop_above)
    return {name: value for name, value in found.items() if value is not None}


def _table_rule(table: str, syntax: TableSyntax) -> TableRule:
    return TableRule(
        TABLES[table],
        {name: _column_rule(column) for name, column in syntax.columns.items()},
        only=_row_tests(syntax.only),
        is_one_row_per_key=syntax.one_row_per_key == "true",
        needs=syntax.needs,
        is_audit_log=syntax.one_row_per is not None,
        last_by=syntax.one_row_per.last_by if syntax.one_row_per else (),
        lifecycle=syntax.lifecycle,
        status=syntax.status and _status_rule(syntax.status),
    )


def _status_rule(syntax: StatusSyntax) -> StatusRule:
    meanings: dict[str, Meaning] = {}
    for meaning in get_args(Meaning):
        meanings |= {fold_value(value): meaning for value in getattr(syntax, meaning)}
    return StatusRule(syntax.source, meanings, syntax.others == "by_date")


def _plus_days(syntax: PlusDaysSyntax) -> PlusDays:
    return PlusDays(
        None if syntax.days is None else int(syntax.days),
        syntax.source or (),
        {fold_value(term): int(days) for term, days in syntax.values.items()},
    )


def _column_rule(syntax: ColumnSyntax) -> ColumnRule:
    sources = syntax.join or ((syntax.source,) if syntax.source is not None else ())
    return ColumnRule(
        sources=sources,
        else_source=syntax.else_from,
        plus_days=syntax.plus_days and _plus_days(syntax.plus_days),
        separator=syntax.separator,
        constant=syntax.constant,
        of_company=syntax.company,
        made_of=syntax.made_of or (),
        qualified_by=syntax.qualified_by,
        year_of=syntax.year_of,
        values=syntax.values and {fold_value(key): to for key, to in syntax.values.items()},
        otherwise=syntax.otherwise,
        default=syntax.default,
        first_of=syntax.first_of,
        nulls=syntax.nulls,
        format=syntax.format,
        date_order=syntax.date_order,
        number_style=syntax.number_style,
        sign=syntax.sign,
        unit=syntax.unit,
        time_zone=syntax.time_zone,
        is_needed=syntax.needed == "true",
    )


def _row_tests(tests: tuple[RowTestSyntax, ...]) -> tuple[RowTest, ...]:
    return tuple(
        RowTest(
            test.column,
            is_in=test.is_in or test.not_in or (),
            matches=test.matches or test.not_matches or "",
            is_empty=None if test.is_empty is None else test.is_empty == "true",
            negated=test.not_in is not None or test.not_matches is not None,
            is_optional=test.optional == "true",
            and_empty=test.and_empty,
        )
        for test in tests
    )


def _with_settings(export_map: ExportMap, content: str) -> ExportMap:
    settings = _checked(SettingsSyntax, content)
    changes = _file_settings(settings)
    changes["nulls"] = export_map.nulls + settings.nulls
    tables = dict(export_map.tables)
    for name, value in settings.constants.items():
        for key in _tables_with(tables, name, "constants"):
            columns = {**tables[key].columns, name: ColumnRule(constant=value)}
            tables[key] = replace(tables[key], columns=columns)
    for name, value in settings.defaults.items():
        for key in _tables_with(tables, name, "defaults"):
            rule = replace(tables[key].columns.get(name, ColumnRule()), default=value)
            tables[key] = replace(tables[key], columns={**tables[key].columns, name: rule})
    for name, meanings in settings.values.items():
        folded = {fold_value(value): meaning for value, meaning in meanings.items()}
        if name == "status" and any(rule.status for rule in tables.values()):
            tables = {key: _with_statuses(rule, folded) for key, rule in tables.items()}
            continue
        for key in _tables_with(tables, name, "values"):
            rule = tables[key].columns.get(name, ColumnRule())
            rule = replace(rule, values={**(rule.values or {}), **folded})
            tables[key] = replace(tables[key], columns={**tables[key].columns, name: rule})
    return replace(export_map, tables=tables, **changes)


def _tables_with(tables: dict[str, TableRule], name: str, key: str) -> list[str]:
    found = [table for table, rule in tables.items() if name in rule.table.by_name]
    if not found:
        known = [column for rule in tables.values() for column in rule.table.by_name]
        raise YamlError(
            [f"{key}: '{name}' is no column of the tables that the map feeds{hint(name, known)}."]
        )
    return found


def _with_statuses(rule: TableRule, meanings: dict[str, str]) -> TableRule:
    if rule.status is None:
        return rule
    for value, meaning in meanings.items():
        if meaning not in get_args(Meaning):
            words = ", ".join(get_args(Meaning))
            raise YamlError([f"values.status.{value}: '{meaning}' must be one of {words}."])
    return replace(rule, status=replace(rule.status, meanings={**rule.status.meanings, **meanings}))


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest() if content else ""
