"""One publication with invented figures, and one snapshot of it, for all tests here."""

from pathlib import Path

import pytest

from gains.frozen_reports.make import make
from gains.published.publication import Publication
from tests.published.sample_publication import write

LABEL = {"title": "October board pack", "period": "October 2026", "author": "Dana Whitfield"}


@pytest.fixture(scope="session")
def publication(tmp_path_factory) -> Publication:
    """Publish the sample."""
    folder = tmp_path_factory.mktemp("published")
    write(folder)
    return Publication(folder)


@pytest.fixture(scope="session")
def snapshot(publication, tmp_path_factory) -> Path:
    """Make one snapshot of the portfolio."""
    return make(publication, tmp_path_factory.mktemp("shared"), **LABEL)
