"""The YAML of export maps and of `_settings.yml`: which keys there are, and what they may say."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from gains.canonical import TABLES
from gains.checked_yaml import Checked, hint, said
from gains.landing.map.rules import DateOrder, NumberStyle, Sign, Unit


def _one_or_more(value: Any) -> Any:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise said("{place} must be a value, or a list of values.")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise said(f"{{place}}: '{value}' is no regular expression ({error}).") from None
    return value


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise said(f"{{place}}: '{value}' is not a date like 2024-01-31.") from None


def _delimiter(value: str) -> str:
    value = {"tab": "\t", "\\t": "\t"}.get(value, value)
    if len(value) != 1:
        raise said("'{place}' must be one character, or tab.")
    return value


def _line_number(value: str) -> str:
    if not value.isdigit() or value == "0":
        raise said("'{place}' must be the number of a line, counted from 1.")
    return value


def _whole_number(value: str) -> str:
    if not re.fullmatch(r"-?\d{1,4}", value):
        raise said(f"{{place}}: '{value}' is not a whole number of days.")
    return value


def _share(value: str) -> str:
    number = value.removesuffix("%").strip()
    try:
        share = float(number) / (100 if value.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise said(f"{{place}}: '{value}' is not a share between 0 and 1, such as 0.05 or 5%.")
    return str(share)


_SCALAR = {"type": ["string", "number", "boolean"]}

#: One value; YAML's numbers and booleans mean what is written, so that `No` stays the text No.
Text = Annotated[str, WithJsonSchema(_SCALAR)]
#: A header of the export, or several that mean the same: the first one that a file has is read.
Headers = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_more),
    WithJsonSchema({"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}),
]
Pattern = Annotated[str, AfterValidator(_pattern)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
YesNo = Annotated[
    Literal["true", "false"], WithJsonSchema({"enum": [True, False, "true", "false"]})
]


class RowTestSyntax(Checked):
    """A question about a row, such as {column: Status, in: [Paid]}."""

    column: Headers = Field((), description="Header of the column; left out: the first column.")
    optional: YesNo = Field("false", description="A file without the column passes.")
    is_in: Headers | None = Field(None, alias="in", description="The row counts if it has one.")
    not_in: Headers | None = Field(None, description="The row counts unless it has one of these.")
    matches: Pattern | None = Field(None, description="Regular expression, ignoring case.")
    not_matches: Pattern | None = Field(None, description="Regular expression, ignoring case.")
    is_empty: YesNo | None = Field(None, description="Whether the value is empty.")
    and_empty: tuple[Headers, ...] = Field(
        (), description="Columns that are empty, too: a total names nobody."
    )

    @model_validator(mode="after")
    def _asks_one_question(self) -> RowTestSyntax:
        asked = (self.is_in, self.not_in, self.matches, self.not_matches, self.is_empty)
        if sum(question is not None for question in asked) != 1:
            raise said("{place} must have one of in, not_in, matches, not_matches, is_empty.")
        return self


class PlusDaysSyntax(Checked):
    """Days that are added to a date: the terms of payment."""

    source: Headers | None = Field(None, alias="from", description="Header of terms: Net 30.")
    days: Annotated[Text, AfterValidator(_whole_number)] | None = Field(
        None, description="The same for every row."
    )
    values: dict[str, Annotated[Text, AfterValidator(_whole_number)]] = Field(
        {}, description="Days of a term that does not say them: {Due on receipt: 0}."
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> PlusDaysSyntax:
        if (self.source is None) == (self.days is None):
            raise said("{place} must have 'from' or 'days', one of them.")
        return self


def _plus_days(value: Any) -> Any:
    return {"days": value} if isinstance(value, str) else value


class StatusSyntax(Checked):
    """What the status of a case says, beside its dates."""

    source: Headers = Field(alias="from", description="Header of the status.")
    open: Headers = Field((), description="Not over, whatever date stands there.")
    closed: Headers = Field((), description="Over: a row without any date is rejected.")
    cancelled: Headers = Field((), description="Called off: in no figure, and counted.")
    others: Literal["reject", "by_date"] = Field(
        "reject", description="What a value that is not named does."
    )


class OneRowPerSyntax(Checked):
    """An export with a row per change: the last one is the document."""

    last_by: Headers = Field((), description="Header that orders the changes; else the lines.")


class LimitsSyntax(Checked):
    """Shares of a file's rows that may be rejected."""

    warn_above: Annotated[Text, AfterValidator(_share)] = Field("0.01")
    stop_above: Annotated[Text, AfterValidator(_share)] = Field("0.05")


class ColumnSyntax(Checked):
    """Where one canonical column comes from."""

    source: Headers | None = Field(None, alias="from", description="Header, or its synonyms.")
    else_from: Headers = Field((), description="Header that is read where `from` is empty.")
    join: tuple[Headers, ...] | None = Field(None, description="Headers joined by `separator`.")
    separator: Text = Field(" ", description="Between joined values.")
    constant: Text | None = Field(None, description="The same value for every row.")
    company: Literal["currency"] | None = Field(
        None, description="The company's currency, where the export has none."
    )
    made_of: tuple[Headers, ...] | None = Field(
        None, description="Headers whose values make up an id where the export has none."
    )
    qualified_by: tuple[Headers, ...] = Field(
        (), description="Headers whose values are part of the id, where the file has them."
    )
    year_of: Headers = Field(
        (), description="Header of a fiscal year, or of a date whose year is part of the id."
    )
    values: dict[str, Text] | None = Field(
        None, description="What each value of the export means; case does not matter."
    )
    otherwise: Text | None = Field(None, description="What a value that `values` lacks becomes.")
    first_of: Text | None = Field(None, description="Of several values, divided so, the first.")
    default: Text | None = Field(None, description="What an empty value becomes.")
    nulls: Headers = Field((), description="Values that mean empty in this column.")
    format: Text | None = Field(
        None, description="How a date is written: strptime, or epoch_s, epoch_ms, epoch_us, excel."
    )
    date_order: DateOrder | None = Field(None, description="Where it cannot be decided.")
    number_style: NumberStyle | None = Field(None, description="Where it cannot be decided.")
    sign: Sign = Field("as_is", description="What happens to the sign of an amount.")
    unit: Unit = Field("minutes", description="In what a duration is given.")
    time_zone: Text | None = Field(None, description="Of times without an offset.")
    plus_days: (
        Annotated[
            PlusDaysSyntax,
            BeforeValidator(_plus_days, json_schema_input_type=str | int | PlusDaysSyntax),
        ]
        | None
    ) = Field(None, description="Added to the date: terms of payment.")
    needed: YesNo = Field("false", description="Refuse a file without the header.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> ColumnSyntax:
        given = {
            field.alias or name
            for name, field in type(self).model_fields.items()
            if name in self.model_fields_set
        }
        # 'company' and 'made_of' may stand behind 'from', for rows where it is empty
        for keys in (("from", "join", "constant"), ("constant", "company", "made_of", "default")):
            both = [key for key in keys if key in given]
            if len(both) > 1:
                raise said(f"{{place}} has both '{both[0]}' and '{both[1]}': keep one of them.")
        if self.otherwise is not None and self.values is None:
            raise said("{place}.otherwise needs 'values' beside it.")
        return self


def _column(value: Any) -> Any:
    if isinstance(value, str | list):
        return {"from": value}
    if not isinstance(value, dict):
        raise said("{place} must be a header of the export, or settings.")
    return value


#: A header, a list of synonyms, or settings.
ColumnOrHeader = Annotated[
    ColumnSyntax,
    BeforeValidator(_column, json_schema_input_type=str | list[str] | ColumnSyntax),
]


class TableSyntax(Checked):
    """How rows of the export become rows of one canonical table."""

    columns: dict[str, ColumnOrHeader] = Field(description="By canonical column.")
    only: tuple[RowTestSyntax, ...] = Field((), description="Which rows count: all must hold.")
    needs: Headers = Field(
        (), description="A header without which a file gives nothing to the table."
    )
    one_row_per_key: YesNo = Field(
        "false", description="The export repeats a document in equal rows; the first counts."
    )
    one_row_per: OneRowPerSyntax | None = Field(
        None, description="An audit log: several rows per document, the last one counts."
    )
    lifecycle: Headers = Field(
        (), description="Of events: header that says start or complete; halves are paired."
    )
    status: StatusSyntax | None = Field(None, description="Of cases, beside their dates.")


class CoversSyntax(Checked):
    """The days that the files are stated to cover."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")


class FileSyntax(Checked):
    """How the files of a folder read; what is left out is found out."""

    encoding: Text | None = Field(None, description="Such as utf-8 or cp1252.")
    delimiter: Annotated[str, AfterValidator(_delimiter)] | None = Field(
        None, description="One character, or tab."
    )
    sheet: Text | None = Field(None, description="The sheet of a workbook.")
    header_row: Annotated[Text, AfterValidator(_line_number)] | None = Field(
        None, description="Line of the header, counted from 1."
    )
    date_order: DateOrder | None = Field(None, description="For all dates of the files.")
    number_style: NumberStyle | None = Field(None, description="For all numbers of the files.")
    time_zone: Text | None = Field(None, description="IANA name, such as Europe/Rome.")
    language: Text | None = Field(None, description="Of the names of months, such as es.")
    delivered: Pattern | None = Field(
        None, description="Regular expression on the path whose groups order the deliveries."
    )
    covers: CoversSyntax = Field(CoversSyntax(), description="The days that the files cover.")
    nulls: Headers = Field((), description="Values that mean empty, besides the empty text.")
    rejected_rows: LimitsSyntax = Field(LimitsSyntax(), description="How many rows may be lost.")


class MapSyntax(FileSyntax):
    """A file `export_maps/<map>.yml`."""

    description: Text = Field("", description="Which export of which system this is.")
    tables: dict[str, TableSyntax] = Field({}, description="By canonical table.")
    ignored_rows: tuple[RowTestSyntax, ...] = Field(
        (), description="Rows that are no records: totals, headings. One test is enough."
    )

    @model_validator(mode="after")
    def _feeds_what_there_is(self) -> MapSyntax:
        if not self.tables:
            raise said(f"'tables' must name at least one of {', '.join(TABLES)}.")
        for name, table in self.tables.items():
            if name not in TABLES:
                raise said(
                    f"tables.{name} is no canonical table{hint(name, TABLES)}: there are "
                    f"{', '.join(TABLES)}."
                )
            known = TABLES[name].by_name
            for column in table.columns:
                if column not in known:
                    raise said(
                        f"tables.{name}.columns.{column} is no column of {name}"
                        f"{hint(column, known)}: there are {', '.join(known)}."
                    )
        return self


class SettingsSyntax(FileSyntax):
    """A file `_settings.yml` beside the exports of one company and map."""

    constants: dict[str, Text] = Field({}, description="The same value for every row.")
    defaults: dict[str, Text] = Field({}, description="The value of rows that have none.")
    values: dict[str, dict[str, Text]] = Field(
        {}, description="What values mean, by canonical column or `status`; added to the map's."
    )
