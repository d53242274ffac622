"""Numbers that SQL and Python both need are the same in both.

What would go wrong unseen: the scorecard promises a verdict for a day on which there is none yet,
or a page prints another confidence than the one that decided.
"""

from __future__ import annotations

import yaml

from gains.measurement import evidence, gates, panel, portfolio
from tests.project import ROOT

VARIABLES = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]


def test_the_scorecard_waits_for_as_many_weeks_as_the_method():
    assert VARIABLES["weeks_for_a_verdict"] == gates.WEEKS_AFTER
    assert VARIABLES["weeks_for_a_baseline"] == gates.WEEKS_BEFORE
    assert VARIABLES["weeks_until_a_balance_turns"] == panel.BALANCE_RAMP_WEEKS


def test_the_rules_that_are_printed_are_those_that_decide():
    assert VARIABLES["confidence"] == evidence.PROOF
    assert VARIABLES["inner_confidence"] == evidence.HINT
    assert VARIABLES["no_change_confidence"] == evidence.NOTHING
    assert VARIABLES["no_change_margin"] == evidence.MARGIN
    assert VARIABLES["false_discovery_rate"] == portfolio.FALSE_DISCOVERY_RATE
