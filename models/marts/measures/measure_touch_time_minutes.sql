with

touch_minutes as (

    select * from {{ ref('int_case_touch_minutes') }}

),

observations as (

    select
        'touch_time_minutes' as kpi_id,
        touch_minutes.company_id,
        touch_minutes.process_id,
        touch_minutes.unit_id,
        touch_minutes.segment,
        'unit' as period_grain,
        touch_minutes.period_date,
        touch_minutes.unit_count,
        touch_minutes.minutes as numerator,
        cast(touch_minutes.unit_count as double) as denominator,
        false as is_open,
        touch_minutes.is_cancelled as is_excluded,
        case when touch_minutes.is_cancelled then 'cancelled' end as exclusion_reason

    from touch_minutes

)

select * from observations
