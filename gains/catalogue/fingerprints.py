"""Fingerprints of the measures: a definition cannot change under an unchanged version.

`python -m gains.catalogue.fingerprints` (`make fingerprints`) renews the file. It refuses where a
measure changed and its version did not, unless it is told why the figures stay the same.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path

from gains.catalogue.kpis import read

ROOT = Path(__file__).resolve().parents[2]
FILE = "tests/catalogue/fingerprints.csv"
PROFILE = """
gains:
  target: compile
  outputs:
    compile: {{type: duckdb, path: {folder}/gains.duckdb, schema: main}}
"""
HEADER = ("kpi_id", "version", "fingerprint", "same_figures_because")


class ChangedMeasureError(Exception):
    """A measure is another one under the version of before; the text says what to do."""


@dataclass(frozen=True)
class Fingerprint:
    """What a KPI's version stood for when it was last looked at.

    Parameters
    ----------
    kpi_id, version : str
    fingerprint : str
        Of the compiled SQL of the measure and of the models that only it reads.
    same_figures_because : str
        Why the SQL changed and no figure did; empty for a version's first fingerprint.
    """

    kpi_id: str
    version: str
    fingerprint: str
    same_figures_because: str = ""


def normal(sql: str) -> str:
    """Return SQL without comments, layout and the name of the database.

    Parameters
    ----------
    sql : str
        Compiled SQL of DuckDB.

    Returns
    -------
    str
        One line; text in quotes stays as it is.
    """
    pieces = re.split(r"('(?:[^']|'')*')", re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL))
    bare = [re.sub(r"\s+", " ", piece.lower()) for piece in pieces[::2]]
    bare = [re.sub(r'"\w+"\.("\w+"\."\w+")', r"\1", piece) for piece in bare]
    bare = [re.sub(r" ?([(),]) ?", r"\1", piece) for piece in bare]
    quoted = [*pieces[1::2], ""]
    return "".join(a + b for a, b in zip(bare, quoted, strict=True)).strip()


def compiled(root: Path = ROOT) -> dict[str, str]:
    """Return the normal SQL of every measure, with that of the models that only it reads.

    Parameters
    ----------
    root : Path, optional
        The project's folder; nothing in it is touched.

    Returns
    -------
    dict of str to str
        By KPI.
    """
    with tempfile.TemporaryDirectory() as folder:
        # a profile of its own: compiling reads no table, and must not wait for a running build
        (Path(folder) / "profiles.yml").write_text(PROFILE.format(folder=folder))
        command = [
            str(Path(sys.executable).parent / "dbt"), "--quiet", "--no-send-anonymous-usage-stats",
            "compile", "--no-introspect", "--no-populate-cache", "--no-partial-parse",
            "--select", "path:models/marts/measures", "path:models/marts/core",
            "path:models/intermediate",
            "--exclude", "path:models/**/*.py",
            "--profiles-dir", folder, "--target-path", folder, "--log-path", folder,
        ]  # fmt: skip
        subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
        manifest = json.loads((Path(folder) / "manifest.json").read_text())
    nodes, children = manifest["nodes"], manifest["child_map"]
    return {
        name.removeprefix("measure_"): _with_own_parents(key, nodes, children)
        for key, name in ((key, node["name"]) for key, node in nodes.items())
        if name.startswith("measure_") and nodes[key]["resource_type"] == "model"
    }


def _with_own_parents(key: str, nodes: dict, children: dict[str, list[str]]) -> str:
    """Return the SQL of a measure, then of the models that nothing but these reads, by name."""
    own, looked_at = {key}, [key]
    while looked_at:
        for parent in nodes[looked_at.pop()]["depends_on"]["nodes"]:
            readers = {child for child in children.get(parent, ()) if child.startswith("model.")}
            if "compiled_code" in nodes.get(parent, {}) and parent not in own and readers <= own:
                own.add(parent)
                looked_at.append(parent)
    return "\n".join(normal(nodes[each]["compiled_code"]) for each in [key, *sorted(own - {key})])


def taken(root: Path = ROOT) -> list[Fingerprint]:
    """Return the fingerprints of what stands in the project now, in the catalogue's order."""
    sql = compiled(root)
    return [
        Fingerprint(
            kpi.kpi_id,
            kpi.version,
            hashlib.sha256(sql[kpi.kpi_id].encode()).hexdigest()[:16],
        )
        for kpi in read(root)
        if kpi.kpi_id in sql
    ]


def kept(root: Path = ROOT) -> list[Fingerprint]:
    """Return the fingerprints that are committed."""
    with (root / FILE).open(encoding="utf-8", newline="") as file:
        return [Fingerprint(**line) for line in csv.DictReader(file)]


def renewed(
    before: list[Fingerprint], now: list[Fingerprint], same_figures_because: str = ""
) -> list[Fingerprint]:
    """Return the fingerprints to keep from now on.

    Parameters
    ----------
    before, now : list of Fingerprint
        What is committed, and what stands in the project.
    same_figures_because : str, optional
        Why no figure moves although a measure's SQL did; kept beside its fingerprint.

    Returns
    -------
    list of Fingerprint

    Raises
    ------
    ChangedMeasureError
        Where a measure changed, its version did not, and nobody says why that is right.
    """
    known = {each.kpi_id: each for each in before}
    result, changed = [], []
    for each in now:
        old = known.get(each.kpi_id)
        if old is not None and old.version == each.version:
            if old.fingerprint == each.fingerprint:
                each = old
            elif same_figures_because:
                each = Fingerprint(
                    each.kpi_id, each.version, each.fingerprint, same_figures_because
                )
            else:
                changed.append(each)
        result.append(each)
    if changed:
        raise ChangedMeasureError(
            "\n".join(
                f"measure_{each.kpi_id} is another one than version {each.version} stands for: "
                f"raise the version of {each.kpi_id} in seeds/kpis.csv, add a row to Figures that "
                "move in CHANGELOG.md, and run `make fingerprints`. If the same exports give the "
                'same figures, run `make fingerprints SAME_FIGURES_BECAUSE="..."` instead.'
                for each in changed
            )
        )
    return result


def write(root: Path, fingerprints: list[Fingerprint]) -> None:
    """Write the file of fingerprints."""
    with (root / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(astuple(each) for each in fingerprints)


def main(arguments: list[str]) -> int:
    """Renew the file; the argument is why no figure moves."""
    before = kept() if (ROOT / FILE).exists() else []
    try:
        write(ROOT, renewed(before, taken(), " ".join(arguments).strip()))
    except ChangedMeasureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
