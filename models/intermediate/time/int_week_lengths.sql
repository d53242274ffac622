with

processes as (

    select * from {{ ref('stg_register__processes') }}

),

calendars as (

    select * from {{ ref('stg_register__calendars') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

hours_of_calendars as (

    select
        calendar_id,
        sum(closes_minute - opens_minute) / 60.0 as hours_a_week

    from calendars

    group by calendar_id

),

week_lengths as (

    select
        processes.process_id,
        kpis.kpi_id,
        cast(
            case
                when kpis.unit = 'days' then 7.0
                when processes.calendar_id is not null then hours_of_calendars.hours_a_week
                else 168.0
            end as double
        ) as week_length,
        -- hours of a calendar run out on holidays; days and elapsed hours do not
        case when kpis.unit = 'hours' then processes.calendar_id end as calendar_id

    from processes

    cross join kpis

    left join hours_of_calendars
        on processes.calendar_id = hours_of_calendars.calendar_id

    where kpis.kind = 'duration'

)

select * from week_lengths
