"""Where the published data sets of the measurement tests are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.real_data import real_data

#: Small sets that may be shipped; SOURCE.md beside them says where they are from.
SHIPPED = Path(__file__).parent / "data"


def read(path: str) -> pd.DataFrame:
    """Read a published data set, or skip the test aloud where it is absent."""
    return pd.read_csv(real_data(f"statistics/{path}"))
