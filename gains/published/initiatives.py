"""Initiatives: scorecards, effects, weeks, checks and bridges, as published."""

from datetime import date
from typing import TypedDict

from gains.published.reader import Reader
from gains.published.rows import (
    InitiativeScorecardRow,
    KpiBeforeAfterRow,
    KpiBridgeRow,
    KpiChecksRow,
    KpiEffectsRow,
    KpiExpectedRow,
)


class InitiativeRow(InitiativeScorecardRow):
    """A scorecard with the names, the primary KPI's unit and what the register says of it."""

    company_name: str
    process_name: str
    build_cost: float | None
    run_cost_per_month: float | None
    ramp_days: int | None
    kpi_name: str | None
    unit: str | None
    reason_code: str | None
    is_improved: bool
    is_worse: bool


class EffectRow(KpiEffectsRow):
    """An effect with the name, the unit and the direction of its KPI."""

    kpi_name: str | None
    unit: str | None
    better: str | None
    is_improved: bool
    is_worse: bool


class WeekRow(KpiExpectedRow):
    """A week of a KPI: what happened and what was expected, and from what it is made."""

    numerator: float | None
    denominator: float | None
    is_after: bool


class PlainWeekRow(TypedDict):
    """A complete week of a KPI where nothing was estimated."""

    period_start: date
    actual: float | None


class ActualRow(TypedDict):
    """A week's actual of an initiative's primary KPI."""

    initiative_id: str
    actual: float


def initiatives(
    reader: Reader, company_id: str | None = None, initiative_id: str | None = None
) -> list[InitiativeRow]:
    """Return every initiative, or those of one company, or one; by company and name."""
    return reader.select(
        InitiativeRow,
        """
        select
            initiative_scorecard.*,
            companies.company_name,
            processes.process_name,
            initiatives.build_cost,
            initiatives.run_cost_per_month,
            initiatives.ramp_days,
            kpis.kpi_name,
            kpis.unit,
            kpi_effects.reason_code,
            coalesce(evidence_grades.is_improved, false) as is_improved,
            coalesce(evidence_grades.is_worse, false) as is_worse
        from initiative_scorecard
        inner join initiatives using (initiative_id)
        inner join processes on initiative_scorecard.process_id = processes.process_id
        inner join companies on initiative_scorecard.company_id = companies.company_id
        left join kpis on initiative_scorecard.primary_kpi_id = kpis.kpi_id
        left join kpi_effects
            on initiative_scorecard.initiative_id = kpi_effects.initiative_id
            and initiative_scorecard.primary_kpi_id = kpi_effects.kpi_id
        left join evidence_grades on initiative_scorecard.evidence = evidence_grades.evidence
        where ($company is null or initiative_scorecard.company_id = $company)
            and ($initiative is null or initiative_scorecard.initiative_id = $initiative)
        order by companies.company_name, initiative_scorecard.initiative_name
        """,
        company=company_id,
        initiative=initiative_id,
    )


def effects(reader: Reader, initiative_ids: list[str]) -> list[EffectRow]:
    """Return the effects of initiatives, the primary KPI of each first."""
    return reader.select(
        EffectRow,
        """
        select
            kpi_effects.*,
            kpis.kpi_name,
            kpis.unit,
            kpis.better,
            coalesce(evidence_grades.is_improved, false) as is_improved,
            coalesce(evidence_grades.is_worse, false) as is_worse
        from kpi_effects
        left join kpis using (kpi_id)
        left join evidence_grades on kpi_effects.evidence = evidence_grades.evidence
        where kpi_effects.initiative_id in (select unnest($keys))
        order by kpi_effects.initiative_id, kpi_effects.is_primary desc, kpi_effects.kpi_id
        """,
        keys=initiative_ids,
    )


def weeks(reader: Reader, initiative_ids: list[str], kpi_id: str | None = None) -> list[WeekRow]:
    """Return the weeks of one KPI, or of each initiative's primary one."""
    return reader.select(
        WeekRow,
        """
        select
            kpi_expected.*,
            kpi_weekly.numerator,
            kpi_weekly.denominator,
            coalesce(
                kpi_expected.period_start >= initiative_scorecard.go_live_date, false
            ) as is_after
        from kpi_expected
        inner join initiative_scorecard using (initiative_id)
        left join kpi_weekly
            on initiative_scorecard.process_id = kpi_weekly.process_id
            and kpi_expected.kpi_id = kpi_weekly.kpi_id
            and kpi_expected.period_start = kpi_weekly.period_start
        where kpi_expected.initiative_id in (select unnest($keys))
            and kpi_expected.kpi_id = coalesce($kpi, initiative_scorecard.primary_kpi_id)
        order by kpi_expected.initiative_id, kpi_expected.period_start
        """,
        keys=initiative_ids,
        kpi=kpi_id,
    )


def plain_weeks(reader: Reader, process_id: str, kpi_id: str) -> list[PlainWeekRow]:
    """Return the complete weeks of a process's KPI, where nothing was estimated yet."""
    return reader.select(
        PlainWeekRow,
        """
        select period_start, value as actual
        from kpi_weekly
        where process_id = $process and kpi_id = $kpi and is_complete
        order by period_start
        """,
        process=process_id,
        kpi=kpi_id,
    )


def actuals(reader: Reader) -> dict[str, list[float]]:
    """Return the weekly actuals of each initiative's primary KPI, by initiative."""
    found: dict[str, list[float]] = {}
    for row in reader.select(
        ActualRow,
        """
        select kpi_expected.initiative_id, kpi_expected.actual
        from kpi_expected
        inner join initiative_scorecard
            on kpi_expected.initiative_id = initiative_scorecard.initiative_id
            and kpi_expected.kpi_id = initiative_scorecard.primary_kpi_id
        where kpi_expected.actual is not null
        order by kpi_expected.initiative_id, kpi_expected.period_start
        """,
    ):
        found.setdefault(row["initiative_id"], []).append(row["actual"])
    return found


def checks(
    reader: Reader, initiative_ids: list[str], kpi_id: str | None = None
) -> list[KpiChecksRow]:
    """Return the checks of the estimates of initiatives, of one KPI or of all."""
    sql = OF_KPI.format(table="kpi_checks", order="check_id")
    return reader.select(KpiChecksRow, sql, keys=initiative_ids, kpi=kpi_id)


def phases(
    reader: Reader, initiative_ids: list[str], kpi_id: str | None = None
) -> list[KpiBeforeAfterRow]:
    """Return before, ramp and after of initiatives, of one KPI or of all; by day."""
    sql = OF_KPI.format(table="kpi_before_after", order="from_date")
    return reader.select(KpiBeforeAfterRow, sql, keys=initiative_ids, kpi=kpi_id)


def bridge(
    reader: Reader, initiative_ids: list[str], kpi_id: str | None = None
) -> list[KpiBridgeRow]:
    """Return what took a KPI from before to now, of one KPI or of all."""
    sql = OF_KPI.format(table="kpi_bridge", order="component")
    return reader.select(KpiBridgeRow, sql, keys=initiative_ids, kpi=kpi_id)


OF_KPI = """
    select * from {table}
    where initiative_id in (select unnest($keys)) and ($kpi is null or kpi_id = $kpi)
    order by initiative_id, kpi_id, {order}
"""
