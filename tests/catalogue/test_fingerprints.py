"""A changed measure under an unchanged version fails.

What would go wrong unseen: a figure that readers have seen moves, and `restatements` calls it late
data or nothing at all, because the definition is still called version 1.
"""

from __future__ import annotations

import pytest

from gains.catalogue import fingerprints
from gains.catalogue.fingerprints import ChangedMeasureError, Fingerprint, normal, renewed


@pytest.fixture(scope="module")
def now() -> list[Fingerprint]:
    return fingerprints.taken()


def test_every_measure_is_what_its_version_stands_for(now):
    kept = fingerprints.kept()
    # raises with the sentence that says what to do
    assert renewed(kept, now) == kept, "a KPI or version is new: `make fingerprints`"


def test_a_models_own_parents_are_part_of_its_definition():
    """Only one measure reads the reopenings, so the rule in them is its definition."""
    sql = fingerprints.compiled()
    assert sql["reopen_rate"].count("with ") == 2
    assert sql["on_time_rate"].count("with ") == 1


def test_layout_and_comments_are_no_change():
    one = """
    -- why
    SELECT  'A  b' as kpi_id, sum( x ) /* so */
    from "gains"."core"."fct_cases"
    """
    assert normal(one) == normal('select \'A  b\' as kpi_id,sum(x) from "other"."core"."fct_cases"')
    assert normal(one) != normal(one.replace("A  b", "a  b"))
    assert normal(one) != normal(one.replace("sum", "max"))


BEFORE = [Fingerprint("speed", "1", "aaaa"), Fingerprint("cost", "2", "bbbb")]


def test_a_changed_measure_asks_for_a_version():
    with pytest.raises(ChangedMeasureError, match=r"raise the version of cost in seeds/kpis\.csv"):
        renewed(BEFORE, [Fingerprint("speed", "1", "aaaa"), Fingerprint("cost", "2", "cccc")])


def test_a_raised_version_a_new_kpi_and_a_gone_one_are_taken():
    now = [Fingerprint("cost", "3", "cccc"), Fingerprint("age", "1", "dddd")]
    assert renewed(BEFORE, now) == now


def test_a_change_without_another_figure_says_why_and_keeps_saying_it():
    changed = [Fingerprint("speed", "1", "eeee"), BEFORE[1]]
    told = renewed(BEFORE, changed, "the CTEs have other names")
    assert told[0].same_figures_because == "the CTEs have other names"
    assert renewed(told, changed) == told
