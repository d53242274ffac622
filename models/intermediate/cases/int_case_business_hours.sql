with

cases as (

    select * from {{ ref('int_cases_united') }}

),

calendar_intervals as (

    select * from {{ ref('int_calendar_intervals') }}

),

cases_with_calendar as (

    select
        cases.process_id,
        cases.case_id,
        cases.calendar_id,
        cases.time_zone,
        cases.opened_at,
        cases.lasts_until,
        cast(cases.opened_at_local as date) as opened_date,
        cast({{ utc_to_local('cases.lasts_until', 'cases.time_zone') }} as date) as lasts_until_date

    from cases

    where cases.calendar_id is not null

),

hours_by_opening as (

    select
        cases_with_calendar.process_id,
        cases_with_calendar.case_id,
        max({{ open_hours_by('cases_with_calendar.opened_at', 'calendar_intervals') }}) as open_hours

    from cases_with_calendar

    inner join calendar_intervals
        on cases_with_calendar.calendar_id = calendar_intervals.calendar_id
        and cases_with_calendar.time_zone = calendar_intervals.time_zone
        and cases_with_calendar.opened_date = calendar_intervals.calendar_date

    group by
        cases_with_calendar.process_id,
        cases_with_calendar.case_id

),

hours_by_ending as (

    select
        cases_with_calendar.process_id,
        cases_with_calendar.case_id,
        max({{ open_hours_by('cases_with_calendar.lasts_until', 'calendar_intervals') }})
            as open_hours

    from cases_with_calendar

    inner join calendar_intervals
        on cases_with_calendar.calendar_id = calendar_intervals.calendar_id
        and cases_with_calendar.time_zone = calendar_intervals.time_zone
        and cases_with_calendar.lasts_until_date = calendar_intervals.calendar_date

    group by
        cases_with_calendar.process_id,
        cases_with_calendar.case_id

),

business_hours as (

    select
        hours_by_opening.process_id,
        hours_by_opening.case_id,
        hours_by_ending.open_hours - hours_by_opening.open_hours as business_hours

    from hours_by_opening

    inner join hours_by_ending
        on hours_by_opening.process_id = hours_by_ending.process_id
        and hours_by_opening.case_id = hours_by_ending.case_id

)

select * from business_hours
