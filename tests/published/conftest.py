"""The sample publication for the tests of its readers."""

from pathlib import Path

import pytest

from tests.published import sample_publication


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the sample."""
    folder = tmp_path_factory.mktemp("published")
    sample_publication.write(folder)
    return folder
