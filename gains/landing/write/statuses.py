"""What the status of a case says against its dates: a row for which the two do not agree."""

from __future__ import annotations

from dataclasses import dataclass

from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.read.columns import status_of
from gains.landing.read.headers import Header
from gains.sql import sql_text


@dataclass(frozen=True)
class Fault:
    """Something wrong with a row that is not about the text of one column.

    Parameters
    ----------
    condition : str
        SQL over `typed`, never null.
    column_name : str
        The column to look at.
    value : str
        SQL of its value.
    cause : str
        What many rows have in common.
    reason : str
        SQL of the sentence.
    """

    condition: str
    column_name: str
    value: str
    cause: str
    reason: str


def texts_by_status(
    rule: TableRule, header: Header, export_map: ExportMap, texts: dict[str, str]
) -> dict[str, str]:
    """Return the texts of the columns where the status has had its say.

    Parameters
    ----------
    rule : TableRule
        What the map says about the table.
    header : Header
        Of the file.
    export_map : ExportMap
        The map.
    texts : dict of str to str
        SQL by name: `text_<column>`.

    Returns
    -------
    dict of str to str
        With status_text and status_meaning. A case that is open has no closing date, though the
        export may keep that of an earlier closing; a case that is cancelled is so by its status.
    """
    text, meaning = status_of(rule.status, header, export_map)
    found = {**texts, "status_text": text, "status_meaning": meaning}
    if rule.status is None or rule.table.name != "cases":
        return found
    closed = texts["text_closed_at"]
    found["text_closed_at"] = f"case when {meaning} = 'open' then null else {closed} end"
    if "is_cancelled" not in rule.columns:
        found["text_is_cancelled"] = f"case when {meaning} = 'cancelled' then 'true' end"
    return found


def status_faults(rule: TableRule, header: Header) -> list[Fault]:
    """Return what makes a row contradict its own status.

    Parameters
    ----------
    rule : TableRule
        What the map says about the table.
    header : Header
        Of the file.

    Returns
    -------
    list of Fault
        Empty where the file has no status.
    """
    if rule.status is None or header.position(rule.status.source) is None:
        return []
    name = header.names[header.position(rule.status.source)]
    faults = [
        Fault(
            "coalesce(status_meaning = 'closed', false) and text_closed_at is null",
            name,
            "status_text",
            "closed without a date",
            f"{sql_text(f'{name} says ')} || '''' || status_text || "
            f"{sql_text(chr(39) + ', and no date says when: export the column of the closing')}",
        )
    ]
    if not rule.status.leaves_others_to_dates:
        faults.append(_unknown_status(name))
    return faults


def _unknown_status(name: str) -> Fault:
    """Return the fault of a status that no map knows."""
    return Fault(
        "status_text is not null and status_meaning is null",
        name,
        "status_text",
        "unknown value",
        f"{sql_text(f'{name} (status) ')} || '''' || left(status_text, 100) || "
        f"{sql_text(chr(39) + ' is none of the values that the map knows')}",
    )
