"""Fixtures that tests of every folder share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What a test asks for tells what it needs: a marker that nobody can forget to set.
MARKER_BY_FIXTURE = {
    "project": "build",
    "make_project": "build",
    "demo_build": "build",
    "browser": "browser",
}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test by the fixtures that it asks for, at any remove."""
    for fixture in getattr(item, "fixturenames", ()):
        if fixture in MARKER_BY_FIXTURE:
            item.add_marker(MARKER_BY_FIXTURE[fixture])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project folder: the repository's models, no exports."""
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Project]:
    """Return a function that makes project folders for fixtures which several tests share."""

    def make(name: str, *, demo: bool = False) -> Project:
        return Project(tmp_path_factory.mktemp(name) / "project", demo=demo)

    return make


@pytest.fixture(scope="session")
def demo_build(make_project: Callable[..., Project]) -> Project:
    """Return the demo, built once a session; tests only read it."""
    project = make_project("demo", demo=True)
    project.build()
    return project


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium for all browser tests; skips aloud where none could be installed.

    One a session: a second Playwright in the same process refuses to start.
    """
    # imported here: only a browser test needs Playwright
    from playwright.sync_api import sync_playwright

    from tests.dashboard.browsing import launched
    from tests.dashboard.serving import chromium

    if chromium() is None:
        pytest.skip("no Chromium: run `make test` as root, or install chromium")
    with sync_playwright() as playwright:
        one = launched(playwright)
        yield one
        one.close()
