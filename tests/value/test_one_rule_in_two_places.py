"""Numbers that SQL and Python both need are the same in both.

What would go wrong unseen: the scorecard promises a verdict for a day on which there is none yet.
"""

from __future__ import annotations

import yaml

from gains.measurement import gates
from tests.project import ROOT

VARIABLES = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]


def test_the_scorecard_waits_for_as_many_weeks_as_the_method():
    assert VARIABLES["weeks_for_a_verdict"] == gates.WEEKS_AFTER
    assert VARIABLES["weeks_for_a_baseline"] == gates.WEEKS_BEFORE
