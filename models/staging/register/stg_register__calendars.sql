{#
    One row per calendar and weekday on which it opens (1 is Monday, 7 is Sunday).
    A weekday is written as a number from 1 to 7 or by its English name; times as HH:MM.
#}

with

calendars as (

    select * from {{ ref('calendars') }}

),

trimmed as (

    select
        {{ register_value('calendar_id') }} as calendar_id,
        lower(substr({{ register_value('weekday') }}, 1, 3)) as weekday_start,
        {{ register_value('opens_at') }} as opens_at,
        {{ register_value('closes_at') }} as closes_at

    from calendars

),

typed as (

    select
        trimmed.calendar_id,
        case trimmed.weekday_start
            when 'mon' then 1
            when 'tue' then 2
            when 'wed' then 3
            when 'thu' then 4
            when 'fri' then 5
            when 'sat' then 6
            when 'sun' then 7
            else try_cast(trimmed.weekday_start as integer)
        end as weekday,
        60 * try_cast(split_part(trimmed.opens_at, ':', 1) as integer)
        + try_cast(split_part(trimmed.opens_at, ':', 2) as integer) as opens_minute,
        60 * try_cast(split_part(trimmed.closes_at, ':', 1) as integer)
        + try_cast(split_part(trimmed.closes_at, ':', 2) as integer) as closes_minute

    from trimmed

)

select * from typed
