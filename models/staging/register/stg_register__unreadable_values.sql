{# One row per value of the register that cannot be read as its type: validation stops on them. #}

with

{% for seed, spec in register_types().items() %}
{{ seed }} as (

    select * from {{ ref(seed) }}

),

{% endfor %}

calendars_typed as (

    select * from {{ ref('stg_register__calendars') }}

),

unreadable as (

    {% for seed, spec in register_types().items() %}
    {% set seed_loop = loop %}
    {% for column, type in spec['columns'].items() %}
    select
        '{{ seed }}' as seed,
        cast({{ spec['key'] }} as string) as row_key,
        '{{ column }}' as column_name,
        cast({{ column }} as string) as unreadable_value,
        '{{ type }}' as expected_type

    from {{ seed }}

    where {{ register_value(column) }} is not null
        and {{ register_value(column, type) }} is null

    {{ 'union all' if not (loop.last and seed_loop.last) }}

    {% endfor %}
    {% endfor %}

),

unreadable_calendars as (

    select
        'calendars' as seed,
        calendars_typed.calendar_id as row_key,
        'weekday, opens_at, closes_at' as column_name,
        cast(null as string) as unreadable_value,
        'weekday 1 to 7 or a name, times as HH:MM, opening before closing' as expected_type

    from calendars_typed

    where calendars_typed.weekday is null
        or calendars_typed.weekday not between 1 and 7
        or calendars_typed.opens_minute is null
        or calendars_typed.closes_minute is null
        or calendars_typed.opens_minute >= calendars_typed.closes_minute
        or calendars_typed.closes_minute > 1440

),

combined as (

    select * from unreadable

    union all

    select * from unreadable_calendars

)

select * from combined
