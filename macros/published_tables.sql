{#
    The models that readers see, in the order of the documentation. dbt must know every parent of
    the publication before it reads any table, so they are listed; a test compares the list with
    the folders models/marts/outcomes and models/marts/register.
#}
{% macro published_tables() %}
    {{ return([
        'register_companies',
        'register_processes',
        'register_initiatives',
        'register_targets',
        'register_kpis',
        'evidence_grades',
        'rules',
        'kpi_overall',
        'kpi_weekly',
        'kpi_monthly',
        'kpi_before_after',
        'kpi_effects',
        'kpi_checks',
        'kpi_expected',
        'kpi_bridge',
        'initiative_value',
        'initiative_value_to_date',
        'initiative_scorecard',
        'portfolio_value',
        'portfolio_totals',
        'portfolio_counts',
        'headline_figures',
        'restatements',
        'figure_updates',
        'baseline_versions',
        'published_figures',
        'document_fingerprints',
        'register_lines',
        'receivables_monthly',
        'receivables_ageing',
        'process_steps',
        'validation_results',
        'export_reconciliation',
        'rejected_rows',
        'data_quality_totals',
        'export_values',
    ]) }}
{% endmacro %}
