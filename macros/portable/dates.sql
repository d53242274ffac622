{# The Monday of the week of a date. #}
{% macro week_start(date_expression) -%}
    cast(date_trunc('week', {{ date_expression }}) as date)
{%- endmacro %}

{# The first day of the month of a date. #}
{% macro month_start(date_expression) -%}
    cast(date_trunc('month', {{ date_expression }}) as date)
{%- endmacro %}

{# The first day of the year of a date. #}
{% macro year_start(date_expression) -%}
    cast(date_trunc('year', {{ date_expression }}) as date)
{%- endmacro %}

{# A date some days later (or earlier, with a negative number). #}
{% macro add_days(date_expression, days) -%}
    {{ return(adapter.dispatch('add_days', 'gains')(date_expression, days)) }}
{%- endmacro %}

{% macro duckdb__add_days(date_expression, days) -%}
    cast({{ date_expression }} + cast({{ days }} as integer) as date)
{%- endmacro %}

{% macro spark__add_days(date_expression, days) -%}
    date_add({{ date_expression }}, cast({{ days }} as int))
{%- endmacro %}

{# Days from the first date to the second. #}
{% macro days_between(first_date, second_date) -%}
    {{ dbt.datediff(first_date, second_date, 'day') }}
{%- endmacro %}

{# Whole seconds from the first timestamp to the second. #}
{% macro seconds_between(first_timestamp, second_timestamp) -%}
    {{ dbt.datediff(first_timestamp, second_timestamp, 'second') }}
{%- endmacro %}

{# Elapsed hours from the first timestamp to the second, as a double. #}
{% macro hours_between(first_timestamp, second_timestamp) -%}
    cast({{ seconds_between(first_timestamp, second_timestamp) }} as double) / 3600.0
{%- endmacro %}

{# The last day of the month of a date. #}
{% macro month_end(date_expression) -%}
    {{ add_days(month_start(add_days(month_start(date_expression), 31)), -1) }}
{%- endmacro %}

{# A date as sentences have it, 3 Mar 2026; the spelling of gains.wording. #}
{% macro day_in_words(date_expression) -%}
    cast(day({{ date_expression }}) as string) || ' '
    || substring('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * month({{ date_expression }}) - 2, 3)
    || ' ' || cast(year({{ date_expression }}) as string)
{%- endmacro %}

{# 1 on a Saturday or Sunday, else 0. #}
{% macro is_weekend(day) -%}
    case
        when {{ days_between(week_start('cast(' ~ day ~ ' as date)'), 'cast(' ~ day ~ ' as date)') }} >= 5 then 1
        else 0
    end
{%- endmacro %}

{# The Sunday behind a Friday or Saturday; any other day stays. #}
{% macro through_weekend(day) -%}
    case
        when {{ days_between(week_start(day), day) }} >= 4 then {{ add_days(week_start(day), 6) }}
        else {{ day }}
    end
{%- endmacro %}

{# Days in the month of a date. #}
{% macro days_in_month(date_expression) -%}
    (1 + {{ days_between(month_start(date_expression), month_end(date_expression)) }})
{%- endmacro %}
