"""Rows of the published tables, by their contracts. `make types` writes it anew."""

from datetime import date
from typing import TypedDict


class BaselineVersionsRow(TypedDict):
    """A row of baseline_versions."""

    initiative_id: str
    kpi_id: str
    version: int
    is_current: bool | None
    process_id: str | None
    definition: str | None
    before_from: date | None
    before_to: date | None
    cap: float | None
    frozen_value: float | None
    value_now: float | None
    frozen_on: date | None


class CompaniesRow(TypedDict):
    """A row of companies."""

    company_id: str | None
    company_name: str | None
    currency: str | None
    time_zone: str | None
    cost_of_capital: float | None


class DataQualityTotalsRow(TypedDict):
    """A row of data_quality_totals."""

    scope: str
    company_id: str | None
    checks_run: int | None
    checks_passed: int | None
    checks_warned: int | None
    checks_failed: int | None
    checks_not_run: int | None
    file_count: int | None
    rows_read: int | None
    rows_loaded: int | None
    rows_rejected: int | None
    rows_superseded: int | None
    rows_unaccounted: int | None


class DocumentFingerprintsRow(TypedDict):
    """A row of document_fingerprints."""

    process_id: str
    table_name: str
    fact_date: date
    document_count: int | None
    checksum: float | None


class EvidenceGradesRow(TypedDict):
    """A row of evidence_grades."""

    evidence: str
    sort_order: int | None
    decision_order: int | None
    is_verdict: bool | None
    counts: bool | None
    is_improved: bool | None
    is_worse: bool | None


class ExportReconciliationRow(TypedDict):
    """A row of export_reconciliation."""

    company_id: str
    map: str
    file: str
    file_id: str | None
    table_name: str
    settings: str | None
    delivery_order: int | None
    rows_read: int | None
    rows_loaded: int | None
    rows_rejected: int | None
    rejected_share: float | None
    rows_superseded: int | None
    rows_filtered: int | None
    amount_read: float | None
    amount_loaded: float | None
    amount_rejected: float | None
    amount_superseded: float | None
    covers_from: date | None
    covers_to: date | None


class ExportValuesRow(TypedDict):
    """A row of export_values."""

    company_id: str
    map: str
    file: str
    table_name: str
    canonical_column: str
    column_name: str | None
    value: str
    rows: int | None
    first_seen: date | None
    meaning: str | None
    is_new: bool | None


FigureUpdatesRow = TypedDict(
    "FigureUpdatesRow",
    {
        "as_published_on": date | None,
        "updated_as_of": date | None,
        "company_id": str | None,
        "process_id": str | None,
        "initiative_id": str,
        "kpi_id": str,
        "measure": str,
        "was": float | None,
        "is": float | None,
        "cause": str | None,
        "sentence": str | None,
    },
)
"""A row of figure_updates."""


class HeadlineFiguresRow(TypedDict):
    """A row of headline_figures."""

    figure_id: str
    scope: str | None
    company_id: str | None
    initiative_id: str | None
    process_id: str | None
    kpi_id: str | None
    measure: str | None
    item: str | None
    currency: str | None
    unit: str | None
    value: float | None
    value_low: float | None
    value_high: float | None
    definition: str | None
    from_table: str | None
    from_column: str | None


class InitiativeScorecardRow(TypedDict):
    """A row of initiative_scorecard."""

    company_id: str | None
    process_id: str | None
    initiative_id: str
    initiative_name: str | None
    business_owner: str | None
    transformation_lead: str | None
    is_owned: bool | None
    unowned_reason_code: str | None
    unowned_reason_params: str | None
    is_in_total: bool | None
    counts: bool
    counts_reason_code: str | None
    counts_reason_params: str | None
    status: str | None
    is_live: bool | None
    clock: str | None
    kickoff_date: date | None
    go_live_date: date | None
    as_of_date: date | None
    days_since_kickoff: int | None
    days_until_go_live: int | None
    days_in_ramp: int | None
    days_measuring: int | None
    days_to_first_verdict: int | None
    first_verdict_date: date | None
    primary_kpi_id: str | None
    before_value: float | None
    after_value: float | None
    relative_effect: float | None
    relative_low: float | None
    relative_high: float | None
    improvement: float | None
    improvement_low: float | None
    improvement_high: float | None
    improvement_low_95: float | None
    improvement_high_95: float | None
    improvement_unit: str | None
    forest_rank: int | None
    evidence: str | None
    reason: str | None
    target_relative_change: float | None
    target_improvement: float | None
    review_date: date | None
    target_status: str | None
    currency: str | None
    net_annual_value: float | None
    net_annual_value_low: float | None
    net_annual_value_high: float | None
    net_annual_cash_value: float | None
    annual_capacity_value: float | None
    value_reason_code: str | None
    claimed_annual_value: float | None
    spent_to_date: float | None
    payback_date: date | None
    is_paid_back: bool | None
    npv: float | None
    cost_of_delay_per_week: float | None
    cost_of_delay_per_week_low: float | None
    cost_of_delay_per_week_high: float | None
    cost_of_delay_basis: str | None
    uncollected_cash: float | None
    adoption_share: float | None
    eligible_cases: int | None
    handled_cases: int | None
    failed_run_share: float | None
    rework_after_run_share: float | None
    smallest_detectable_change: float | None
    can_tell_in_90_days: bool | None
    joint_with: str | None
    joint_initiative_ids: str | None
    proposed_decision: str | None
    decision_reason_code: str
    decision_reason_params: str | None
    decision: str | None
    decided_on: date | None
    needs_decision: bool | None
    decision_rank: int | None


class InitiativeValueRow(TypedDict):
    """A row of initiative_value."""

    company_id: str | None
    process_id: str | None
    initiative_id: str
    month_start: date
    value_type: str
    currency: str | None
    amount: float | None
    amount_low: float | None
    amount_high: float | None
    running_net: float | None
    running_net_low: float | None
    running_net_high: float | None
    kpi_ids: str | None
    evidence: str | None
    joint_with: str | None
    is_owned: bool | None
    counts: bool | None


class InitiativeValueToDateRow(TypedDict):
    """A row of initiative_value_to_date."""

    company_id: str | None
    initiative_id: str
    value_type: str
    currency: str | None
    counts: bool | None
    amount: float | None
    amount_low: float | None
    amount_high: float | None


class InitiativesRow(TypedDict):
    """A row of initiatives."""

    initiative_id: str | None
    process_id: str | None
    comparison_process_id: str | None
    initiative_name: str | None
    business_owner: str | None
    transformation_lead: str | None
    decision: str | None
    ramp_days: int | None
    baseline_weeks: int | None
    build_cost: float | None
    run_cost_per_month: float | None
    capacity_is_cashable: bool | None
    kickoff_date: date | None
    go_live_date: date | None
    decided_on: date | None


class KpiBeforeAfterRow(TypedDict):
    """A row of kpi_before_after."""

    initiative_id: str
    kpi_id: str
    phase: str
    from_date: date | None
    to_date: date | None
    n: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    p50: float | None
    p90: float | None
    open_count: int | None
    cap: float | None


class KpiBridgeRow(TypedDict):
    """A row of kpi_bridge."""

    initiative_id: str
    kpi_id: str
    component: str
    amount: float | None
    is_credited: bool | None


class KpiChecksRow(TypedDict):
    """A row of kpi_checks."""

    initiative_id: str
    kpi_id: str
    check_id: str
    passed: bool | None
    decides: bool | None
    figure: float | None
    sentence: str | None
    finding_code: str
    finding_params: str | None


class KpiEffectsRow(TypedDict):
    """A row of kpi_effects."""

    initiative_id: str
    kpi_id: str
    is_primary: bool | None
    method: str | None
    design: str | None
    before_value: float | None
    after_value: float | None
    raw_change: float | None
    expected_value: float | None
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    relative_effect: float | None
    relative_low: float | None
    relative_high: float | None
    relative_low_95: float | None
    relative_high_95: float | None
    improvement: float | None
    improvement_low: float | None
    improvement_high: float | None
    improvement_low_95: float | None
    improvement_high_95: float | None
    improvement_unit: str | None
    target_relative_change: float | None
    target_improvement: float | None
    target_status: str | None
    review_date: date | None
    evidence: str
    counts: bool | None
    reason: str | None
    reason_code: str
    reason_params: str | None
    weeks_before: int | None
    weeks_after: int | None
    n_before: int | None
    n_after: int | None
    break_even_drift: float | None
    more_weeks_needed: int | None
    p_value: float | None
    q_value: float | None
    mix_effect: float | None
    rate_effect: float | None
    is_joint: bool | None
    evidence_from_kpi_id: str | None


class KpiExpectedRow(TypedDict):
    """A row of kpi_expected."""

    initiative_id: str
    kpi_id: str
    period_start: date
    phase: str | None
    actual: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None


class KpiMonthlyRow(TypedDict):
    """A row of kpi_monthly."""

    company_id: str | None
    process_id: str
    kpi_id: str
    period_start: date
    segment: str
    n: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    p50: float | None
    p90: float | None
    open_count: int | None
    opened_count: int | None
    is_complete: bool | None
    cap: float | None


class KpiOverallRow(TypedDict):
    """A row of kpi_overall."""

    company_id: str | None
    process_id: str
    kpi_id: str
    segment: str
    n: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    p50: float | None
    p90: float | None
    open_count: int | None
    from_date: date | None
    to_date: date | None


class KpiWeeklyRow(TypedDict):
    """A row of kpi_weekly."""

    company_id: str | None
    process_id: str
    kpi_id: str
    period_start: date
    n: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    p50: float | None
    p90: float | None
    open_count: int | None
    opened_count: int | None
    is_complete: bool | None
    cap: float | None


class KpisRow(TypedDict):
    """A row of kpis."""

    kpi_id: str | None
    kpi_name: str | None
    kind: str | None
    unit: str | None
    better: str | None
    source: str | None
    needs: str | None
    verdict_from: str | None
    priced_as: str | None
    plausible_low: float | None
    plausible_high: float | None
    version: int | None
    definition: str | None


class PortfolioCountsRow(TypedDict):
    """A row of portfolio_counts."""

    scope: str
    company_id: str | None
    company_count: int | None
    currency_count: int | None
    initiative_count: int | None
    live_count: int | None
    planned_count: int | None
    owned_count: int | None
    unowned_count: int | None
    owned_live_count: int | None
    counted_count: int | None
    improved_count: int | None
    worse_count: int | None
    no_change_count: int | None
    inconclusive_count: int | None
    no_verdict_count: int | None
    target_met_count: int | None
    undecided_count: int | None
    late_count: int | None
    at_risk_count: int | None
    paid_back_count: int | None


class PortfolioTotalsRow(TypedDict):
    """A row of portfolio_totals."""

    scope: str
    company_id: str | None
    currency: str
    initiative_count: int | None
    net_annual_value: float | None
    net_annual_value_low: float | None
    net_annual_value_high: float | None
    net_annual_cash_value: float | None
    annual_capacity_value: float | None
    claimed_annual_value: float | None
    unproven_claimed_annual_value: float | None
    unowned_claimed_annual_value: float | None
    planned_claimed_annual_value: float | None
    unowned_net_annual_value: float | None
    measured_share: float | None
    annual_overlap_removed: float | None
    gains_to_date: float | None
    gains_to_date_low: float | None
    gains_to_date_high: float | None
    cash_to_date: float | None
    capacity_to_date: float | None
    released_to_date: float | None
    run_cost_to_date: float | None
    build_cost_to_date: float | None
    spent_to_date: float | None
    spent_on_what_did_not_hold: float | None
    spent_on_what_is_unowned: float | None
    spent_on_what_is_not_live: float | None
    net_to_date: float | None
    net_to_date_low: float | None
    net_to_date_high: float | None
    top_initiative_id: str | None
    top_share: float | None
    overlap_removed: float | None


class PortfolioValueRow(TypedDict):
    """A row of portfolio_value."""

    scope: str
    company_id: str | None
    currency: str
    period_grain: str
    period_start: date
    value_type: str
    counts: bool
    amount: float | None
    amount_low: float | None
    amount_high: float | None
    running_amount: float | None
    running_amount_low: float | None
    running_amount_high: float | None
    amount_unowned: float | None
    overlap_removed: float | None


class ProcessStepsRow(TypedDict):
    """A row of process_steps."""

    process_id: str
    activity: str
    case_count: int | None
    wait_hours_p50: float | None
    wait_hours_p90: float | None
    wait_hours_total: float | None
    touch_minutes_mean: float | None
    rework_share: float | None
    cost_per_month: float | None
    cycle_time_share: float | None
    event_count: int | None


class ProcessesRow(TypedDict):
    """A row of processes."""

    process_id: str | None
    company_id: str | None
    process_name: str | None
    transaction_name: str | None
    calendar_id: str | None
    sla_hours: float | None
    as_of_date: date | None
    covers_from: date | None


class PublishedFiguresRow(TypedDict):
    """A row of published_figures."""

    figure_id: str
    company_id: str | None
    process_id: str | None
    initiative_id: str | None
    kpi_id: str | None
    measure: str | None
    value: float | None
    evidence: str | None
    definition: str | None
    as_of_date: date | None


class ReceivablesAgeingRow(TypedDict):
    """A row of receivables_ageing."""

    company_id: str | None
    process_id: str
    month_end: date
    currency: str | None
    bucket: str
    bucket_number: int | None
    balance: float | None
    invoice_count: int | None
    share_of_balance: float | None


class ReceivablesMonthlyRow(TypedDict):
    """A row of receivables_monthly."""

    company_id: str | None
    process_id: str
    month_end: date
    currency: str | None
    ar_balance: float | None
    current_balance: float | None
    overdue_balance: float | None
    overdue_share: float | None
    unapplied_balance: float | None
    disputed_balance: float | None
    credit_sales: float | None
    dso_month: float | None
    dso_month_before_write_offs: float | None
    dso_3_month: float | None
    dso_countback: float | None
    best_possible_dso: float | None
    average_days_delinquent: float | None
    collection_effectiveness: float | None
    write_offs: float | None
    payments_without_invoice: float | None
    matched_share: float | None
    is_reportable: bool | None
    reason: str | None
    is_newest: bool | None
    compared_month_end: date | None
    ar_balance_change: float | None
    overdue_balance_change: float | None
    dso_countback_change: float | None
    average_days_delinquent_change: float | None


class RegisterLinesRow(TypedDict):
    """A row of register_lines."""

    line_id: str
    scope: str | None
    owner_id: str | None
    line_date: date | None
    content: str | None


class RejectedRowsRow(TypedDict):
    """A row of rejected_rows."""

    company_id: str
    map: str
    file: str
    table_name: str
    line_number: int
    column_name: str | None
    value: str | None
    cause: str | None
    reason: str | None
    amount: float | None


RestatementsRow = TypedDict(
    "RestatementsRow",
    {
        "as_published_on": date | None,
        "restated_as_of": date | None,
        "company_id": str | None,
        "process_id": str | None,
        "initiative_id": str | None,
        "kpi_id": str | None,
        "measure": str | None,
        "was": float | None,
        "is": float | None,
        "cause": str | None,
        "sentence": str | None,
    },
)
"""A row of restatements."""


class RulesRow(TypedDict):
    """A row of rules."""

    days_to_verdict_at_risk: int | None
    days_to_verdict_late: int
    weeks_for_a_baseline: int | None
    weeks_for_a_verdict: int | None
    weeks_until_a_balance_turns: int | None
    confidence: float | None
    inner_confidence: float | None
    no_change_confidence: float | None
    no_change_margin: float | None
    false_discovery_rate: float | None
    low_adoption_share: float | None
    npv_years: int | None
    payback_years: int | None
    default_cost_of_capital: float | None
    days_per_year: int | None
    weeks_per_year: int | None
    trailing_sales_days: int | None
    months_before_first_report: int | None
    outlier_quantile: float | None
    outlier_least_multiple: float | None
    small_write_off_share: float | None


class TargetsRow(TypedDict):
    """A row of targets."""

    initiative_id: str | None
    kpi_id: str | None
    target_relative_change: float | None
    claimed_annual_value: float | None
    is_primary: bool | None
    review_date: date | None


class ValidationResultsRow(TypedDict):
    """A row of validation_results."""

    run_id: str | None
    suite: str
    expectation: str
    column_name: str
    table_name: str | None
    severity: str | None
    message: str | None
    row_count: int | None
    unexpected_count: int | None
    unexpected_share: float | None
    did_run: bool | None
    success: bool | None


#: Published table -> the type of its rows.
TABLES: dict[str, type] = {
    "baseline_versions": BaselineVersionsRow,
    "companies": CompaniesRow,
    "data_quality_totals": DataQualityTotalsRow,
    "document_fingerprints": DocumentFingerprintsRow,
    "evidence_grades": EvidenceGradesRow,
    "export_reconciliation": ExportReconciliationRow,
    "export_values": ExportValuesRow,
    "figure_updates": FigureUpdatesRow,
    "headline_figures": HeadlineFiguresRow,
    "initiative_scorecard": InitiativeScorecardRow,
    "initiative_value": InitiativeValueRow,
    "initiative_value_to_date": InitiativeValueToDateRow,
    "initiatives": InitiativesRow,
    "kpi_before_after": KpiBeforeAfterRow,
    "kpi_bridge": KpiBridgeRow,
    "kpi_checks": KpiChecksRow,
    "kpi_effects": KpiEffectsRow,
    "kpi_expected": KpiExpectedRow,
    "kpi_monthly": KpiMonthlyRow,
    "kpi_overall": KpiOverallRow,
    "kpi_weekly": KpiWeeklyRow,
    "kpis": KpisRow,
    "portfolio_counts": PortfolioCountsRow,
    "portfolio_totals": PortfolioTotalsRow,
    "portfolio_value": PortfolioValueRow,
    "process_steps": ProcessStepsRow,
    "processes": ProcessesRow,
    "published_figures": PublishedFiguresRow,
    "receivables_ageing": ReceivablesAgeingRow,
    "receivables_monthly": ReceivablesMonthlyRow,
    "register_lines": RegisterLinesRow,
    "rejected_rows": RejectedRowsRow,
    "restatements": RestatementsRow,
    "rules": RulesRow,
    "targets": TargetsRow,
    "validation_results": ValidationResultsRow,
}
