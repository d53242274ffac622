"""The argument that the commands about snapshots share: where the snapshots are."""

import argparse
import os
from pathlib import Path


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add --folder: GAINS_SNAPSHOTS by default, or shared_snapshots in the working directory."""
    default = Path(os.environ.get("GAINS_SNAPSHOTS", "shared_snapshots"))
    parser.add_argument("--folder", type=Path, default=default, help="of all shared snapshots")
