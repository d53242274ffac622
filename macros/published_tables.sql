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
        'kpi_overall',
        'kpi_weekly',
        'kpi_monthly',
        'kpi_before_after',
        'kpi_effects',
        'kpi_checks',
        'kpi_expected',
        'kpi_bridge',
        'initiative_value',
        'initiative_scorecard',
        'portfolio_value',
        'restatements',
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
    ]) }}
{% endmacro %}
