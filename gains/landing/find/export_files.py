"""Which files lie under `exports/`, whose they are, and which delivery is the newer one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from gains.checked_yaml import nearest

#: Endings of files that can be read; a `.gz` behind a text ending is unpacked.
TEXT_ENDINGS = (".csv", ".txt", ".tsv", ".csv.gz", ".txt.gz", ".tsv.gz")
PARQUET_ENDINGS = (".parquet",)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
READABLE_ENDINGS = TEXT_ENDINGS + PARQUET_ENDINGS + WORKBOOK_ENDINGS

SETTINGS_FILE = "_settings.yml"


@dataclass(frozen=True)
class Company:
    """A company of the register, as far as landing needs it.

    Parameters
    ----------
    company_id : str
        Also the name of its folder under `exports/`.
    currency : str
        ISO 4217 code.
    time_zone : str
        IANA name; timestamps without an offset are read in it.
    """

    company_id: str
    currency: str
    time_zone: str


@dataclass(frozen=True)
class ExportFolder:
    """One folder `exports/<company_id>/<map>/` and its files, oldest delivery first."""

    company: Company
    map_name: str
    path: Path
    files: tuple[Path, ...]

    def name_of(self, file: Path) -> str:
        """Return the path of a file below the folder, with forward slashes."""
        return file.relative_to(self.path).as_posix()

    def shown(self, file: Path) -> str:
        """Return the path of a file as a person sees it, from `exports/` on."""
        return f"exports/{self.company.company_id}/{self.map_name}/{self.name_of(file)}"


def without_ending(name: str) -> str:
    """Return a file name without the ending that says how it is stored."""
    lowered = name.lower()
    for ending in sorted(READABLE_ENDINGS, key=len, reverse=True):
        if lowered.endswith(ending):
            return name[: -len(ending)]
    return name


def natural_order(name: str) -> tuple:
    """Sort key under which `part 10` comes after `part 9`, and `invoices_2` after `invoices`.

    Parameters
    ----------
    name : str
        Path below the folder of the map.

    Returns
    -------
    tuple
        Comparable with that of any other name.
    """
    parts = re.split(r"(\d+)", without_ending(name).lower())
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


def is_ignored(path: Path) -> bool:
    """Whether a file is no export: hidden, a lock file of an office program, notes, settings."""
    name = path.name
    return (
        name.startswith((".", "~$"))
        or name == SETTINGS_FILE
        or name.lower().endswith(".md")
        or name in ("Thumbs.db", "desktop.ini")
    )


def find_folders(
    exports: Path, companies: list[Company], map_names: list[str]
) -> tuple[list[ExportFolder], list[str]]:
    """Find every folder of exports.

    Parameters
    ----------
    exports : Path
        The folder `exports/`; it may be absent.
    companies : list of Company
        The companies of the register.
    map_names : list of str
        The maps that exist, with the built-in one.

    Returns
    -------
    tuple of (list of ExportFolder, list of str)
        The folders in order of company and map, and what is wrong, a sentence each.
    """
    folders: list[ExportFolder] = []
    problems: list[str] = []
    by_id = {company.company_id: company for company in companies}
    for company_path in sorted(exports.iterdir()) if exports.is_dir() else []:
        if is_ignored(company_path):
            continue
        if not company_path.is_dir():
            problems.append(
                f"exports/{company_path.name} lies outside a company's folder: "
                "move it to exports/<company_id>/<map>/."
            )
            continue
        company = by_id.get(company_path.name)
        if company is None:
            near = nearest(company_path.name, by_id)
            hint = f" (the nearest is '{near}')" if near else ""
            problems.append(
                f"exports/{company_path.name}/ belongs to no company of the register{hint}: "
                "add a row with this company_id to seeds/companies.csv, or rename the folder."
            )
            continue
        for map_path in sorted(company_path.iterdir()):
            if is_ignored(map_path):
                continue
            shown = f"exports/{company.company_id}/{map_path.name}"
            if not map_path.is_dir():
                problems.append(
                    f"{shown} lies in no folder of a map: move it to "
                    f"exports/{company.company_id}/canonical/, or to the folder of the map that "
                    "reads it."
                )
                continue
            if map_path.name not in map_names:
                near = nearest(map_path.name, map_names)
                hint = f" (the nearest is '{near}')" if near else ""
                problems.append(
                    f"{shown}/ names no map{hint}: write export_maps/{map_path.name}.yml, or give "
                    "the folder the name of a map that exists: "
                    f"{', '.join(sorted(map_names))}."
                )
                continue
            folder, found = _folder(company, map_path)
            folders.append(folder)
            problems.extend(found)
    return folders, problems


def _files_below(folder: Path, seen: frozenset[Path] = frozenset()) -> list[Path]:
    """Return all files that are no notes, through linked folders, without hidden ones."""
    found: list[Path] = []
    # a link may lead back to a folder above
    seen = seen | {folder.resolve()}
    for path in sorted(folder.iterdir()):
        if is_ignored(path):
            continue
        if not path.is_dir():
            found.append(path)
        elif path.resolve() not in seen:
            found += _files_below(path, seen)
    return found


def _folder(company: Company, map_path: Path) -> tuple[ExportFolder, list[str]]:
    files: list[Path] = []
    problems: list[str] = []
    for path in _files_below(map_path):
        shown = f"exports/{company.company_id}/{map_path.name}/{path.relative_to(map_path)}"
        if not path.is_file():
            problems.append(f"{shown} is a link to nothing, or no file: remove it.")
            continue
        if path.name.lower().endswith(READABLE_ENDINGS):
            files.append(path)
        elif path.name.lower().endswith(".xls"):
            problems.append(
                f"{shown} is an old Excel file or a web page named .xls: open it and save it as "
                ".xlsx or .csv."
            )
        else:
            problems.append(
                f"{shown} is of a kind that cannot be read: use CSV (also .gz), Parquet or XLSX, "
                "or move the file out of exports/."
            )
    files.sort(
        key=lambda path: (
            natural_order(path.relative_to(map_path).as_posix()),
            path.relative_to(map_path).as_posix(),
        )
    )
    return ExportFolder(company, map_path.name, map_path, tuple(files)), problems
