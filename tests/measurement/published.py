"""Where the published data sets of the measurement tests are."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = Path(__file__).parent / "data"
REAL_DATA = Path(os.environ.get("GAINS_REAL_DATA", ROOT.parent / "shared" / "data"))


def read(path: str) -> pd.DataFrame:
    """Read a published data set, or skip the test aloud where it is absent."""
    file = REAL_DATA / "statistics" / path
    if not file.exists():
        pytest.skip(f"published data {path} is not beside this checkout (set GAINS_REAL_DATA)")
    return pd.read_csv(file)
