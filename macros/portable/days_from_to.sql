{# Every day from the first to the last date, one row a day: a table expression with `spine_date`. #}
{% macro days_from_to(first_date, last_date) -%}
    {{ return(adapter.dispatch('days_from_to', 'gains')(first_date, last_date)) }}
{%- endmacro %}

{% macro duckdb__days_from_to(first_date, last_date) -%}
    cast(unnest(generate_series({{ first_date }}, {{ last_date }}, interval 1 day)) as date)
{%- endmacro %}

{% macro spark__days_from_to(first_date, last_date) -%}
    explode(sequence({{ first_date }}, {{ last_date }}, interval 1 day))
{%- endmacro %}
