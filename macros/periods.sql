{# First and last day of the week or month (the grain) of a date. #}
{% macro period_start(period_grain, date_expression) -%}
    {%- if period_grain == 'week' -%}
        {{ week_start(date_expression) }}
    {%- else -%}
        {{ month_start(date_expression) }}
    {%- endif -%}
{%- endmacro %}

{% macro period_end(period_grain, date_expression) -%}
    {%- if period_grain == 'week' -%}
        {{ add_days(week_start(date_expression), 6) }}
    {%- else -%}
        {{ month_end(date_expression) }}
    {%- endif -%}
{%- endmacro %}
