with

process_caps as (

    select * from {{ ref('int_process_caps') }}

),

baseline_caps as (

    select * from {{ ref('int_baseline_caps') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

week_lengths as (

    select * from {{ ref('int_week_lengths') }}

),

calendar_intervals as (

    select * from {{ ref('int_calendar_intervals') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

caps_in_use as (

    select
        process_id,
        kpi_id,
        cap,
        cap_weeks

    from process_caps

    where cap is not null

    union

    select
        process_id,
        kpi_id,
        cap,
        cap_weeks

    from baseline_caps

    where cap is not null

),

caps_with_coverage as (

    select
        caps_in_use.process_id,
        caps_in_use.kpi_id,
        caps_in_use.cap,
        caps_in_use.cap_weeks,
        week_lengths.calendar_id,
        coverage.time_zone,
        -- an invoice is only as old as the payments that are exported
        case
            when kpis.source = 'receivables'
                then least(coverage.as_of_date, coverage.payments_to)
            else coverage.as_of_date
        end as as_of_date

    from caps_in_use

    inner join coverage
        on caps_in_use.process_id = coverage.process_id

    inner join kpis
        on caps_in_use.kpi_id = kpis.kpi_id

    inner join week_lengths
        on caps_in_use.process_id = week_lengths.process_id
        and caps_in_use.kpi_id = week_lengths.kpi_id

),

open_hours_by_day as (

    select
        calendar_intervals.calendar_id,
        calendar_intervals.time_zone,
        calendar_intervals.calendar_date,
        max(calendar_intervals.open_hours_before + calendar_intervals.open_hours)
            as open_hours_by_end_of_day

    from calendar_intervals

    group by
        calendar_intervals.calendar_id,
        calendar_intervals.time_zone,
        calendar_intervals.calendar_date

),

matured_in_business_hours as (

    select
        caps_with_coverage.process_id,
        caps_with_coverage.kpi_id,
        caps_with_coverage.cap,
        max(days.calendar_date) as matured_through_date

    from caps_with_coverage

    inner join open_hours_by_day as as_of_days
        on caps_with_coverage.calendar_id = as_of_days.calendar_id
        and caps_with_coverage.time_zone = as_of_days.time_zone
        and caps_with_coverage.as_of_date = as_of_days.calendar_date

    inner join open_hours_by_day as days
        on caps_with_coverage.calendar_id = days.calendar_id
        and caps_with_coverage.time_zone = days.time_zone
        and days.open_hours_by_end_of_day
        <= as_of_days.open_hours_by_end_of_day - caps_with_coverage.cap

    group by
        caps_with_coverage.process_id,
        caps_with_coverage.kpi_id,
        caps_with_coverage.cap

),

matured as (

    select
        caps_with_coverage.process_id,
        caps_with_coverage.kpi_id,
        caps_with_coverage.cap,
        caps_with_coverage.cap_weeks,
        case
            when caps_with_coverage.calendar_id is not null
                then matured_in_business_hours.matured_through_date
            else {{ add_days('caps_with_coverage.as_of_date', '-7 * caps_with_coverage.cap_weeks') }}
        end as matured_through_date

    from caps_with_coverage

    left join matured_in_business_hours
        on caps_with_coverage.process_id = matured_in_business_hours.process_id
        and caps_with_coverage.kpi_id = matured_in_business_hours.kpi_id
        and caps_with_coverage.cap = matured_in_business_hours.cap

)

select * from matured
