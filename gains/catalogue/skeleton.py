"""The files of a new KPI, as a skeleton that builds and publishes nothing until it is written.

`python -m gains.catalogue.skeleton NAME` (`make kpi NAME=...`) writes them.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from dataclasses import astuple, fields
from io import StringIO
from pathlib import Path
from string import Template

from gains.catalogue import files
from gains.catalogue.kpis import CATALOGUE, Kpi, read

ROOT = Path(__file__).resolve().parents[2]
MEASURES = "models/marts/measures"
CARDS = "docs/cards/kpis.md"
TEMPLATES = Path(__file__).with_name("templates")
KINDS = ("duration", "mean", "ratio", "proportion", "count", "balance")
#: kind -> what its figures are mostly counted in.
UNITS = {
    "duration": "days", "mean": "minutes", "ratio": "money", "proportion": "share",
    "count": "cases per week", "balance": "days",
}  # fmt: skip


class CannotWriteError(Exception):
    """A KPI that cannot be written; the text says why and what to do."""


def template_of(kpi: Kpi) -> str:
    """Return the name of the template that is nearest: what its units of observation are."""
    if kpi.kind == "balance":
        return "backlog" if kpi.source == "cases" else "receivables"
    return "cases" if kpi.source == "cases" else "invoices"


def write(root: Path, kpi: Kpi) -> list[str]:
    """Write the files of a KPI, and what follows from the catalogue.

    Parameters
    ----------
    root : Path
        The project's folder.
    kpi : Kpi
        Its line of the catalogue.

    Returns
    -------
    list of str
        The files that were written or changed, by their path below the project.

    Raises
    ------
    CannotWriteError
        Where the name is none, or taken.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", kpi.kpi_id):
        raise CannotWriteError(
            f"{kpi.kpi_id!r} cannot be the name of a KPI: write lower-case letters, digits and "
            "underscores, beginning with a letter, such as NAME=first_reply_hours."
        )
    measure = f"{MEASURES}/measure_{kpi.kpi_id}"
    if kpi.kpi_id in {each.kpi_id for each in read(root)}:
        raise CannotWriteError(
            f"{kpi.kpi_id} stands in {CATALOGUE} already: change it there, or choose another name."
        )
    for path in (f"{measure}.sql", f"{measure}.yml"):
        if (root / path).exists():
            raise CannotWriteError(
                f"{path} is there already: take it away, or choose another name."
            )
    named = {
        "kpi_id": kpi.kpi_id,
        "kpi_name": kpi.kpi_name,
        "better": kpi.better,
        "day": "opened_date" if kpi.kind == "duration" else "closed_date",
        "is_open": "not cases.is_closed" if kpi.kind == "duration" else "false",
        "which": "" if kpi.kind == "duration" else "\n    where cases.is_closed\n",
        "units": "case" if kpi.kind == "duration" else "finished case",
    }
    template = template_of(kpi)
    for ending in ("sql", "yml"):
        text = Template((TEMPLATES / f"{template}.{ending}").read_text(encoding="utf-8"))
        (root / f"{measure}.{ending}").write_text(text.substitute(named), encoding="utf-8")
    _add(root / CATALOGUE, _line(kpi))
    card = Template((TEMPLATES / "card.md").read_text(encoding="utf-8"))
    _add(root / CARDS, "\n" + card.substitute(named))
    files.write(root)
    return [f"{measure}.sql", f"{measure}.yml", CATALOGUE, CARDS, files.MACRO, files.README]


def _add(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{before}\n{text}", encoding="utf-8")


def _line(kpi: Kpi) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(astuple(kpi))
    return line.getvalue()


def kpi_from(arguments: list[str]) -> Kpi:
    """Return the line of the catalogue that a command line asks for."""
    parser = argparse.ArgumentParser(description="Write the files of a new KPI.")
    parser.add_argument("kpi_id")
    parser.add_argument("--kind", choices=KINDS, default="proportion")
    parser.add_argument("--source", choices=("cases", "receivables"), default="cases")
    parser.add_argument("--better", choices=("lower", "higher"), default="lower")
    parser.add_argument("--unit", help="what it is counted in; left out: as its kind mostly is")
    given = parser.parse_args(arguments)
    unit = given.unit or UNITS[given.kind]
    cells = dict.fromkeys((field.name for field in fields(Kpi)), "")
    return Kpi(
        **cells
        | {
            "kpi_id": given.kpi_id,
            "kpi_name": given.kpi_id.replace("_", " ").capitalize(),
            "kind": given.kind,
            "unit": unit,
            "better": given.better,
            "source": given.source,
            "needs": "payments" if given.source == "receivables" else "",
            "plausible_low": "0",
            "plausible_high": "1" if unit == "share" else "1000000",
            "version": "1",
            "definition": "to be written",
        }
    )


def main(arguments: list[str]) -> int:
    """Write the files and say what to do in each."""
    try:
        written = write(ROOT, kpi_from(arguments))
    except CannotWriteError as error:
        print(error, file=sys.stderr)
        return 1
    print("Written:", *(f"  {path}" for path in written), sep="\n")
    print("It builds, and publishes nothing yet. docs/adding_a_kpi.md says what to fill in.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
