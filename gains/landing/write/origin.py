"""Where rows come from, as every landed row says it."""

from __future__ import annotations

from dataclasses import dataclass

from gains.canonical import LANDED_COLUMNS
from gains.landing.find.export_files import Company
from gains.sql import sql_text


@dataclass(frozen=True)
class Origin:
    """Where rows come from, as every landed row says it."""

    company: Company
    map_name: str
    file: str
    file_id: str
    shown: str


def origin_columns(origin: Origin) -> str:
    """Return SQL of the columns company_id, map, file and file_id."""
    values = {
        "company_id": origin.company.company_id,
        "map": origin.map_name,
        "file": origin.file,
        "file_id": origin.file_id,
    }
    return ", ".join(
        f"{sql_text(values[name])} as {name}" for name in LANDED_COLUMNS if name in values
    )
