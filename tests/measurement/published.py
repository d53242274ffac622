"""Where the published data sets of the measurement tests are."""

from __future__ import annotations

import pandas as pd

from tests.real_data import real_data


def read(path: str) -> pd.DataFrame:
    """Read a published data set, or skip the test aloud where it is absent."""
    return pd.read_csv(real_data(f"statistics/{path}"))
