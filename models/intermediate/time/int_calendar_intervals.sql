with

calendars as (

    select * from {{ ref('stg_register__calendars') }}

),

holidays as (

    select * from {{ ref('stg_register__holidays') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

-- a year behind the as-of date leaves room for due dates
calendars_in_use as (

    select
        coverage.calendar_id,
        coverage.time_zone,
        min({{ add_days('coverage.cases_from', -7) }}) as first_date,
        max({{ add_days('coverage.as_of_date', 366) }}) as last_date

    from coverage

    where coverage.calendar_id is not null
        and coverage.cases_from is not null

    group by
        coverage.calendar_id,
        coverage.time_zone

),

days as (

    select
        calendars_in_use.calendar_id,
        calendars_in_use.time_zone,
        {{ days_from_to('calendars_in_use.first_date', 'calendars_in_use.last_date') }}
            as calendar_date

    from calendars_in_use

),

open_days as (

    select
        days.calendar_id,
        days.time_zone,
        days.calendar_date,
        1 + {{ days_between(week_start('days.calendar_date'), 'days.calendar_date') }} as weekday

    from days

    left join holidays
        on days.calendar_id = holidays.calendar_id
        and days.calendar_date = holidays.holiday_date

    where holidays.holiday_date is null

),

stretches as (

    select
        open_days.calendar_id,
        open_days.time_zone,
        open_days.calendar_date,
        calendars.opens_minute,
        calendars.closes_minute

    from open_days

    inner join calendars
        on open_days.calendar_id = calendars.calendar_id
        and open_days.weekday = calendars.weekday

    union all

    select
        days.calendar_id,
        days.time_zone,
        days.calendar_date,
        0 as opens_minute,
        0 as closes_minute

    from days

),

stretches_on_the_clock as (

    select
        stretches.calendar_id,
        stretches.time_zone,
        stretches.calendar_date,
        stretches.opens_minute,
        stretches.closes_minute,
        {{ dbt.dateadd('minute', 'stretches.opens_minute', 'cast(stretches.calendar_date as timestamp)') }}
            as opens_at_local,
        {{ dbt.dateadd('minute', 'stretches.closes_minute', 'cast(stretches.calendar_date as timestamp)') }}
            as closes_at_local

    from stretches

),

stretches_in_utc as (

    select
        stretches_on_the_clock.calendar_id,
        stretches_on_the_clock.time_zone,
        stretches_on_the_clock.calendar_date,
        stretches_on_the_clock.opens_minute,
        stretches_on_the_clock.closes_minute,
        {{ local_to_utc('stretches_on_the_clock.opens_at_local', 'stretches_on_the_clock.time_zone') }}
            as opens_at,
        {{ local_to_utc('stretches_on_the_clock.closes_at_local', 'stretches_on_the_clock.time_zone') }}
            as closes_at

    from stretches_on_the_clock

),

stretches_with_hours as (

    select
        stretches_in_utc.*,
        {{ hours_between('stretches_in_utc.opens_at', 'stretches_in_utc.closes_at') }} as open_hours

    from stretches_in_utc

),

accumulated as (

    select
        stretches_with_hours.calendar_id,
        stretches_with_hours.time_zone,
        stretches_with_hours.calendar_date,
        stretches_with_hours.opens_at,
        stretches_with_hours.closes_at,
        stretches_with_hours.open_hours,
        sum(stretches_with_hours.open_hours) over (
            partition by stretches_with_hours.calendar_id, stretches_with_hours.time_zone
            order by
                stretches_with_hours.calendar_date,
                stretches_with_hours.opens_minute,
                stretches_with_hours.closes_minute
            rows between unbounded preceding and current row
        ) - stretches_with_hours.open_hours as open_hours_before

    from stretches_with_hours

)

select * from accumulated
