"""An upgrade keeps what the release before published.

`releases/0.1.0.tar.gz` holds what release 0.1.0 left behind after two builds of the project below:
publications, history, exports; the second build restated two figures. What would go wrong unseen:
an upgrade after which history begins anew, or that cannot be gone back from.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from gains.publishing.ledger import read_ledger
from gains.publishing.pointer import version_names
from tests.project import Project
from tests.publishing.test_builds import write_register

RELEASES = Path(__file__).with_name("releases")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["0.1.0"])
def upgraded(request: pytest.FixtureRequest, make_project: Callable[..., Project]) -> Project:
    """Return a project that an earlier release published and this one has built."""
    project = make_project("upgrade")
    write_register(project)
    with tarfile.open(RELEASES / f"{request.param}.tar.gz") as archive:
        archive.extractall(project.folder, filter="data")
    project.before = version_names(project.folder / "published")
    project.restated_before = project.query(RESTATED)
    project.told = project.build()
    return project


RESTATED = 'select kpi_id, measure, was, "is", cause from restatements order by kpi_id, measure'


def test_every_earlier_version_stays_and_stands_in_the_ledger(upgraded):
    published = upgraded.folder / "published"
    assert len(upgraded.before) == 2
    assert set(upgraded.before) < set(version_names(published))
    assert list(read_ledger(published).publications) == version_names(published)
    assert "Recovered: 2 published versions were not in the ledger" in upgraded.told


def test_what_the_earlier_release_restated_is_told_still(upgraded):
    assert len(upgraded.restated_before) == 2
    assert set(upgraded.restated_before) <= set(upgraded.query(RESTATED))


def test_the_history_of_figures_goes_on(upgraded):
    history = upgraded.folder / "history.duckdb"
    with duckdb.connect(str(history), read_only=True) as connection:
        (versions,) = connection.execute(
            "select count(distinct dbt_valid_from) from figures_as_published"
        ).fetchone()
    assert versions == 2


def test_readers_of_the_earlier_version_can_be_shown_it_again(upgraded):
    from gains.publishing.pointer import go_back

    published = upgraded.folder / "published"
    newest = upgraded.current()["version"]
    go_back(published, upgraded.before[-1])
    assert upgraded.query(RESTATED) == upgraded.restated_before
    go_back(published, newest)
    assert upgraded.current()["version"] == newest
