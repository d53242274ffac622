"""Every export under `exports/` becomes canonical Parquet under `landed/`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from gains.landing.decide.readings import Evidence, UndecidedError
from gains.landing.decide.time_zones import offsets
from gains.landing.find.deliveries import in_order_of_delivery
from gains.landing.find.export_files import Company, find_folders
from gains.landing.folder_findings import evidence_of, write_folder_findings
from gains.landing.map import map_files
from gains.landing.one_file import Delivery, land_file
from gains.landing.problems import LandingError
from gains.landing.write.store import Store, code_version

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
            deliveries = [
                Delivery(path, folder, export_map, settings, version)
                for path in files
                if export_map.tables
            ]
            landed, found = land_folder(connection, store, deliveries)
            rows += landed
            problems += found
        if problems:
            raise LandingError(problems)
        store.keep_only({row["file_id"] for row in rows})
    finally:
        connection.close()
        store.close()
    return [_typed(row, position) for position, row in enumerate(rows, start=1)]


def land_folder(
    connection: duckdb.DuckDBPyConnection, store: Store, deliveries: list[Delivery]
) -> tuple[list[dict], list[str]]:
    """Land the files of one folder; those that show how they are written help the others.

    Parameters
    ----------
    connection : DuckDBPyConnection
        To read with.
    store : Store
        Where landed files are.
    deliveries : list of Delivery
        The oldest first.

    Returns
    -------
    tuple of (list of dict, list of str)
        The manifests in the order of delivery, and what is wrong, a sentence each.
    """
    manifests: dict[Path, list[dict]] = {}
    problems: dict[Path, list[str]] = {}
    undecided: list[Delivery] = []
    for delivery in deliveries:
        manifest, found, is_undecided = _landed(connection, store, delivery, Evidence())
        if is_undecided:
            undecided.append(delivery)
        if manifest is not None:
            manifests[delivery.path] = manifest
        problems[delivery.path] = found
    evidence = evidence_of([row for manifest in manifests.values() for row in manifest])
    for delivery in undecided if evidence != Evidence() else []:
        manifest, found, _ = _landed(connection, store, delivery, evidence)
        if manifest is not None:
            manifests[delivery.path] = manifest
        problems[delivery.path] = found
    in_order = [manifests[one.path] for one in deliveries if one.path in manifests]
    write_folder_findings(store, deliveries, manifests)
    return (
        [dict(row) for manifest in in_order for row in manifest],
        [sentence for one in deliveries for sentence in problems[one.path]],
    )


def _landed(
    connection: duckdb.DuckDBPyConnection, store: Store, delivery: Delivery, evidence: Evidence
) -> tuple[list[dict] | None, list[str], bool]:
    """Return the manifest or what is wrong, and whether a column fits two ways of writing."""
    try:
        return land_file(connection, store, delivery, evidence), [], False
    except UndecidedError as error:
        return None, error.sentences, True
    except LandingError as error:
        return None, error.sentences, False
    except OSError as error:
        return None, [f"{delivery.shown} cannot be read: {error.strerror}."], False
    except UnicodeError:
        name = delivery.shown.encode("utf-8", "replace").decode()
        return None, [f"{name}: the name is not UTF-8: rename the file."], False
    except (duckdb.Error, MemoryError) as error:
        # what no rule foresaw ends one file, and is told
        first_line = str(error).strip().splitlines()[:1]
        return None, [f"{delivery.shown} cannot be read: {' '.join(first_line)}"], False


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


def _typed(row: dict, delivery_order: int) -> dict:
    amounts = {name: Decimal(row[name]) for name in row if name.startswith("amount_")}
    days = {
        name: row[name] and date.fromisoformat(row[name]) for name in ("covers_from", "covers_to")
    }
    row = {name: value for name, value in row.items() if name != "styles"}
    return {**row, **amounts, **days, "delivery_order": delivery_order}
