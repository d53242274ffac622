{#
    The KPIs of the catalogue, written by `make catalogue`. dbt must know
    every parent of a model before it reads a table, so it cannot read the catalogue.
#}
{% macro measures() %}
    {{ return([
        'cycle_time_hours',
        'touch_time_minutes',
        'cost_per_transaction',
        'throughput',
        'on_time_rate',
        'first_pass_yield',
        'straight_through_rate',
        'reopen_rate',
        'backlog_age',
        'days_sales_outstanding',
        'best_possible_dso',
        'average_days_delinquent',
        'collection_effectiveness',
        'days_to_pay',
        'overdue_share',
    ]) }}
{% endmacro %}
