"""From what is published to the frozen figures of one snapshot."""

import subprocess
from pathlib import Path

from gains.frozen_reports import sums
from gains.frozen_reports.changes import changes_since
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.figures import Build, Figures, Label
from gains.frozen_reports.scope import About, parse
from gains.published import queries, queries_processes
from gains.published.access import Scope
from gains.published.publication import Publication, Version
from gains.published.reader import Reader


def freeze(
    publication: Publication,
    *,
    scope: str,
    title: str,
    period: str,
    author: str,
    replaces: str = "",
    previous: dict | None = None,
) -> Figures:
    """Read the current version once and give every figure that the files will print.

    Parameters
    ----------
    publication : Publication
        The published folder.
    scope : str
        portfolio, company:<company_id> or initiative:<initiative_id>.
    title, period, author, replaces : str
        The label; title and author must not be empty.
    previous : dict, optional
        Content of the last snapshot of the same scope, to say what changed.

    Raises
    ------
    SnapshotError
        When nothing is published, or the scope names nothing that is.
    """
    about = parse(scope)
    for name, text in (("title", title), ("author", author)):
        if not text.strip():
            raise SnapshotError(f"A snapshot needs a {name}. Give one with --{name}.")
    version = publication.current()
    if version is None:
        raise SnapshotError(
            f"Nothing is published in {publication.folder}. Run make build first; a snapshot "
            "freezes what readers see."
        )
    everyone = Reader(version.database, Scope(everything=True))
    company_ids, scope_name = subject(everyone, about)
    reader = everyone if about.kind == "portfolio" else Reader(version.database, Scope(company_ids))
    rows = chosen(queries.initiatives(reader), about)
    if not rows:
        raise SnapshotError(f"No initiative is registered for {scope_name}.")
    keys = {row["initiative_id"] for row in rows}
    months = sums.months(of(reader, "initiative_value", keys), rows)
    figures = Figures(
        label=Label(title.strip(), period.strip(), author.strip(), about.text, scope_name,
                    replaces),
        build=build_of(everyone, version, publication.folder, rows),
        previous=previous["snapshot_id"] if previous else "",
        initiatives=tuple(rows),
        effects=tuple(effects(reader, keys)),
        phases=of(reader, "kpi_before_after", keys),
        checks=of(reader, "kpi_checks", keys),
        weeks=tuple(weeks(reader, keys)),
        totals=sums.yearly(rows),
        to_date=sums.to_date(months),
        months=months,
        kpis=tuple(queries_processes.catalogue(reader)),
    )  # fmt: skip
    return changes_since(figures, previous, of(reader, "restatements", keys))


def subject(reader: Reader, about: About) -> tuple[tuple[str, ...], str]:
    """Give the companies and the name of what the snapshot is about."""
    if about.kind == "portfolio":
        return (), "all companies"
    if about.kind == "company":
        found = reader.rows(
            "select company_id, company_name as name from companies where company_id = $key",
            key=about.key,
        )
    else:
        found = reader.rows(
            """
            select processes.company_id, initiatives.initiative_name as name
            from initiatives
            inner join processes using (process_id)
            where initiatives.initiative_id = $key
            """,
            key=about.key,
        )
    if not found:
        raise SnapshotError(
            f"No {about.kind} {about.key!r} is published. Ids are those of seeds/"
            f"{'companies' if about.kind == 'company' else 'initiatives'}.csv."
        )
    return (found[0]["company_id"],), found[0]["name"]


def chosen(rows: list[dict], about: About) -> list[dict]:
    """Keep the one initiative where the snapshot is about one."""
    if about.kind != "initiative":
        return rows
    return [row for row in rows if row["initiative_id"] == about.key]


def of(reader: Reader, table: str, initiative_ids: set[str]) -> tuple[dict, ...]:
    """Give a table's rows of these initiatives, in one fixed order."""
    if not reader.has(table):
        return ()
    return tuple(
        reader.rows(
            f"select * from {table} where initiative_id in (select unnest($keys)) order by all",
            keys=sorted(initiative_ids),
        )
    )


def effects(reader: Reader, initiative_ids: set[str]) -> list[dict]:
    """Give every KPI's effect with its name, unit, direction and target."""
    return reader.rows(
        """
        select
            kpi_effects.*,
            kpis.kpi_name,
            kpis.unit,
            kpis.better,
            targets.target_relative_change
        from kpi_effects
        left join kpis using (kpi_id)
        left join targets
            on kpi_effects.initiative_id = targets.initiative_id
            and kpi_effects.kpi_id = targets.kpi_id
        where kpi_effects.initiative_id in (select unnest($keys))
        order by kpi_effects.initiative_id, kpi_effects.is_primary desc, kpi_effects.kpi_id
        """,
        keys=sorted(initiative_ids),
    )


def weeks(reader: Reader, initiative_ids: set[str]) -> list[dict]:
    """Give the weeks of the primary KPIs: what happened, what was expected, and from what."""
    return reader.rows(
        """
        select
            kpi_expected.initiative_id,
            kpi_expected.kpi_id,
            kpi_expected.period_start,
            kpi_weekly.numerator,
            kpi_weekly.denominator,
            kpi_expected.actual,
            kpi_expected.expected,
            kpi_expected.expected_low,
            kpi_expected.expected_high,
            coalesce(kpi_expected.period_start >= initiatives.go_live_date, false) as is_after
        from kpi_expected
        inner join initiatives using (initiative_id)
        inner join initiative_scorecard
            on kpi_expected.initiative_id = initiative_scorecard.initiative_id
            and kpi_expected.kpi_id = initiative_scorecard.primary_kpi_id
        left join kpi_weekly
            on initiatives.process_id = kpi_weekly.process_id
            and kpi_expected.kpi_id = kpi_weekly.kpi_id
            and kpi_expected.period_start = kpi_weekly.period_start
        where kpi_expected.initiative_id in (select unnest($keys))
        order by kpi_expected.initiative_id, kpi_expected.period_start
        """,
        keys=sorted(initiative_ids),
    )


def build_of(reader: Reader, version: Version, folder: Path, rows: list[dict]) -> Build:
    """Give the frozen build, with the as-of dates of the processes in scope."""
    checks = queries_processes.validation(reader)
    failed = [check for check in checks if not check["success"]]
    warned = [check for check in failed if check["severity"] != "critical"]
    return Build(
        version=version.name,
        built_at=version.built_at,
        invocation_id=version.invocation_id,
        commit=commit_of(folder),
        as_of={row["process_id"]: row["as_of_date"] for row in rows if row["as_of_date"]},
        passed=len(checks) - len(failed),
        warned=len(warned),
        failed=len(failed) - len(warned),
    )


def commit_of(folder: Path) -> str:
    """Give the commit of the checkout that the published folder lies in; empty outside of one."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
