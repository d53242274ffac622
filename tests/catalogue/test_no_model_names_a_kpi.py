"""Only a KPI's own measure knows its name; every other model asks the catalogue for a property.

What would go wrong unseen: a KPI is added, and a rule that names the KPIs of before (its coverage,
its price, its direction) passes it over. A balance made from cases once came out empty that way.
"""

from __future__ import annotations

import re

import pytest

from gains.catalogue.kpis import read
from tests.project import ROOT

KPIS = {kpi.kpi_id for kpi in read(ROOT)}
#: A KPI by its name, and any comparison of a kpi_id with a text.
NAMED = re.compile(rf"(?<![\w/])['\"](?:{'|'.join(sorted(KPIS))})['\"]")
COMPARED = re.compile(r"\bkpi_id\b\s*(?:=|!=|<>|(?:not\s+)?in\s*\(|(?:not\s+)?like)\s*'", re.I)
MODELS = sorted(
    path
    for folder in ("models", "data_tests")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".sql", ".py"}
) + sorted((ROOT / "gains" / "measurement").rglob("*.py"))


def names_of_kpis(text: str, own: str | None = None) -> list[str]:
    """Return the lines of a model that name a KPI, but for its own."""
    return [
        line.strip()
        for line in text.splitlines()
        if COMPARED.search(line) or any(found.strip("'\"") != own for found in NAMED.findall(line))
    ]


@pytest.mark.parametrize("path", MODELS, ids=[str(path.relative_to(ROOT)) for path in MODELS])
def test_a_model_asks_the_catalogue(path):
    own = path.stem.removeprefix("measure_") if path.stem.startswith("measure_") else None
    assert names_of_kpis(path.read_text(), own) == []


@pytest.mark.parametrize(
    "line",
    [
        "case when kpi_id = 'cycle_time_hours' then 1 end",
        "where observations.kpi_id in ('anything')",
        "            'days_to_pay',",
        'VERDICT_FROM = {"days_sales_outstanding": "days_to_pay"}',
    ],
)
def test_a_name_is_found(line):
    assert names_of_kpis(f"select *\n{line}") == [line.strip()]


def test_a_measure_may_say_its_own_name():
    assert names_of_kpis("'days_to_pay' as kpi_id,", "days_to_pay") == []
    assert names_of_kpis("'overdue_share' as kpi_id,", "days_to_pay") != []
