"""Real files that nobody here made: read where they lie, never copied into the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REAL_DATA = Path(os.environ.get("GAINS_REAL_DATA", ROOT.parent / "shared" / "data"))


def real_file(path: str) -> Path:
    """Return the real file at `path` below the folder of real data, or skip the test aloud."""
    file = REAL_DATA / path
    if not file.exists():
        pytest.skip(f"real data {path} is not beside this checkout (set GAINS_REAL_DATA)")
    return file
