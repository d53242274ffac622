{# What an amount some years ahead is worth today, at a yearly rate. #}
{% macro present_value(amount, rate, years) -%}
    {{ amount }} / power(1 + {{ rate }}, {{ years }})
{%- endmacro %}
