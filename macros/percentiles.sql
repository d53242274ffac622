{#
    What a unit contributes to a percentile: its value, or, while it is open, a stand-in that is
    larger than any duration ("not yet finished").
#}
{% macro value_or_not_yet(value, is_open) -%}
    case when {{ is_open }} then 1e300 else {{ value }} end
{%- endmacro %}

{#
    A percentile (linear interpolation, type 7) of such values: null where it falls among the units
    that are not yet finished.
#}
{% macro percentile_of(share, value_or_not_yet) -%}
    nullif(
        least(percentile_cont({{ share }}) within group (order by {{ value_or_not_yet }}), 1e100),
        1e100
    )
{%- endmacro %}

{# A ratio as sum over sum: null, not zero, where there is nothing to divide by. #}
{% macro ratio(numerator, denominator) -%}
    {{ numerator }} / nullif({{ denominator }}, 0)
{%- endmacro %}
