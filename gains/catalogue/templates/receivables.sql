with

windows as (

    select * from {{ ref('int_receivable_windows') }}

),

observations as (

    select
        '$kpi_id' as kpi_id,
        windows.company_id,
        windows.process_id,
        cast(windows.period_end as string) as unit_id,
        cast(null as string) as segment,
        windows.period_grain,
        windows.period_start as period_date,
        1 as unit_count,
        -- to be written
        cast(0 as double) as numerator,
        cast(windows.ar_balance as double) as denominator,
        false as is_open,
        -- and then: windows.reason_not_reportable is not null as is_excluded
        true as is_excluded,
        coalesce(windows.reason_not_reportable, 'not written yet') as exclusion_reason

    from windows

)

select * from observations
