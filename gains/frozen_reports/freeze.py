"""From what is published to the frozen figures of one snapshot."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gains.frozen_reports.changes import changes_since
from gains.frozen_reports.errors import SnapshotError
from gains.frozen_reports.figures import Build, Figures, Label
from gains.frozen_reports.scope import About, parse
from gains.published import headlines, money, quality, register, scopes
from gains.published import initiatives as published
from gains.published.access import Scope
from gains.published.initiatives import InitiativeRow
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
    previous: dict[str, Any] | None = None,
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
    if everyone.lacks():
        raise SnapshotError(
            f"The version {version.name} was published by an older release, which lacks figures "
            "that a snapshot states. Run make build, then freeze again."
        )
    company_ids, scope_name = subject(everyone, about)
    reader = everyone if about.kind == "portfolio" else Reader(version.database, Scope(company_ids))
    rows = published.initiatives(
        reader, initiative_id=about.key if about.kind == "initiative" else None
    )
    if not rows:
        raise SnapshotError(f"No initiative is registered for {scope_name}.")
    keys = [row["initiative_id"] for row in rows]
    totals_scope = about.text if about.kind != "initiative" else ""
    counts = money.counts(reader, totals_scope)
    rules = register.rules(reader)
    figures = Figures(
        label=Label(title.strip(), period.strip(), author.strip(), about.text, scope_name,
                    replaces),
        build=build_of(everyone, version, publication.folder, rows),
        previous=previous["snapshot_id"] if previous else "",
        totals_scope=totals_scope,
        initiatives=tuple(rows),
        effects=tuple(published.effects(reader, keys)),
        phases=tuple(published.phases(reader, keys)),
        checks=tuple(published.checks(reader, keys)),
        weeks=tuple(published.weeks(reader, keys)),
        totals=tuple(money.totals(reader, totals_scope)),
        counts=(counts,) if counts else (),
        lines=tuple(
            line for line in money.lines(reader) if line["initiative_id"] in keys
        ),
        months=tuple(money.months(reader, keys)),
        headlines=tuple(headlines.of(reader, totals_scope, keys)),
        kpis=tuple(register.kpis(reader)),
        grades=tuple(register.grades(reader)),
        rules=(rules,) if rules else (),
    )  # fmt: skip
    changed: list[quality.RestatementRow | quality.UpdateRow] = []
    changed += quality.restatements(reader)
    changed += quality.updates(reader)
    mine = [row for row in changed if row["initiative_id"] in keys]
    return changes_since(figures, previous, mine)


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


def build_of(reader: Reader, version: Version, folder: Path, rows: list[InitiativeRow]) -> Build:
    """Give the frozen build, with the as-of dates of the processes in scope."""
    checks: Mapping[str, Any] = quality.totals(reader, scopes.PORTFOLIO) or {}
    return Build(
        version=version.name,
        built_at=version.built_at,
        invocation_id=version.invocation_id,
        commit=commit_of(folder),
        as_of={row["process_id"] or "": row["as_of_date"] for row in rows if row["as_of_date"]},
        passed=checks.get("checks_passed") or 0,
        warned=checks.get("checks_warned") or 0,
        failed=checks.get("checks_failed") or 0,
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
