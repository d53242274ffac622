{# Days past due at which an ageing bucket begins: 1-30, 31-60, 61-90, 91+. #}
{% macro ageing_bucket_starts() %}
    {{ return([1, 31, 61, 91]) }}
{% endmacro %}

{#
    Weeks of sales under a weekly balance KPI, from the variable in days. Whole weeks, because the
    window slides from Sunday to Sunday. While SQL is linted the variable has no value: 91 stands in.
#}
{% macro trailing_sales_weeks() %}
    {% set written = var('trailing_sales_days') %}
    {% set days = written | int(91) %}
    {% if execute and (days | string != written | string or days < 7 or days % 7 != 0) %}
        {{ exceptions.raise_compiler_error(
            'The variable trailing_sales_days is ' ~ written
            ~ ': write a number of days that makes whole weeks, such as 91.'
        ) }}
    {% endif %}
    {{ return(days // 7) }}
{% endmacro %}
