"""Draws the cases of a process: when they open and close, who works on them, and for how long."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from demo.stories import FIRST_DAY, LAST_DAY, CaseProcess
from demo.working_time import WorkingTime

WEEK_COUNT = (LAST_DAY - FIRST_DAY).days // 7 + 1

#: How much good and bad weeks differ, relative, beyond what chance does to single cases.
SHARED_WEEK_SPREAD = 0.02
OWN_WEEK_SPREAD = 0.015
WEEK_PERSISTENCE = 0.4

#: A case closes at most this long after it opened, as a multiple of the mean.
DURATION_SHAPE = 2.2
MINUTES_SHAPE = 4.0
CANCELLED_SHARE = 0.02


def week_shocks(generator: np.random.Generator, spread: float) -> np.ndarray:
    """Return persistent good and bad weeks as logarithms, shape (weeks,)."""
    shocks = np.empty(WEEK_COUNT)
    level = 0.0
    for week in range(WEEK_COUNT):
        noise = generator.standard_normal() * spread * np.sqrt(1 - WEEK_PERSISTENCE**2)
        level = WEEK_PERSISTENCE * level + noise
        shocks[week] = level
    return shocks


def season(weeks: np.ndarray) -> np.ndarray:
    """Return the season of the volume, relative to its mean: busy springs, quiet Decembers."""
    return 1.0 + 0.07 * np.sin(2 * np.pi * (weeks - 4) / 52.18)


def treated_share(opened_days: np.ndarray, process: CaseProcess) -> np.ndarray:
    """Return how far the automation has taken hold on each day of opening, 0 to 1."""
    if process.go_live is None:
        return np.zeros(len(opened_days))
    days_live = opened_days - (process.go_live - FIRST_DAY).days
    return np.clip((days_live + 1) / max(process.ramp_days, 1), 0.0, 1.0) * (days_live >= 0)


def draw_cases(
    process: CaseProcess, time_zone: str, shared: np.ndarray, generator: np.random.Generator
) -> pd.DataFrame:
    """Draw every case of a process.

    Parameters
    ----------
    process : CaseProcess
        The story.
    time_zone : str
        Of the company.
    shared : numpy.ndarray
        Good and bad weeks of the whole company as logarithms, shape (weeks,).
    generator : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    pandas.DataFrame
        One row per case: case_id, segment, opened and closed (seconds since 1970, UTC), minutes
        of human work, is_automated, is_cancelled, rework_count.
    """
    weeks = np.arange(WEEK_COUNT)
    counts = generator.poisson(process.weekly_cases * season(weeks))
    week = np.repeat(weeks, counts)
    weekday = generator.choice(5, size=len(week), p=(0.24, 0.21, 0.20, 0.19, 0.16))
    opened_day = week * 7 + weekday
    second_of_day = 8 * 3600 + np.floor(generator.beta(1.6, 1.8, len(week)) * 9 * 60) * 60
    inside = opened_day <= (LAST_DAY - FIRST_DAY).days
    week, opened_day, second_of_day = week[inside], opened_day[inside], second_of_day[inside]
    order = np.lexsort((second_of_day, opened_day))
    week, opened_day, second_of_day = week[order], opened_day[order], second_of_day[order]
    size = len(week)

    opened = to_utc_seconds(opened_day, second_of_day, time_zone)
    share = treated_share(opened_day, process)
    level = np.exp(shared + week_shocks(generator, OWN_WEEK_SPREAD))[week]

    segment = _draw_segments(process, share, generator)
    hours = np.array([s.hours for s in process.segments.values()])[segment]
    minutes = np.array([s.minutes for s in process.segments.values()])[segment]
    automated = generator.random(size) < process.automated_share * share

    mean_hours = (
        hours * level * (1 + process.weekly_trend) ** week * (1 + process.hours_change * share)
    )
    duration = mean_hours * generator.gamma(DURATION_SHAPE, 1 / DURATION_SHAPE, size)
    work = minutes * level * (1 + process.minutes_change * share)
    work = work * generator.gamma(MINUTES_SHAPE, 1 / MINUTES_SHAPE, size)

    rework_after = (
        process.rework_rate if process.rework_rate_after is None else process.rework_rate_after
    )
    rework_rate = process.rework_rate + (rework_after - process.rework_rate) * share
    rework = (generator.random(size) < rework_rate).astype(int)
    rework += (rework > 0) & (generator.random(size) < 0.15)

    if process.calendar_id:
        clock = WorkingTime(
            process.calendar_id, time_zone, FIRST_DAY, LAST_DAY + timedelta(days=200)
        )
        closed = clock.add(opened, duration)
    else:
        closed = opened + duration * 3600.0

    return pd.DataFrame(
        {
            "case_id": [f"{_prefix(process)}{number:06d}" for number in range(1, size + 1)],
            "segment": np.array(list(process.segments))[segment],
            "opened": opened,
            "closed": np.round(closed / 60) * 60,
            "minutes": np.where(automated & (process.minutes_change == 0), 0.0, work),
            "is_automated": automated,
            "is_cancelled": generator.random(size) < CANCELLED_SHARE,
            "rework_count": rework,
        }
    )


def to_utc_seconds(days: np.ndarray, seconds_of_day: np.ndarray, time_zone: str) -> np.ndarray:
    """Turn days since the first day and the clock on the wall into seconds since 1970, UTC."""
    local = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(days, unit="D")
    local = local + pd.to_timedelta(seconds_of_day, unit="s")
    instants = pd.DatetimeIndex(local).tz_localize(time_zone).tz_convert("UTC")
    return instants.as_unit("s").asi8.astype(float)


def day_number(day: date) -> int:
    """Return the number of days from the first day of the demo to `day`."""
    return (day - FIRST_DAY).days


def _draw_segments(
    process: CaseProcess, share: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Return the position of each case's segment; the mix moves as the process is treated."""
    before = np.array([s.share for s in process.segments.values()])
    after = np.array(
        [s.share if s.share_after is None else s.share_after for s in process.segments.values()]
    )
    limits = np.cumsum(before)[None, :] + share[:, None] * (np.cumsum(after) - np.cumsum(before))
    drawn = (generator.random(len(share))[:, None] > limits).sum(axis=1)
    return np.minimum(drawn, len(process.segments) - 1)


def _prefix(process: CaseProcess) -> str:
    """Return the letters before the number of a case, from the name of its transaction."""
    return process.transaction_name[:2].upper() + "-"
