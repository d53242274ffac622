"""What a map says: how a file reads, and where each canonical column comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gains.canonical import TABLES, Table

DateOrder = Literal["iso", "year_first", "day_first", "month_first"]
NumberStyle = Literal["plain", "1,234.56", "1.234,56"]
Sign = Literal["as_is", "reversed", "positive", "negative"]
#: What the status of a case can mean.
Meaning = Literal["open", "closed", "cancelled"]
Unit = Literal["minutes", "hours", "seconds", "hours:minutes"]


def fold_value(value: str) -> str:
    """Return a value as it is compared: lower case, single blanks, one kind of apostrophe."""
    return " ".join(value.replace("’", "'").split()).lower()


@dataclass(frozen=True)
class RowTest:
    """A question about a row of the export.

    Parameters
    ----------
    column : tuple of str
        The header, with synonyms; empty: the first column of the file.
    is_in : tuple of str
        Values, compared in lower case.
    matches : str
        A regular expression that the value contains (RE2, ignoring case).
    is_empty : bool or None
        Whether the value is empty.
    negated : bool
        Whether the answer is turned round (`not_in`).
    is_optional : bool
        Whether a file without the column passes; otherwise it stops.
    and_empty : tuple of tuple of str
        Headers, with synonyms, whose columns are empty, too; one that a file lacks is.
    """

    column: tuple[str, ...] = ()
    is_in: tuple[str, ...] = ()
    matches: str = ""
    is_empty: bool | None = None
    negated: bool = False
    is_optional: bool = False
    and_empty: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class PlusDays:
    """Days that are added to a date.

    Parameters
    ----------
    constant : int or None
        The same for every row.
    source : tuple of str
        The header, with synonyms, of terms such as 'Net 30'.
    values : dict of str to int
        Days by term, folded, where the term does not say them.
    """

    constant: int | None = None
    source: tuple[str, ...] = ()
    values: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class StatusRule:
    """What the status of a case says, beside its dates.

    Parameters
    ----------
    source : tuple of str
        The header, with synonyms; a file without it is read by its dates alone.
    meanings : dict of str to Meaning
        By value, folded.
    leaves_others_to_dates : bool
        Whether a value that is not named is kept, and its dates decide; else its row is rejected.
    """

    source: tuple[str, ...]
    meanings: dict[str, Meaning]
    leaves_others_to_dates: bool = False


@dataclass(frozen=True)
class ColumnRule:
    """Where one canonical column comes from.

    Parameters
    ----------
    sources : tuple of tuple of str
        Headers, each with its synonyms; several are joined by `separator`.
    else_source : tuple of str
        The header, with synonyms, that is read where the sources are empty.
    separator : str
        Between joined values.
    constant : str or None
        The same value for every row.
    of_company : str or None
        'currency': the company's currency, where the export has no value.
    made_of : tuple of tuple of str
        Headers whose values make up an id, where the export has none.
    qualified_by : tuple of tuple of str
        Headers whose values are part of an id, where the file has them: company code, type.
    year_of : tuple of str
        Header of a fiscal year, or of a date whose year is part of an id.
    values : dict or None
        What each value of the export (in lower case) becomes.
    otherwise : str or None
        What a value that `values` does not name becomes; None: its row is rejected.
    default : str or None
        What an empty value becomes.
    first_of : str or None
        What divides several values in one cell, of which the first counts.
    nulls : tuple of str
        Values that mean empty, besides those of the file.
    format : str or None
        How a date is written (strptime).
    date_order, number_style
        As for the file; None: found out over the whole column.
    sign : Sign
        What happens to an amount's sign.
    unit : Unit
        In what a duration in minutes is given.
    time_zone : str or None
        Of timestamps without an offset.
    is_needed : bool
        Whether a file without the header is refused, though the canonical column is optional.
    plus_days : PlusDays or None
        What is added to a date, such as the terms of payment.
    """

    sources: tuple[tuple[str, ...], ...] = ()
    else_source: tuple[str, ...] = ()
    separator: str = " "
    constant: str | None = None
    of_company: str | None = None
    made_of: tuple[tuple[str, ...], ...] = ()
    qualified_by: tuple[tuple[str, ...], ...] = ()
    year_of: tuple[str, ...] = ()
    values: dict[str, str] | None = None
    otherwise: str | None = None
    default: str | None = None
    first_of: str | None = None
    nulls: tuple[str, ...] = ()
    format: str | None = None
    date_order: DateOrder | None = None
    number_style: NumberStyle | None = None
    sign: Sign = "as_is"
    unit: Unit = "minutes"
    time_zone: str | None = None
    is_needed: bool = False
    plus_days: PlusDays | None = None

    def has_fallback(self) -> bool:
        """Whether rows in which the export says nothing have a value all the same."""
        return self.default is not None or self.of_company is not None or bool(self.made_of)

    def headers(self) -> tuple[tuple[str, ...], ...]:
        """Every header that the rule reads, each with its synonyms."""
        behind = (self.else_source,) if self.else_source else ()
        terms = (self.plus_days.source,) if self.plus_days and self.plus_days.source else ()
        years = (self.year_of,) if self.year_of else ()
        return self.sources + self.made_of + self.qualified_by + years + behind + terms


@dataclass(frozen=True)
class TableRule:
    """How rows of the export become rows of one canonical table.

    Parameters
    ----------
    table : Table
        The canonical table.
    columns : dict of str to ColumnRule
        By canonical column; a column that is not named is null.
    only : tuple of RowTest
        Which rows count: those for which all hold.
    is_one_row_per_key : bool
        Whether the export repeats a document in several equal rows, of which the first counts.
    needs : tuple of str
        A header, with synonyms, without which a file gives nothing to the table.
    is_audit_log : bool
        Whether the export has a row per change, of which the last one is the document.
    last_by : tuple of str
        The header, with synonyms, that orders the changes; empty: the order of the lines.
    status : StatusRule or None
        Of cases.
    lifecycle : tuple of str
        The header, with synonyms, that says whether a row starts or completes a step.
    """

    table: Table
    columns: dict[str, ColumnRule]
    only: tuple[RowTest, ...] = ()
    is_one_row_per_key: bool = False
    needs: tuple[str, ...] = ()
    is_audit_log: bool = False
    last_by: tuple[str, ...] = ()
    status: StatusRule | None = None
    lifecycle: tuple[str, ...] = ()

    def headers(self) -> list[tuple[str, ...]]:
        """Return every header that the table reads, each with its synonyms."""
        found = [synonyms for rule in self.columns.values() for synonyms in rule.headers()]
        found += [test.column for test in self.only if test.column]
        found += [names for names in (self.last_by, self.needs, self.lifecycle) if names]
        return found + ([self.status.source] if self.status else [])


@dataclass(frozen=True)
class ExportMap:
    """How the files of one folder become canonical rows.

    Parameters
    ----------
    name : str
        Also the name of the folder.
    tables : dict of str to TableRule
        By canonical table.
    ignored_rows : tuple of RowTest
        Rows that are no records: totals, headings, footers. One test that holds is enough.
    nulls : tuple of str
        Values that mean empty, besides the empty text.
    encoding, delimiter, sheet, header_row, date_order, number_style, time_zone, language
        None: found out (time zone: the company's).
    delivered : str or None
        A regular expression on the file's path whose groups order the deliveries.
    covers_from, covers_to : str or None
        ISO dates that the files are stated to cover.
    warns_above, stops_above : float
        Shares of rejected rows in a file that are a warning, and that stop the build.
    is_canonical : bool
        Whether headers are the canonical names and the file's name says the table.
    """

    name: str
    tables: dict[str, TableRule]
    ignored_rows: tuple[RowTest, ...] = ()
    nulls: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    date_order: DateOrder | None = None
    number_style: NumberStyle | None = None
    time_zone: str | None = None
    language: str | None = None
    delivered: str | None = None
    covers_from: str | None = None
    covers_to: str | None = None
    warns_above: float = 0.01
    stops_above: float = 0.05
    is_canonical: bool = False
    content: str = field(default="", repr=False)


def canonical_rule(table: Table) -> TableRule:
    """Return the rule of the built-in map: each column comes from the header of its own name.

    Parameters
    ----------
    table : Table
        The canonical table.

    Returns
    -------
    TableRule
        With ISO dates and plain decimals.
    """
    return TableRule(
        table,
        {
            column.name: ColumnRule(
                sources=((column.name,),), date_order="iso", number_style="plain"
            )
            for column in table.columns
        },
    )


def canonical_map() -> ExportMap:
    """Return the built-in map `canonical`, over all tables."""
    return ExportMap(
        "canonical",
        {name: canonical_rule(table) for name, table in TABLES.items()},
        is_canonical=True,
    )
