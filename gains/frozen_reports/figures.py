"""The frozen figures of one snapshot: all that the files print comes from here."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gains.published.initiatives import EffectRow, InitiativeRow, WeekRow
from gains.published.money import LineRow, MonthRow, TotalRow
from gains.published.rows import (
    EvidenceGradesRow,
    HeadlineFiguresRow,
    KpiBeforeAfterRow,
    KpiChecksRow,
    KpisRow,
    PortfolioCountsRow,
    RulesRow,
)

FORMAT_VERSION = 2


@dataclass(frozen=True)
class Label:
    """Who shows what to whom.

    Attributes
    ----------
    title, period, author : str
        As given; data, never markup.
    scope : str
        portfolio, company:<id> or initiative:<id>.
    scope_name : str
        Its name for readers.
    replaces : str
        The snapshot_id that this one corrects; empty when none.
    """

    title: str
    period: str
    author: str
    scope: str
    scope_name: str
    replaces: str = ""


@dataclass(frozen=True)
class Build:
    """The published build that was frozen.

    Attributes
    ----------
    version, built_at, invocation_id, commit : str
        Of the published version; built_at is ISO 8601 in UTC.
    as_of : dict
        process_id -> last day that its exports cover.
    passed, warned, failed : int
        Checks of the data in that build.
    """

    version: str
    built_at: str
    invocation_id: str
    commit: str
    as_of: dict[str, date]
    passed: int = 0
    warned: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Change:
    """One figure that differs from the last snapshot, and why."""

    initiative_id: str
    initiative_name: str
    measure: str
    was: float | str | None
    now: float | str | None
    causes: tuple[str, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Figures:
    """Every figure of a snapshot; rows have the columns of the published tables.

    Attributes
    ----------
    label, build : Label, Build
        What it is about, and what was frozen.
    previous : str
        snapshot_id of the last snapshot of the same scope; empty for the first.
    changes : tuple of Change
        Against the previous snapshot.
    totals_scope : str
        portfolio or company:<id>: whose totals these are; empty where it is about one initiative.
    initiatives : tuple
        Scorecards with names and units, one row per initiative.
    effects, phases, checks : tuple
        kpi_effects with name and unit; kpi_before_after; kpi_checks.
    weeks : tuple
        kpi_expected of the primary KPIs with numerator and denominator of the week.
    totals, counts : tuple
        portfolio_totals, one row per currency; portfolio_counts, one row.
    lines, months : tuple
        initiative_value_to_date and initiative_value, with names.
    headlines : tuple
        headline_figures: every figure that a headline or a tile states.
    kpis, grades, rules : tuple
        The KPI catalogue, the grades of evidence, the thresholds that were applied.
    """

    label: Label
    build: Build
    previous: str = ""
    changes: tuple[Change, ...] = ()
    totals_scope: str = ""
    initiatives: tuple[InitiativeRow, ...] = ()
    effects: tuple[EffectRow, ...] = ()
    phases: tuple[KpiBeforeAfterRow, ...] = ()
    checks: tuple[KpiChecksRow, ...] = ()
    weeks: tuple[WeekRow, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    counts: tuple[PortfolioCountsRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    months: tuple[MonthRow, ...] = ()
    headlines: tuple[HeadlineFiguresRow, ...] = ()
    kpis: tuple[KpisRow, ...] = ()
    grades: tuple[EvidenceGradesRow, ...] = ()
    rules: tuple[RulesRow, ...] = ()

    @property
    def data_through(self) -> date | None:
        """The last day that any export covers."""
        return max(self.build.as_of.values(), default=None)

    @property
    def is_initiative(self) -> bool:
        """Whether the snapshot is about one initiative."""
        return self.label.scope.startswith("initiative:")


def content(figures: Figures) -> dict[str, Any]:
    """Give the figures as JSON can carry them: dates as ISO texts, not-a-number as null."""
    return dict(json.loads(json.dumps(plain(asdict(figures)), allow_nan=False)))


def plain(value: object) -> object:
    """Turn one value, and all inside it, into what JSON has."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value


def digest(figures_content: dict[str, Any]) -> str:
    """Give the sha256 of the figures: the same figures and label give the same text."""
    packed = json.dumps(
        figures_content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(packed.encode()).hexdigest()
