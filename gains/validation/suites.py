"""The suites of `expectations/`: one YAML file per table, each check with the sentence it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from gains.checked_yaml import Checked, YamlError, read_text, read_yaml, said, sentences

#: `gains.validation.counted_rows`, under the name that Great Expectations gives it.
_SQL_TYPE = "counted_rows_expectation"


class SuiteError(ValueError):
    """A suite file that cannot be used; the text says which line of it and why."""


class CheckSyntax(Checked):
    """One expectation, for one column or several."""

    name: str | None = Field(None, description="Names the check in validation_results.")
    type: str | None = Field(None, description="The expectation's type in Great Expectations.")
    severity: Literal["critical", "warning"] = Field(
        description="critical stops what is behind the gate, warning is shown."
    )
    message: str = Field(description="The sentence said when it fails, with {placeholders}.")
    columns: tuple[str, ...] = Field((), description="The columns that it is about.")
    kwargs: dict[str, Any] = Field({}, description="What Great Expectations is given.")
    sql: str | None = Field(None, description="A query for wrong rows of {batch}.")
    file: str | None = Field(None, description="A query in expectations/checks/<file>.sql.")
    given: dict[str, Any] = Field({}, alias="with", description="Fills $names in that file.")

    @model_validator(mode="after")
    def _checks_something(self) -> CheckSyntax:
        if not (self.name or self.type):
            raise said("{place} needs a name or a type.")
        queried = self.sql or self.file or "unexpected_rows_query" in self.kwargs
        if not (self.type or queried):
            raise said("{place} needs a type, a query in sql, or the file of one.")
        return self


class SuiteSyntax(Checked):
    """A file `expectations/<suite>.yml`: the checks of one table."""

    table: str = Field(description="schema.table in the work file.")
    things: Annotated[str, Field(description="What its rows are, in a sentence: invoices.")]
    expectations: tuple[CheckSyntax, ...] = Field(description="In the order of the results.")


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
    try:
        syntax = SuiteSyntax.model_validate(read_yaml(read_text(path)))
    except ValidationError as error:
        raise SuiteError(" ".join(f"{path}: {one}" for one in sentences(error))) from None
    except YamlError as error:
        raise SuiteError(f"{path}: {error}") from None
    checks = tuple(check for entry in syntax.expectations for check in _checks_of(path, entry))
    seen: set[tuple[str, str | None]] = set()
    for check in checks:
        if (check.name, check.column) in seen:
            raise SuiteError(f"{path}: two checks are named {check.name} ({check.column}).")
        seen.add((check.name, check.column))
    return Suite(path.stem, syntax.table, syntax.things, checks)


def _checks_of(path: Path, entry: CheckSyntax) -> Iterator[Check]:
    kwargs = dict(entry.kwargs)
    if entry.sql is not None or entry.file is not None:
        kwargs["unexpected_rows_query"] = _query(path, entry)
    check_type = _SQL_TYPE if "unexpected_rows_query" in kwargs else str(entry.type)
    for column in entry.columns or [None]:
        column_kwargs = {"column": column} if column and check_type != _SQL_TYPE else {}
        yield Check(
            name=str(entry.name or entry.type).removeprefix("expect_"),
            type=check_type,
            severity=entry.severity,
            message=" ".join(entry.message.split()),
            column=column or kwargs.get("column") or kwargs.get("column_A"),
            kwargs=_with_column(kwargs, column) | column_kwargs,
        )


def _query(path: Path, entry: CheckSyntax) -> str:
    if entry.sql is not None:
        return entry.sql.strip()
    shared = path.parent / "checks" / f"{entry.file}.sql"
    if not shared.exists():
        raise SuiteError(f"{path}: there is no {shared}.")
    return Template(shared.read_text()).safe_substitute(entry.given).strip()


def _with_column(kwargs: dict[str, Any], column: str | None) -> dict[str, Any]:
    """Fill $column in a query that stands for several columns."""
    query = kwargs.get("unexpected_rows_query")
    if query is None or column is None:
        return kwargs
    return kwargs | {"unexpected_rows_query": Template(query).safe_substitute(column=column)}
