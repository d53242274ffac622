"""Export maps and the settings of a folder: `export_maps/<map>.yml` and `_settings.yml`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from gains.canonical import TABLES
from gains.checked_yaml import YamlError, hint, read_text, read_yaml, sentences
from gains.landing.find.export_files import SETTINGS_FILE, ExportFolder
from gains.landing.map.map_syntax import (
    ColumnSyntax,
    FileSyntax,
    MapSyntax,
    RowTestSyntax,
    SettingsSyntax,
    TableSyntax,
)
from gains.landing.map.rules import (
    ColumnRule,
    ExportMap,
    RowTest,
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
    return {name: value for name, value in found.items() if value is not None}


def _table_rule(table: str, syntax: TableSyntax) -> TableRule:
    return TableRule(
        TABLES[table],
        {name: _column_rule(column) for name, column in syntax.columns.items()},
        only=_row_tests(syntax.only),
        is_one_row_per_key=syntax.one_row_per_key == "true",
        needs=syntax.needs,
    )


def _column_rule(syntax: ColumnSyntax) -> ColumnRule:
    sources = syntax.join or ((syntax.source,) if syntax.source is not None else ())
    return ColumnRule(
        sources=sources,
        separator=syntax.separator,
        constant=syntax.constant,
        of_company=syntax.company,
        made_of=syntax.made_of or (),
        qualified_by=syntax.qualified_by,
        year_of=syntax.year_of,
        values=syntax.values and {fold_value(key): to for key, to in syntax.values.items()},
        otherwise=syntax.otherwise,
        default=syntax.default,
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
        )
        for test in tests
    )


def _with_settings(export_map: ExportMap, content: str) -> ExportMap:
    settings = _checked(SettingsSyntax, content)
    changes = _file_settings(settings)
    changes["nulls"] = export_map.nulls + settings.nulls
    tables = dict(export_map.tables)
    for name, value in settings.constants.items():
        with_column = [key for key, rule in tables.items() if name in rule.table.by_name]
        if not with_column:
            known = [column for rule in tables.values() for column in rule.table.by_name]
            raise YamlError(
                [
                    f"constants: '{name}' is no column of the tables that the map feeds"
                    f"{hint(name, known)}."
                ]
            )
        for key in with_column:
            columns = {**tables[key].columns, name: ColumnRule(constant=value)}
            tables[key] = replace(tables[key], columns=columns)
    return replace(export_map, tables=tables, **changes)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest() if content else ""
