"""Every export under `exports/` becomes canonical Parquet under `landed/`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from gains.canonical import TABLES
from gains.checked_yaml import nearest
from gains.landing.decide.readings import Evidence
from gains.landing.decide.time_zones import offsets
from gains.landing.find.deliveries import in_order_of_delivery
from gains.landing.find.export_files import (
    Company,
    ExportFolder,
    find_folders,
    without_ending,
)
from gains.landing.map import map_files
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import LandingError, listed
from gains.landing.read import text_files
from gains.landing.read.files import read_records
from gains.landing.read.headers import (
    absent_columns,
    check_header,
    unknown_columns,
)
from gains.landing.read.records import (
    sql_text,
)
from gains.landing.write.origin import Origin
from gains.landing.write.store import REJECTED, Store, code_version
from gains.landing.write.tables import land_table

#: Landing spills to disk above this, so that a build stays within a laptop.
MEMORY_LIMIT = "2GB"


def land(project_root: Path | str, companies: Iterable[Company]) -> list[dict]:
    """Land what is new under `exports/`, remove what is gone, and say what each file gave.

    Parameters
    ----------
    project_root : Path or str
        The folder with `exports/`, `export_maps/` and `landed/`.
    companies : iterable of Company
        The companies of the register.

    Returns
    -------
    list of dict
        One per file and canonical table, as the model `landed_files` has it: company_id, map,
        file, file_id, table_name, delivery_order (the later, the newer), rows_read, rows_landed,
        rows_rejected, rows_filtered, amount_read, amount_landed, amount_rejected (Decimal in the
        currency of each row), covers_from, covers_to (date or None), content_hash, settings.

    Raises
    ------
    LandingError
        All that is wrong, over all files, a sentence each.
    """
    root = Path(project_root)
    maps, problems = map_files.load_maps(root / "export_maps")
    folders, found = find_folders(root / "exports", list(companies), list(maps))
    problems += found
    wrong_time_zones = _wrong_time_zones({folder.company for folder in folders})
    if wrong_time_zones:
        raise LandingError(problems + wrong_time_zones)
    store = Store(root / "landed")
    connection = duckdb.connect(
        config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(store.working / "spilled")}
    )
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    try:
        store.write_empty_files(connection)
        rows: list[dict] = []
        version = code_version()
        for folder in folders:
            try:
                export_map, settings = map_files.with_settings(maps[folder.map_name], folder)
                files = in_order_of_delivery(folder, export_map.delivered)
            except LandingError as error:
                problems += error.sentences
                continue
            # what is wrong with a map is told once, and not for each of its files
            for path in files if export_map.tables else []:
                try:
                    file_id, content = _identity(path, folder, export_map, settings, version)
                    manifest = store.manifest(file_id)
                    if manifest is None:
                        manifest = _land_file(
                            connection, store, path, folder, export_map, file_id, content
                        )
                    rows += [dict(row) for row in manifest]
                except LandingError as error:
                    problems += error.sentences
                except OSError as error:
                    problems.append(f"{folder.shown(path)} cannot be read: {error.strerror}.")
        if problems:
            raise LandingError(problems)
        store.keep_only({row["file_id"] for row in rows})
    finally:
        connection.close()
        store.close()
    return [_typed(row, position) for position, row in enumerate(rows, start=1)]


def _wrong_time_zones(companies: set[Company]) -> list[str]:
    problems = []
    for company in companies:
        try:
            offsets(company.time_zone, datetime(2000, 1, 1), datetime(2000, 1, 2))
        except ValueError as error:
            problems.append(
                f"seeds/companies.csv: the time zone of {company.company_id}: {error}: write a "
                "name such as Europe/Rome."
            )
    return problems


def _identity(
    path: Path, folder: ExportFolder, export_map: ExportMap, settings: str, version: str
) -> tuple[str, str]:
    content = text_files.content_hash(path)
    parts = (
        version,
        folder.company.company_id,
        folder.company.currency,
        folder.company.time_zone,
        folder.map_name,
        folder.name_of(path),
        export_map.content,
        settings,
        content,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20], content


def _typed(row: dict, delivery_order: int) -> dict:
    amounts = {name: Decimal(row[name]) for name in row if name.startswith("amount_")}
    days = {
        name: row[name] and date.fromisoformat(row[name]) for name in ("covers_from", "covers_to")
    }
    return {**row, **amounts, **days, "delivery_order": delivery_order}


def _land_file(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    path: Path,
    folder: ExportFolder,
    export_map: ExportMap,
    file_id: str,
    content: str,
) -> list[dict]:
    shown = folder.shown(path)
    rules = _rules_for(path, export_map, shown)
    header, notes = read_records(connection, store.working, path, shown, export_map, rules)
    origin = Origin(folder.company, folder.map_name, folder.name_of(path), file_id, shown)
    written: dict[str, Path] = {}
    manifest: list[dict] = []
    rejected: list[Path] = []
    for rule in rules:
        if rule.needs and header.position(rule.needs) is None:
            continue
        name = rule.table.name
        check_header(header, rule, shown, export_map.is_canonical)
        written[name] = store.working / f"{name}.parquet"
        rejected.append(store.working / f"rejected_{name}.parquet")
        landed = land_table(
            connection, rule, header, export_map, origin, written[name], rejected[-1], Evidence()
        )
        unknown = unknown_columns(header, rule) if export_map.is_canonical else []
        told = [*notes, *landed.notes]
        if unknown:
            told.append(f"columns that Gains does not know and did not read: {listed(unknown)}")
        absent = [] if export_map.is_canonical else absent_columns(header, rule)
        if absent:
            told.append(f"columns that the map knows and the file lacks: {listed(absent)}")
        if landed.rows_filtered:
            told.append(f"{landed.rows_filtered} rows that the map leaves out")
        manifest.append(
            {
                "company_id": folder.company.company_id,
                "map": folder.map_name,
                "file": origin.file,
                "file_id": file_id,
                "table_name": name,
                "rows_read": landed.rows_read,
                "rows_landed": landed.rows_landed,
                "rows_rejected": landed.rows_rejected,
                "rows_filtered": landed.rows_filtered,
                "amount_read": str(landed.amount_read),
                "amount_landed": str(landed.amount_landed),
                "amount_rejected": str(landed.amount_rejected),
                "covers_from": landed.covers_from and landed.covers_from.isoformat(),
                "covers_to": landed.covers_to and landed.covers_to.isoformat(),
                "content_hash": content,
                "settings": "; ".join(told),
            }
        )
    written[REJECTED] = store.working / "rejected.parquet"
    files = ", ".join(sql_text(str(part)) for part in rejected)
    connection.execute(
        f"copy (from read_parquet([{files}])) to {sql_text(str(written[REJECTED]))} "
        "(format parquet, compression zstd)"
    )
    if text_files.content_hash(path) != content:
        raise LandingError(
            [
                f"{shown} changed while it was read: wait until the delivery is complete, and "
                "build again."
            ]
        )
    store.keep(file_id, written, manifest)
    return manifest


def _rules_for(path: Path, export_map: ExportMap, shown: str) -> list[TableRule]:
    if not export_map.is_canonical:
        return list(export_map.tables.values())
    stem = without_ending(path.name).lower()
    named = [
        name
        for name in export_map.tables
        if stem == name or (stem.startswith(name) and not stem[len(name)].isalpha())
    ]
    # case_events must not be taken for cases
    if not named:
        near = nearest(stem, TABLES)
        hint = f" (the nearest is '{near}')" if near else ""
        raise LandingError(
            [
                f"{shown}: the name starts with no canonical table{hint}: in a folder 'canonical' "
                f"files are named <table>*.csv, where <table> is one of {', '.join(TABLES)}."
            ]
        )
    return [export_map.tables[max(named, key=len)]]
