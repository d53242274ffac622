with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

),

weeks as (

    select
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(period_start as date) as period_start,
        cast(phase as string) as phase,
        cast(actual as double) as actual,
        cast(expected as double) as expected,
        cast(expected_low as double) as expected_low,
        cast(expected_high as double) as expected_high

    from estimated

    where result = 'week'

)

select * from weeks
