{#
    One row per figure and stretch of publications that showed it unchanged: every figure that readers
    ever saw. Taken of the current publication before it is replaced, so a failed build leaves no
    trace. It lives beside the work file, which may be deleted.
#}
{% snapshot figures_as_published %}

    {{ config(
        database='history' if target.type == 'duckdb' else target.database,
        schema='main',
        unique_key='figure_id',
        strategy='check',
        check_cols=['value', 'evidence', 'definition', 'as_of_date'],
        updated_at='published_at',
        hard_deletes='invalidate',
    ) }}

    select * from {{ ref('int_figures_before') }}

{% endsnapshot %}
