{#
    The line of the seed's file that a row was read from; the header is line 1. Rows stand in the
    order of the file, and no cell of the register holds a line break.
#}
{% macro seed_line() -%}
    {{ return(adapter.dispatch('seed_line', 'gains')()) }}
{%- endmacro %}

{% macro duckdb__seed_line() -%}
    1 + row_number() over ()
{%- endmacro %}

{% macro spark__seed_line() -%}
    monotonically_increasing_id() + 2
{%- endmacro %}
