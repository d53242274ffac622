"""Landing: exports of any shape become canonical Parquet, and nothing is lost on the way."""

from gains.landing.find.export_files import Company
from gains.landing.landing import land
from gains.landing.problems import LandingError

__all__ = ["Company", "LandingError", "land"]
