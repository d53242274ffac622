{# A JSON object as text, from names and expressions: what a sentence needs beside its code. #}
{% macro json_text(values) -%}
    {{ return(adapter.dispatch('json_text', 'gains')(values)) }}
{%- endmacro %}

{% macro duckdb__json_text(values) -%}
    cast(json_object({% for name, value in values.items() %}'{{ name }}', {{ value }}{{ ', ' if not loop.last }}{% endfor %}) as string)
{%- endmacro %}

{% macro spark__json_text(values) -%}
    to_json(named_struct({% for name, value in values.items() %}'{{ name }}', {{ value }}{{ ', ' if not loop.last }}{% endfor %}))
{%- endmacro %}
