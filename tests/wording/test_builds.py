"""Readers hear of nights that failed.

What would go wrong unseen: seventeen builds killed in a row, and a page that says success.
"""

from datetime import UTC, datetime
from pathlib import Path

from gains.files import read_json
from gains.publishing import heartbeat
from gains.wording.builds import no_good_build

GOOD = datetime(2026, 11, 3, 6, 5, tzinfo=UTC)


def told(folder: Path, now: datetime) -> str:
    return no_good_build(read_json(folder / heartbeat.HEARTBEAT), now)


def test_after_a_good_build_nothing_is_said_until_the_next_is_due(tmp_path):
    heartbeat.begun(tmp_path, "2026-11-03T06:00:00+00:00", 42)
    heartbeat.ended(tmp_path, is_published=True, at=GOOD, build_every_hours=24)
    assert told(tmp_path, datetime(2026, 11, 4, 6, 0, tzinfo=UTC)) == ""
    assert told(tmp_path, datetime(2026, 11, 4, 6, 6, tzinfo=UTC)) == (
        "No build has come through since 3 Nov 2026 06:05 UTC. "
        "The next one was due on 4 Nov 2026 06:05 UTC."
    )


def test_failed_and_killed_builds_are_counted_until_one_comes_through(tmp_path):
    heartbeat.ended(tmp_path, is_published=True, at=GOOD)
    heartbeat.ended(tmp_path, is_published=False, at=GOOD)
    for day in (4, 5):
        heartbeat.killed(tmp_path, f"2026-11-0{day}T06:00:00+00:00")
    now = datetime(2026, 11, 6, tzinfo=UTC)
    assert told(tmp_path, now) == (
        "No build has come through since 3 Nov 2026 06:05 UTC: 1 build failed and 2 builds were "
        "ended from outside."
    )
    heartbeat.ended(tmp_path, is_published=True, at=now)
    assert told(tmp_path, now) == ""


def test_a_build_that_runs_is_no_news_and_one_that_hangs_is(tmp_path):
    heartbeat.begun(tmp_path, "2026-11-03T06:00:00+00:00", 42)
    assert told(tmp_path, datetime(2026, 11, 3, 8, tzinfo=UTC)) == ""
    assert told(tmp_path, datetime(2026, 11, 3, 10, tzinfo=UTC)) == (
        "No build has come through yet: the one that began on 3 Nov 2026 06:00 UTC has not ended."
    )


def test_a_damaged_heartbeat_says_nothing_rather_than_a_trace(tmp_path):
    for content in ("{", "[]", '{"due_at": "x", "failed_since": "many"}'):
        (tmp_path / heartbeat.HEARTBEAT).write_text(content)
        assert told(tmp_path, GOOD) == ""
