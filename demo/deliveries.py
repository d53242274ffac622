"""Cuts what was drawn into the files that the systems of the two companies exported.

Each export holds what was new or changed since the one before, as it stood on that day: a case
that was open comes again once it is closed. So exports overlap, and the newest one wins.
"""

from __future__ import annotations

import gzip
import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from demo.stories import DELIVERY_DAYS, FIRST_DAY


def end_of_day(day: date, time_zone: str) -> float:
    """Return the first instant after a day of the company, in seconds since 1970, UTC."""
    return pd.Timestamp(day + timedelta(days=1), tz=time_zone).timestamp()


def local_time(seconds: pd.Series | np.ndarray, time_zone: str) -> pd.Series:
    """Return instants as the company's systems write them: local time without an offset."""
    instants = pd.to_datetime(pd.Series(seconds), unit="s", utc=True).dt.tz_convert(time_zone)
    return instants.dt.strftime("%Y-%m-%dT%H:%M").where(instants.notna(), "")


def delivered_between(
    changed: np.ndarray, created: np.ndarray, after: float, until: float
) -> np.ndarray:
    """Return which records exist at `until` and are new or changed since `after`, shape (n,)."""
    is_new = (created >= after) & (created < until)
    is_changed = (created < after) & (changed >= after) & (changed < until)
    return is_new | is_changed


def cut_by_instant(
    frame: pd.DataFrame, created: str, changed: str, time_zone: str
) -> list[tuple[date, pd.DataFrame]]:
    """Cut records with instants into deliveries; what happens later is blank in a delivery.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with instants in seconds since 1970.
    created, changed : str
        The columns with the instants of the first and of the last change.
    time_zone : str
        Of the company.

    Returns
    -------
    list of tuple
        Day of delivery and its records, in the order of the days.
    """
    deliveries = []
    after = -np.inf
    for day in DELIVERY_DAYS:
        until = end_of_day(day, time_zone)
        wanted = delivered_between(
            frame[changed].to_numpy(), frame[created].to_numpy(), after, until
        )
        part = frame[wanted].copy()
        if created != changed:
            part[changed] = part[changed].where(part[changed] < until)
        deliveries.append((day, part))
        after = until
    return deliveries


def cut_by_day(frame: pd.DataFrame, column: str) -> list[tuple[date, pd.DataFrame]]:
    """Cut records with a day since the first day into deliveries."""
    deliveries = []
    after = -(10**6)
    for day in DELIVERY_DAYS:
        until = (day - FIRST_DAY).days
        part = frame[(frame[column] > after) & (frame[column] <= until)]
        deliveries.append((day, part))
        after = until
    return deliveries


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a CSV file, compressed where the name says so, the same bytes every time."""
    text = io.StringIO(newline="")
    frame.to_csv(text, index=False, lineterminator="\n")
    data = text.getvalue().encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        data = gzip.compress(data, compresslevel=9, mtime=0)
    path.write_bytes(data)
