with

cases as (

    select * from {{ ref('fct_cases') }}

),

observations as (

    select
        'straight_through_rate' as kpi_id,
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        'unit' as period_grain,
        cases.closed_date as period_date,
        1 as unit_count,
        cast(case when cases.is_straight_through then 1 else 0 end as double) as numerator,
        cast(1 as double) as denominator,
        false as is_open,
        cases.is_cancelled or cases.is_straight_through is null as is_excluded,
        case
            when cases.is_cancelled then 'cancelled'
            when cases.is_straight_through is null then 'human steps are not recorded'
        end as exclusion_reason

    from cases

    where cases.is_closed

)

select * from observations
