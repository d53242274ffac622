{# Days past due at which an ageing bucket begins: 1-30, 31-60, 61-90, 91+. #}
{% macro ageing_bucket_starts() %}
    {{ return([1, 31, 61, 91]) }}
{% endmacro %}

{# Days of sales under a weekly balance KPI: whole weeks, so that the window starts on a Monday. #}
{% macro trailing_sales_days() -%}
    {%- set days = var('trailing_sales_days') | int -%}
    {%- if days % 7 != 0 -%}
        {{ exceptions.raise_compiler_error(
            'The variable trailing_sales_days is ' ~ days
            ~ ': write a number of whole weeks, such as 91.'
        ) }}
    {%- endif -%}
    {{ days }}
{%- endmacro %}
