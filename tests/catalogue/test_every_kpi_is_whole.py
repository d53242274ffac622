"""Each KPI of the catalogue has its measure, its place in the list, its card and a sane range.

What would go wrong unseen: a KPI that is promised in the catalogue and silently never computed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = list(csv.DictReader((ROOT / "seeds" / "kpis.csv").open()))
KINDS = {"duration", "mean", "ratio", "proportion", "count", "balance"}
SHAPE = [
    "kpi_id",
    "company_id",
    "process_id",
    "unit_id",
    "segment",
    "period_grain",
    "period_date",
    "unit_count",
    "numerator",
    "denominator",
    "is_open",
    "is_excluded",
    "exclusion_reason",
]


def measures_listed() -> list[str]:
    text = (ROOT / "macros" / "measures.sql").read_text()
    return re.findall(r"^\s+'(\w+)',$", text, flags=re.M)


@pytest.mark.parametrize("kpi", CATALOGUE, ids=[kpi["kpi_id"] for kpi in CATALOGUE])
def test_a_kpi_has_all_its_parts(kpi):
    kpi_id = kpi["kpi_id"]
    measure = ROOT / "models" / "marts" / "measures" / f"measure_{kpi_id}.sql"
    assert measure.exists(), f"{kpi_id} stands in the catalogue, but {measure.name} is missing"
    sql = measure.read_text()
    missing = [column for column in SHAPE if not re.search(rf"\b{column}\b", sql)]
    assert not missing, f"{measure.name} lacks the columns {missing}"
    assert kpi_id in measures_listed(), f"{kpi_id} is missing in macros/measures.sql"
    cards = (ROOT / "docs" / "cards" / "kpis.md").read_text()
    assert f"docs kpi_{kpi_id} %" in cards, f"docs/cards/kpis.md has no card kpi_{kpi_id}"
    assert kpi["kind"] in KINDS
    assert kpi["better"] in {"lower", "higher"}
    assert float(kpi["plausible_low"]) < float(kpi["plausible_high"])


def test_no_measure_stands_outside_the_catalogue():
    folder = ROOT / "models" / "marts" / "measures"
    files = {path.stem.removeprefix("measure_") for path in folder.glob("measure_*.sql")}
    assert files == {kpi["kpi_id"] for kpi in CATALOGUE}
    assert set(measures_listed()) == files
