"""Make the history of published figures again from the memory of every publication."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from gains.publishing.ledger import read_ledger
from gains.publishing.memory import SCHEMAS, remembered
from gains.publishing.work_files import set_aside_if_unreadable

TABLE = "figures_as_published"
_COMPARED = ("value", "evidence", "definition", "as_of_date")


def keep_history(database: Path, published: Path) -> str:
    """Have the history of figures there and readable, made again from the ledger where it is lost.

    Parameters
    ----------
    database : Path
        `history.duckdb`.
    published : Path
        The published folder with its ledger.

    Returns
    -------
    str
        A sentence where something was mended; empty where all was well.

    Raises
    ------
    WorkFileHeldError, UnreadableFileError
        As `set_aside_if_unreadable`.
    """
    told = set_aside_if_unreadable(database, is_cache=False)
    if database.exists():
        return ""
    count = rebuild_history(database, published)
    if not count and not told:
        return ""
    made = f"It was made again from {count} earlier publications in the ledger."
    return f"{told} {made}" if told else f"{database} is missing. {made}"


def rebuild_history(database: Path, published: Path) -> int:
    """Write `figures_as_published` as the snapshots of all publications would have left it.

    Parameters
    ----------
    database : Path
        `history.duckdb`; must not exist yet.
    published : Path
        The published folder with its ledger.

    Returns
    -------
    int
        Publications that it was made from. None: no file is written.

    Notes
    -----
    A figure's row is valid from the publication that first showed it until the one that showed
    another, or none: what a dbt snapshot with the check strategy and `hard_deletes: invalidate`
    keeps. The last publication is left out: the next build takes its snapshot itself.
    """
    entries = list(read_ledger(published).publications.values())[:-1]
    names = SCHEMAS["published_figures"].names
    figures = ", ".join(names)
    draft = database.with_name(f".tmp-{database.name}")
    draft.unlink(missing_ok=True)
    used = 0
    with duckdb.connect(str(draft)) as connection:
        connection.register("nothing", SCHEMAS["published_figures"].empty_table())
        connection.execute(
            f"create table seen as select {figures}, cast(null as timestamp) as published_at, "
            "cast(null as bigint) as position from nothing"
        )
        for entry in entries:
            rows = remembered(published, entry.version, "published_figures")
            if rows is None:
                continue
            used += 1
            at = datetime.fromisoformat(entry.at).astimezone(UTC).replace(tzinfo=None)
            known = [name if name in rows.column_names else f"null as {name}" for name in names]
            connection.register("memory", rows)
            connection.execute(
                f"insert into seen select {', '.join(known)}, $1, $2 from memory", [at, used]
            )
            connection.unregister("memory")
        if used:
            connection.execute(_stretches(names))
        connection.execute("drop table seen")
    if used:
        draft.replace(database)
    else:
        draft.unlink(missing_ok=True)
    return used


def _stretches(names: list[str]) -> str:
    """Return the statement that turns figures by publication into stretches of equal figures."""
    changed = " or ".join(
        f"{name} is distinct from lag({name}) over by_figure" for name in _COMPARED
    )
    return f"""
        create table {TABLE} as
        with publications as (
            select distinct position, published_at from seen
        ),
        marked as (
            select
                *,
                position is distinct from lag(position) over by_figure + 1 or {changed} as begins
            from seen
            window by_figure as (partition by figure_id order by position)
        ),
        numbered as (
            select *, sum(begins::int) over (partition by figure_id order by position) as stretch
            from marked
        ),
        stretches as (
            select figure_id, stretch, min(position) as first_seen, max(position) as last_seen
            from numbered
            group by figure_id, stretch
        )
        select
            {", ".join(f"numbered.{name}" for name in names)},
            cast(numbered.published_at as date) as published_on,
            numbered.published_at,
            md5(numbered.figure_id || '|' || cast(numbered.published_at as varchar)) as dbt_scd_id,
            numbered.published_at as dbt_updated_at,
            numbered.published_at as dbt_valid_from,
            ends.published_at as dbt_valid_to
        from stretches
        inner join numbered
            on stretches.figure_id = numbered.figure_id
            and stretches.first_seen = numbered.position
        left join publications as ends
            on ends.position = stretches.last_seen + 1
    """
