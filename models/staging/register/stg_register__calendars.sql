with

calendars as (

    select * from {{ source('register', 'calendars') }}

),

starts as (

    select
        calendar_id,
        weekday as weekday_written,
        opens_at,
        closes_at,
        lower(substr(weekday, 1, 3)) as weekday_start,
        line_number

    from calendars

),

typed as (

    select
        starts.calendar_id,
        starts.weekday_written,
        starts.opens_at,
        starts.closes_at,
        case starts.weekday_start
            when 'mon' then 1
            when 'tue' then 2
            when 'wed' then 3
            when 'thu' then 4
            when 'fri' then 5
            when 'sat' then 6
            when 'sun' then 7
            else try_cast(starts.weekday_start as integer)
        end as weekday,
        60 * try_cast(split_part(starts.opens_at, ':', 1) as integer)
        + try_cast(split_part(starts.opens_at, ':', 2) as integer) as opens_minute,
        60 * try_cast(split_part(starts.closes_at, ':', 1) as integer)
        + try_cast(split_part(starts.closes_at, ':', 2) as integer) as closes_minute,
        starts.line_number

    from starts

)

select * from typed
