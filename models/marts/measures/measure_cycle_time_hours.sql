with

cases as (

    select * from {{ ref('fct_cases') }}

),

observations as (

    select
        'cycle_time_hours' as kpi_id,
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        'unit' as period_grain,
        cases.opened_date as period_date,
        1 as unit_count,
        cases.cycle_time_hours as numerator,
        cast(1 as double) as denominator,
        not cases.is_closed as is_open,
        cases.is_cancelled or cases.is_closed_before_opened as is_excluded,
        case
            when cases.is_cancelled then 'cancelled'
            when cases.is_closed_before_opened then 'closed before it was opened'
        end as exclusion_reason

    from cases

)

select * from observations
