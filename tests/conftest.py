"""Fixtures that tests of every folder share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import Project


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
