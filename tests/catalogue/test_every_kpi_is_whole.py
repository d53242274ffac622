"""Each KPI of the catalogue has its measure, unit test, card, README line and figures.

What would go wrong unseen: a KPI that is promised in the catalogue and silently never computed.
"""

from __future__ import annotations

import re

import pytest
import yaml

from gains.catalogue import files
from gains.catalogue.kpis import read
from tests.project import ROOT

CATALOGUE = read(ROOT)
EACH_KPI = pytest.mark.parametrize("kpi", CATALOGUE, ids=[kpi.kpi_id for kpi in CATALOGUE])
MEASURES = ROOT / "models" / "marts" / "measures"
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
#: What a card says, so that a reader can tell what a figure is and what could fool them.
CARD = [
    "Question",
    "Numerator",
    "Denominator",
    "Goes by",
    "Better",
    "Could move without any improvement",
]


@EACH_KPI
def test_a_measure_has_its_columns_and_says_what_a_row_is(kpi):
    name = f"measure_{kpi.kpi_id}"
    sql = (MEASURES / f"{name}.sql").read_text()
    missing = [column for column in SHAPE if not re.search(rf"\b{column}\b", sql)]
    assert not missing, f"{name}.sql lacks the columns {missing}"
    assert f"'{kpi.kpi_id}' as kpi_id" in sql
    (model,) = yaml.safe_load((MEASURES / f"{name}.yml").read_text())["models"]
    assert model["name"] == name
    assert model["description"].startswith("One row per")
    assert f"doc('kpi_{kpi.kpi_id}')" in model["description"], "the card is not in dbt's docs"


@EACH_KPI
def test_a_measure_has_a_unit_test_with_rows_worked_out_by_hand(kpi):
    tests = yaml.safe_load((MEASURES / f"measure_{kpi.kpi_id}.yml").read_text()).get(
        "unit_tests", []
    )
    assert tests, f"measure_{kpi.kpi_id}.yml has no unit test"
    for test in tests:
        assert test["model"] == f"measure_{kpi.kpi_id}"
        assert test["description"].strip(), f"{test['name']} does not say what would go wrong"
        assert test["expect"]["rows"]
    told = " ".join(str(test["expect"]["rows"]) for test in tests)
    assert "numerator" in told, "no unit test says what the numerator is"
    assert "'is_excluded': True" in told, "no unit test says what is left out"


@EACH_KPI
def test_a_kpi_has_its_card(kpi):
    cards = (ROOT / "docs" / "cards" / "kpis.md").read_text()
    found = re.search(rf"{{% docs kpi_{kpi.kpi_id} %}}(.*?){{% enddocs %}}", cards, re.DOTALL)
    assert found, f"docs/cards/kpis.md has no card kpi_{kpi.kpi_id}"
    # numerator and denominator may be told in one breath
    said = found[1].replace("**Numerator and denominator**", "**Numerator** **Denominator**")
    missing = [point for point in CARD if f"**{point}**" not in said]
    assert not missing, f"the card of {kpi.kpi_id} does not say {missing}"
    assert f"**Better** {kpi.better}" in said, "card and catalogue disagree about the direction"


def test_no_measure_stands_outside_the_catalogue():
    found = {path.stem.removeprefix("measure_") for path in MEASURES.glob("measure_*.sql")}
    assert found == {kpi.kpi_id for kpi in CATALOGUE}


def test_what_is_written_from_the_catalogue_is_up_to_date():
    """The list that dbt builds from, and the README's table; `make catalogue` writes both."""
    for path, text in files.files().items():
        assert (ROOT / path).read_text() == text, f"{path}: run `make catalogue`"


def test_needs_are_checked_against_the_tables_that_have_a_coverage():
    sql = (ROOT / "models/intermediate/coverage/int_table_coverage.sql").read_text()
    covered = set(re.findall(r"^    '(\w+)': \{", sql, flags=re.MULTILINE))
    suite = yaml.safe_load((ROOT / "expectations" / "register_kpis.yml").read_text())
    (check,) = [each for each in suite["expectations"] if each.get("name") == "needs_are_tables"]
    (known,) = re.findall(r"not in \((.*?)\)", check["sql"], flags=re.DOTALL)
    assert set(re.findall(r"'(\w+)'", known)) == covered


@EACH_KPI
def test_a_kpi_has_figures_in_the_demo(kpi, demo_build):
    """Published weeks, months and the whole, and an answer for each initiative that is live."""
    for table in ("kpi_weekly", "kpi_monthly", "kpi_overall"):
        ((count,),) = demo_build.query(
            f"select count(value) from {table} where kpi_id = ?", [kpi.kpi_id]
        )
        assert count > 0, f"{table} has no figure of {kpi.kpi_id}"
    unanswered = demo_build.query(
        """
        select initiatives.initiative_id
        from initiatives
        inner join kpi_overall
            on initiatives.process_id = kpi_overall.process_id
            and kpi_overall.segment is null
        left join kpi_effects
            on initiatives.initiative_id = kpi_effects.initiative_id
            and kpi_overall.kpi_id = kpi_effects.kpi_id
            and kpi_effects.reason is not null
        where kpi_overall.kpi_id = ?
            and initiatives.go_live_date is not null
            and kpi_effects.initiative_id is null
        """,
        [kpi.kpi_id],
    )
    assert unanswered == [], f"{kpi.kpi_id} has neither an effect nor a reason"


@EACH_KPI
def test_every_figure_of_the_demo_lies_within_the_limits_of_the_catalogue(kpi, demo_build):
    outside = demo_build.query(
        "select process_id, period_start, value from kpi_weekly "
        "where kpi_id = ? and value not between ? and ?",
        [kpi.kpi_id, float(kpi.plausible_low), float(kpi.plausible_high)],
    )
    assert outside == []
