"""Real files that lie beside the checkout and are never part of it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def real_data(name: str) -> Path:
    """A real file, or a skip that says which one is absent.

    Parameters
    ----------
    name : str
        Path below the data folder: `../shared/data` beside the checkout, or GAINS_REAL_DATA.

    Returns
    -------
    Path
        The file.
    """
    folder = Path(os.environ.get("GAINS_REAL_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.is_file():
        pytest.skip(f"real data {name} is not in {folder} (set GAINS_REAL_DATA)")
    return path
