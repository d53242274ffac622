"""Opening hours as instants, to add business hours to a moment."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from demo.register import CALENDARS, HOLIDAYS


class WorkingTime:
    """The opening hours of a calendar in a time zone, from `first` to `last`.

    Parameters
    ----------
    calendar_id : str
        A calendar of the register.
    time_zone : str
        The zone in which the clock on the wall shows the opening hours.
    first, last : date
        The days for which opening hours are laid out.
    """

    def __init__(self, calendar_id: str, time_zone: str, first: date, last: date) -> None:
        closed_days = {day for calendar, day in HOLIDAYS if calendar == calendar_id}
        starts, ends = [], []
        for day in pd.date_range(first, last):
            for calendar, weekday, opens_at, closes_at in CALENDARS:
                if calendar != calendar_id or weekday != day.isoweekday():
                    continue
                if day.date().isoformat() in closed_days:
                    continue
                starts.append(pd.Timestamp(f"{day.date()} {opens_at}", tz=time_zone))
                ends.append(pd.Timestamp(f"{day.date()} {closes_at}", tz=time_zone))
        self._starts = _seconds(pd.DatetimeIndex(starts))
        lengths = _seconds(pd.DatetimeIndex(ends)) - self._starts
        self._open_before = np.concatenate([[0.0], np.cumsum(lengths)])

    def at(self, open_seconds: np.ndarray) -> np.ndarray:
        """Return the instants, in seconds since 1970, at which so many seconds were open."""
        stretch = np.searchsorted(self._open_before, open_seconds, side="right") - 1
        stretch = np.clip(stretch, 0, len(self._starts) - 1)
        return self._starts[stretch] + open_seconds - self._open_before[stretch]

    def add(self, instants: np.ndarray, hours: np.ndarray) -> np.ndarray:
        """Return the instants that lie so many business hours after `instants`, in seconds."""
        return self.at(self._accumulated(instants) + hours * 3600.0)

    def _accumulated(self, instants: np.ndarray) -> np.ndarray:
        stretch = np.clip(
            np.searchsorted(self._starts, instants, side="right") - 1, 0, len(self._starts) - 1
        )
        lengths = np.diff(self._open_before)[stretch]
        into = np.clip(instants - self._starts[stretch], 0.0, lengths)
        return self._open_before[stretch] + into


def _seconds(instants: pd.DatetimeIndex) -> np.ndarray:
    """Return instants as seconds since 1970 in UTC, shape (n,)."""
    return instants.tz_convert("UTC").as_unit("s").asi8.astype(float)
