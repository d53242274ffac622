"""The unit tests that stand beside the models, run on the demo's tables.

What would go wrong unseen: `dbt build` leaves them out, so nothing else would ever run them.
"""

from __future__ import annotations

import re

import yaml

from tests.project import ROOT


def test_every_unit_test_of_the_models_passes(demo_build):
    files = (ROOT / "models").rglob("*.yml")
    written = sum(len(yaml.safe_load(file.read_text()).get("unit_tests", [])) for file in files)
    output = demo_build.dbt("test", "--select", "test_type:unit")
    (passed,) = re.findall(r"Finished running (?:\d+ project hooks?, )?(\d+) unit tests", output)
    assert written > 0
    assert int(passed) == written
