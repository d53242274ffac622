{# UTC timestamp of a wall-clock time in a time zone. #}
{% macro local_to_utc(timestamp_local, time_zone) -%}
    {{ return(adapter.dispatch('local_to_utc', 'gains')(timestamp_local, time_zone)) }}
{%- endmacro %}

{% macro duckdb__local_to_utc(timestamp_local, time_zone) -%}
    timezone('UTC', timezone({{ time_zone }}, {{ timestamp_local }}))
{%- endmacro %}

{% macro spark__local_to_utc(timestamp_local, time_zone) -%}
    to_utc_timestamp({{ timestamp_local }}, {{ time_zone }})
{%- endmacro %}
