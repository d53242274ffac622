"""The button on the Snapshots page starts a real job; it is there for those who see everything."""

import pytest

from dashboard import snapshot_job
from tests.dashboard.test_pages import limited, opened, published

__all__ = ["published"]  # the fixture is used by name


@pytest.fixture(autouse=True)
def no_job_left():
    """Forget the job of the test before."""
    snapshot_job._jobs.clear()
    yield
    for job in snapshot_job._jobs:
        job.wait(timeout=120)
    snapshot_job._jobs.clear()


def wait_for_the_job() -> None:
    """Wait until the job has ended."""
    for job in snapshot_job._jobs:
        job.wait(timeout=120)


@pytest.mark.slow
def test_the_button_freezes_the_current_build_in_a_job(published):
    app = opened("snapshots")
    app.text_input[0].set_value("--folder=/ is a title, too")
    app.text_input[1].set_value("October 2026")
    app.button[0].click().run()
    assert app.info[0].value.startswith("A snapshot is being made")
    assert not snapshot_job.start("portfolio", "second", "", "")
    wait_for_the_job()
    app = opened("snapshots")
    assert not app.error
    assert any("is a title, too" in header.value for header in app.header)
    (made,) = (published.parent / "shared_snapshots").glob("*/snapshot.pdf")
    assert made.stat().st_size > 10_000


@pytest.mark.slow
def test_a_snapshot_that_exists_is_said_and_not_made_again(published):
    for _ in range(2):
        app = opened("snapshots")
        app.text_input[0].set_value("Pack")
        app.button[0].click().run()
        wait_for_the_job()
    app = opened("snapshots")
    assert "exists already" in app.error[0].value


def test_a_snapshot_without_a_title_is_not_started(published):
    app = opened("snapshots")
    app.button[0].click().run()
    assert app.error[0].value == "A snapshot needs a title."
    assert not snapshot_job._jobs


def test_who_sees_one_company_only_has_no_button(published, tmp_path, monkeypatch):
    limited(monkeypatch, tmp_path, "group:Finance: [falken]\n")
    app = opened("snapshots")
    assert app.title[0].value == "What was shared with leadership?"
    assert not app.button
    assert not app.text_input
