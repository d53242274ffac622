"""Rows that cannot be read: which they are, and why."""

from __future__ import annotations

from gains.canonical import Table
from gains.landing.decide.readings import Reading
from gains.landing.read.workbooks import UNCALCULATED
from gains.landing.write.origin import Origin, origin_columns
from gains.landing.write.statuses import Fault
from gains.sql import sql_text

#: The columns of a rejected row.
REJECTED_COLUMNS: dict[str, str] = {
    "company_id": "varchar",
    "map": "varchar",
    "file": "varchar",
    "file_id": "varchar",
    "table_name": "varchar",
    "line_number": "bigint",
    "column_name": "varchar",
    "value": "varchar",
    "cause": "varchar",  # what many rows have in common; the reason names the value
    "reason": "varchar",
    "amount": "decimal(18, 4)",
}


def is_good(reading: Reading) -> str:
    """Return SQL over `typed`: whether a column's text could be read."""
    name = reading.column.name
    if reading.column.required:
        return f"{name} is not null"
    return f"({name} is not null or text_{name} is null)"


def no_rejects() -> str:
    """Return a query without rows that has the columns of a rejected row."""
    columns = ", ".join(
        f"cast(null as {type_}) as {name}" for name, type_ in REJECTED_COLUMNS.items()
    )
    return f"(select {columns} where false)"


def rejects(
    table: Table, columns: list[Reading], others: list[Fault], good: str, origin: Origin
) -> str:
    """Return a query of the rows that cannot be read.

    Parameters
    ----------
    table : Table
        The canonical table.
    columns : list of Reading
        How its columns are read.
    others : list of Fault
        What can be wrong beside the texts of single columns.
    good : str
        SQL of the condition under which a row is landed.
    origin : Origin
        Where the rows come from.

    Returns
    -------
    str
        SQL with the columns of REJECTED_COLUMNS, one row for each row of `typed` that is not good.
    """
    faults = []
    for reading in columns:
        name = reading.column.name
        renamed = "" if reading.header == name else f" ({name})"
        empty = sql_text(f"{reading.header}{renamed} is empty but required")
        wrong, cause = sql_text(reading.expectation), sql_text(reading.cause)
        if reading.contradiction is not None:
            wrong = f"coalesce(contradiction_{name}, {wrong})"
            cause = f"if(contradiction_{name} is null, {cause}, 'contradicts another column')"
        formula = f"text_{name} = {sql_text(UNCALCULATED)}"
        saved = sql_text(
            "holds a formula without a stored value: open the file in a spreadsheet and save it"
        )
        wrong = f"case when {formula} then {saved} else {wrong} end"
        cause = f"if({formula}, 'formula without a value', {cause})"
        faults.append(
            f"case when not ({is_good(reading)}) then struct_pack("
            f"column_name := {sql_text(reading.header)}, value := text_{name}, "
            f"cause := case when text_{name} is null then 'empty but required' else {cause} end, "
            f"reason := case when text_{name} is null then {empty} "
            f"else {sql_text(reading.header + renamed + ' ')} || '''' || left(text_{name}, 100) "
            f"|| {sql_text(chr(39) + ' ')} || {wrong} end) end"
        )
    faults += [
        f"case when {fault.condition} then struct_pack(column_name := "
        f"{sql_text(fault.column_name)}, value := {fault.value}, cause := {sql_text(fault.cause)}, "
        f"reason := {fault.reason}) end"
        for fault in others
    ]
    amount = (
        f"cast({table.money} as decimal(18, 4))" if table.money else "cast(0 as decimal(18, 4))"
    )
    return f"""
        with faulty as (
            select
                line_number,
                problem,
                first_field,
                list_filter([{", ".join(faults)}], fault -> fault is not null) as faults,
                {amount} as amount
            from typed
            where not coalesce({good}, false)
        )
        select
            {origin_columns(origin)},
            {sql_text(table.name)} as table_name,
            line_number,
            case when problem is null then faults[1].column_name end as column_name,
            case when problem is null then faults[1].value else left(first_field, 500) end as value,
            case when problem is null then faults[1].cause else 'broken line' end as cause,
            case when problem is null
                then array_to_string(list_transform(faults, fault -> fault.reason), '; ')
                else 'the line ' || problem
            end as reason,
            case when problem is null then amount end as amount
        from faulty
    """
