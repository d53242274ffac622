"""The suites of `expectations/`: one YAML file a table, each check with the sentence it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import yaml

SEVERITIES = ("critical", "warning")
_KEYS = {"name", "type", "severity", "message", "columns", "kwargs", "sql", "file", "with"}
#: `gains.validation.counted_rows`, under the name that Great Expectations gives it.
_SQL_TYPE = "counted_rows_expectation"


class SuiteError(ValueError):
    """A suite file that cannot be used; the text says which line of it and why."""


@dataclass(frozen=True)
class Check:
    """One expectation of a suite.

    Parameters
    ----------
    name : str
        Names the check in `validation_results`.
    type : str
        The expectation's type in Great Expectations.
    severity : str
        `critical` stops the build behind the gate, `warning` is shown.
    message : str
        The sentence said when it fails, with {placeholders}.
    column : str or None
        The column that it is about.
    kwargs : dict
        What Great Expectations is given.
    """

    name: str
    type: str
    severity: str
    message: str
    column: str | None = None
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def query(self) -> str | None:
        """The SQL of a check that is a query for wrong rows, else None."""
        return self.kwargs.get("unexpected_rows_query")


@dataclass(frozen=True)
class Suite:
    """The checks of one table.

    Parameters
    ----------
    name : str
        The file's name without its ending.
    table : str
        `schema.table` in the work file.
    things : str
        What its rows are, in a sentence ("invoices").
    checks : tuple of Check
        In the order of the file.
    """

    name: str
    table: str
    things: str
    checks: tuple[Check, ...]


def read_suites(folder: Path) -> list[Suite]:
    """Read every suite of a folder, in the order of their names.

    Parameters
    ----------
    folder : Path
        Holds `<suite>.yml`, and SQL that several suites use in `checks/<name>.sql`.

    Returns
    -------
    list of Suite

    Raises
    ------
    SuiteError
        Where a file lacks a key, has an unknown one, or names a check twice.
    """
    return [_read_suite(path) for path in sorted(folder.glob("*.yml"))]


def _read_suite(path: Path) -> Suite:
    document = yaml.safe_load(path.read_text())
    missing = [key for key in ("table", "things", "expectations") if key not in document]
    if missing:
        raise SuiteError(f"{path}: write {' and '.join(missing)}.")
    checks = tuple(
        check for entry in document["expectations"] for check in _checks_of_entry(path, entry)
    )
    seen: set[tuple[str, str | None]] = set()
    for check in checks:
        if (check.name, check.column) in seen:
            raise SuiteError(f"{path}: two checks are named {check.name} ({check.column}).")
        seen.add((check.name, check.column))
    return Suite(path.stem, document["table"], document["things"], checks)


def _checks_of_entry(path: Path, entry: dict[str, Any]) -> Iterator[Check]:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise SuiteError(f"{path}: {', '.join(unknown)} is no key of a check.")
    label = entry.get("name") or entry.get("type")
    if entry.get("severity") not in SEVERITIES:
        raise SuiteError(f"{path}: the severity of {label} must be critical or warning.")
    if not label or not entry.get("message"):
        raise SuiteError(f"{path}: every check needs a name or type, and a message.")
    kwargs = dict(entry.get("kwargs", {}))
    if "sql" in entry or "file" in entry:
        kwargs["unexpected_rows_query"] = _query(path, entry)
    check_type = _SQL_TYPE if "unexpected_rows_query" in kwargs else entry["type"]
    for column in entry.get("columns", [None]):
        column_kwargs = {"column": column} if column and check_type != _SQL_TYPE else {}
        yield Check(
            name=label.removeprefix("expect_"),
            type=check_type,
            severity=entry["severity"],
            message=" ".join(entry["message"].split()),
            column=column or kwargs.get("column") or kwargs.get("column_A"),
            kwargs=_with_column(kwargs, column) | column_kwargs,
        )


def _query(path: Path, entry: dict[str, Any]) -> str:
    if "sql" in entry:
        return entry["sql"].strip()
    shared = path.parent / "checks" / f"{entry['file']}.sql"
    if not shared.exists():
        raise SuiteError(f"{path}: there is no {shared}.")
    return Template(shared.read_text()).safe_substitute(entry.get("with", {})).strip()


def _with_column(kwargs: dict[str, Any], column: str | None) -> dict[str, Any]:
    """Fill $column in a query that stands for several columns."""
    query = kwargs.get("unexpected_rows_query")
    if query is None or column is None:
        return kwargs
    return kwargs | {"unexpected_rows_query": Template(query).safe_substitute(column=column)}
