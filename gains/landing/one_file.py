"""One file of exports: read through its map, decided, and written below `landed/`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from gains.canonical import TABLES
from gains.checked_yaml import nearest
from gains.landing.decide.readings import Evidence
from gains.landing.find.export_files import ExportFolder, without_ending
from gains.landing.map.rules import ExportMap, TableRule
from gains.landing.problems import Finding, LandingError, listed
from gains.landing.read import text_files
from gains.landing.read.files import read_records
from gains.landing.read.headers import absent_columns, check_header, unknown_columns
from gains.landing.write.findings import FINDING_COLUMNS, FINDINGS, all_left_out
from gains.landing.write.inventory import VALUES
from gains.landing.write.origin import Origin
from gains.landing.write.store import REJECTED, Store
from gains.landing.write.tables import LandedTable, land_table
from gains.sql import sql_text


@dataclass(frozen=True)
class Delivery:
    """One file, and what makes its landing what it is.

    Parameters
    ----------
    path : Path
        The export.
    folder : ExportFolder
        Where it lies.
    export_map : ExportMap
        The map, with what the folder sets.
    settings : str
        A hash of what the folder sets.
    version : str
        A hash of the code that lands.
    """

    path: Path
    folder: ExportFolder
    export_map: ExportMap
    settings: str
    version: str

    @property
    def shown(self) -> str:
        """The path as a person sees it."""
        return self.folder.shown(self.path)


def identity(delivery: Delivery, evidence: Evidence) -> tuple[str, str]:
    """Return the name of what is landed of a file, and the hash of its content."""
    content = text_files.content_hash(delivery.path)
    folder = delivery.folder
    parts = [
        delivery.version,
        folder.company.company_id,
        folder.company.currency,
        folder.company.time_zone,
        folder.map_name,
        folder.name_of(delivery.path),
        delivery.export_map.content,
        delivery.settings,
        content,
    ]
    if evidence != Evidence():
        parts.append(json.dumps(asdict(evidence), sort_keys=True))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20], content


def land_file(
    connection: duckdb.DuckDBPyConnection, store: Store, delivery: Delivery, evidence: Evidence
) -> list[dict]:
    """Land one file, if it is not landed yet.

    Parameters
    ----------
    connection : DuckDBPyConnection
        To read with.
    store : Store
        Where landed files are.
    delivery : Delivery
        The file.
    evidence : Evidence
        How other files of the folder are written.

    Returns
    -------
    list of dict
        Its manifest: one row per canonical table that it feeds.

    Raises
    ------
    LandingError
        When it cannot be landed.
    """
    file_id, content = identity(delivery, evidence)
    manifest = store.manifest(file_id)
    if manifest is not None:
        return manifest
    folder, export_map, shown = delivery.folder, delivery.export_map, delivery.shown
    rules = _rules_for(delivery.path, export_map, shown)
    read = read_records(connection, store.working, delivery.path, shown, export_map, rules)
    origin = Origin(folder.company, folder.map_name, folder.name_of(delivery.path), file_id, shown)
    written: dict[str, Path] = {}
    manifest = []
    parts: dict[str, list[Path]] = {REJECTED: [], VALUES: []}
    findings: list[tuple[str | None, Finding]] = [(None, one) for one in read.findings]
    for rule in rules:
        if rule.needs and read.header.position(rule.needs) is None:
            continue
        name = rule.table.name
        check_header(read.header, rule, shown, export_map.is_canonical)
        written[name] = store.working / f"{name}.parquet"
        for beside, paths in parts.items():
            paths.append(store.working / f"{beside}_{name}.parquet")
        landed = land_table(
            connection,
            rule,
            read.header,
            export_map,
            origin,
            written[name],
            parts[REJECTED][-1],
            parts[VALUES][-1],
            evidence,
        )
        findings += [(name, one) for one in landed.findings]
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
                "settings": "; ".join(_told(read.notes, landed, read.header, rule, export_map)),
                "styles": landed.styles,
            }
        )
    # a file that feeds several tables leaves some of its rows out of each
    rows_filtered = max((entry["rows_filtered"] for entry in manifest), default=0)
    if rows_filtered and not any(entry["rows_read"] for entry in manifest):
        findings.append((None, all_left_out(origin, rows_filtered)))
    for beside, paths in parts.items():
        written[beside] = store.working / f"{beside}.parquet"
        files = ", ".join(sql_text(str(path)) for path in paths)
        connection.execute(
            f"copy (from read_parquet([{files}])) to {sql_text(str(written[beside]))} "
            "(format parquet, compression zstd)"
        )
    written[FINDINGS] = store.working / f"{FINDINGS}.parquet"
    write_findings(written[FINDINGS], origin, findings)
    if text_files.content_hash(delivery.path) != content:
        raise LandingError(
            [
                f"{shown} changed while it was read: wait until the delivery is complete, and "
                "build again."
            ]
        )
    store.keep(file_id, written, manifest)
    return manifest


def write_findings(path: Path, origin: Origin, findings: list[tuple[str | None, Finding]]) -> None:
    """Write what there is to say about one file.

    Parameters
    ----------
    path : Path
        The Parquet file to write.
    origin : Origin
        Whose file it is.
    findings : list of (str or None, Finding)
        Each with the canonical table that it is about, None for the whole file.
    """
    types = {"varchar": pa.string(), "bigint": pa.int64()}
    rows = [
        {
            "company_id": origin.company.company_id,
            "map": origin.map_name,
            "file": origin.file,
            "file_id": origin.file_id,
            "table_name": table,
            "finding": one.name,
            "severity": one.severity,
            "row_count": one.row_count,
            "sentence": one.sentence,
        }
        for table, one in findings
    ]
    schema = pa.schema([(name, types[type_]) for name, type_ in FINDING_COLUMNS.items()])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)


def _told(
    notes: list[str], landed: LandedTable, header, rule: TableRule, export_map: ExportMap
) -> list[str]:
    told = [*notes, *landed.notes]
    unknown = unknown_columns(header, rule) if export_map.is_canonical else []
    if unknown:
        told.append(f"columns that Gains does not know and did not read: {listed(unknown)}")
    absent = [] if export_map.is_canonical else absent_columns(header, rule)
    if absent:
        told.append(f"columns that the map knows and the file lacks: {listed(absent)}")
    if landed.rows_filtered:
        told.append(f"{landed.rows_filtered} rows that the map leaves out")
    return told


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
