with

cases as (

    select * from {{ ref('fct_cases') }}

),

observations as (

    select
        '$kpi_id' as kpi_id,
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        'unit' as period_grain,
        cases.$day as period_date,
        1 as unit_count,
        -- to be written
        cast(0 as double) as numerator,
        cast(1 as double) as denominator,
        $is_open as is_open,
        -- and then: cases.is_cancelled as is_excluded
        true as is_excluded,
        case
            when cases.is_cancelled then 'cancelled'
            else 'not written yet'
        end as exclusion_reason

    from cases
$which
)

select * from observations
