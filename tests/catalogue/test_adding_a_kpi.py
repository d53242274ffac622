"""The documented steps add a KPI: what `make kpi` writes builds, and a declared price is used.

What would go wrong unseen: a skeleton that breaks the build of whoever follows the page, or one
that publishes a figure that nobody has written yet.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace

import pytest

from gains.catalogue import skeleton
from gains.catalogue.kpis import read
from tests.project import ROOT

NEW = {
    "replies": ["first_reply_hours", "--kind", "duration", "--unit", "hours"],
    "share": ["escalation_rate"],
    "stock": ["open_value", "--kind", "balance", "--unit", "days", "--better", "higher"],
    "invoices": ["dispute_rate", "--source", "receivables"],
    "balance": ["unapplied_share", "--kind", "balance", "--source", "receivables"],
}
IDS = [arguments[0] for arguments in NEW.values()]


@pytest.fixture(scope="module")
def extended(make_project):
    """Return the demo, built with five KPIs more and reopen rate as a promise."""
    project = make_project("extended", demo=True)
    for name in ("models", "macros", "docs"):
        project.unlink(name)
    shutil.copy(ROOT / "README.md", project.folder / "README.md")
    for arguments in NEW.values():
        skeleton.write(project.folder, skeleton.kpi_from(arguments))
    path = project.folder / "seeds" / "targets.csv"
    lines = list(csv.reader(path.open()))
    promised = [
        ["returns_portal", "reopen_rate", *line[2:]]
        if line[:2] == ["returns_portal", "first_pass_yield"]
        else line
        for line in lines
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(promised)
    project.write_seed("targets", text.getvalue())
    # errors have a price, so large that the run cost does not move the cost per transaction
    months = [f"{year}-{month:02}-01" for year in (2025, 2026) for month in range(1, 13)]
    errors = [f"harbor_returns,error {month},{month},error,1000000,USD" for month in months[1:22]]
    header = "process_id,cost_id,cost_month,category,amount,currency"
    project.write_export(
        "harbor", "canonical", "process_costs_returns.csv", "\n".join([header, *errors]) + "\n"
    )
    project.build()
    return project


def test_a_skeleton_builds_and_publishes_nothing_that_is_not_written(extended):
    published = {kpi_id for (kpi_id,) in extended.query("select kpi_id from kpis")}
    assert set(IDS) <= published
    for table in ("kpi_weekly", "kpi_monthly", "kpi_overall"):
        figures = extended.query(f"select kpi_id from {table} where kpi_id in {tuple(IDS)}")
        assert figures == []
    reasons = extended.query_work(
        "select distinct kpi_id from intermediate.int_observations "
        f"where kpi_id in {tuple(IDS)} and exclusion_reason = 'not written yet'"
    )
    assert {kpi_id for (kpi_id,) in reasons} == set(IDS)


def test_the_unit_tests_of_a_skeleton_pass(extended):
    names = [f"measure_{kpi_id},test_type:unit" for kpi_id in IDS]
    assert "ERROR=0" in extended.dbt("test", "--select", *names)


def test_a_kpi_with_a_declared_price_is_priced_and_the_same_errors_only_once(extended):
    """More returns come back: a loss at the booked cost per reworked case, in one KPI alone."""
    evidence = dict(
        extended.query(
            "select kpi_id, evidence from kpi_effects where initiative_id = 'returns_portal' "
            "and kpi_id in ('reopen_rate', 'first_pass_yield')"
        )
    )
    assert evidence == {"reopen_rate": "worse", "first_pass_yield": "worse"}
    lines = extended.query_work(
        """
        select
            lines.kpi_id,
            lines.value_type,
            lines.amount,
            -priced.effect * periods.unit_count * costs.error_cost_per_reworked_case
        from intermediate.int_value_lines as lines
        inner join intermediate.int_effects_priced as priced using (initiative_id, kpi_id)
        inner join intermediate.int_effect_periods as periods
            using (initiative_id, kpi_id, period_grain)
        inner join intermediate.int_initiative_baseline_costs as costs using (initiative_id)
        where initiative_id = 'returns_portal' and period_grain = 'year'
        """
    )
    ((kpi_id, value_type, amount, expected),) = lines
    assert (kpi_id, value_type) == ("reopen_rate", "cash_cost")
    assert amount < 0
    assert amount == pytest.approx(expected)


def test_a_name_that_cannot_be_one_or_is_taken_is_refused(tmp_path):
    kpi = read(ROOT)[0]
    with pytest.raises(skeleton.CannotWriteError, match=r"stands in seeds/kpis\.csv already"):
        skeleton.write(ROOT, kpi)
    with pytest.raises(skeleton.CannotWriteError, match="lower-case letters"):
        skeleton.write(ROOT, replace(kpi, kpi_id="First reply"))
