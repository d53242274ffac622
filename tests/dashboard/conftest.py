"""One sample publication, one server and one Chromium for all browser tests."""

import hashlib
import json

import pytest

from tests.dashboard.serving import Server
from tests.published import sample_publication


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The published sample, with one shared snapshot beside it."""
    folder = tmp_path_factory.mktemp("dashboard") / "published"
    sample_publication.write(folder)
    home = folder.parent / "shared_snapshots" / "2026-10"
    home.mkdir(parents=True)
    content = b"%PDF-1.7 sample"
    (home / "pack.pdf").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (home / "snapshot.json").write_text(
        json.dumps(
            {
                "title": "October 2026 board pack",
                "published_at": "2026-11-02T07:00:00+00:00",
                "version": "2026-11-02-a",
                "company_ids": ["harbor", "falken"],
                "files": {"pdf": {"name": "pack.pdf", "sha256": digest}},
            }
        )
    )
    return folder


@pytest.fixture(scope="session")
def server(sample):
    """A server over the sample."""
    one = Server(sample, sample.parent / "server.log")
    yield one
    one.stop()
