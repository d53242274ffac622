with

windows as (

    select * from {{ ref('int_receivable_windows') }}

),

parts as (

    select
        windows.company_id,
        windows.process_id,
        windows.period_grain,
        windows.period_start,
        windows.period_end,
        coalesce(windows.reason_not_reportable, windows.reason_no_due_dates)
            as reason_not_reportable,
        cast(windows.overdue_balance as double) * windows.window_days as numerator,
        cast(windows.window_sales as double) as denominator

    from windows

),

with_exclusions as (

    select
        parts.*,
        case
            when parts.reason_not_reportable is not null then parts.reason_not_reportable
            when coalesce(parts.denominator, 0) <= 0 then 'No credit sales in the window.'
        end as exclusion_reason

    from parts

),

observations as (

    select
        'average_days_delinquent' as kpi_id,
        with_exclusions.company_id,
        with_exclusions.process_id,
        cast(with_exclusions.period_end as string) as unit_id,
        cast(null as string) as segment,
        with_exclusions.period_grain,
        with_exclusions.period_start as period_date,
        1 as unit_count,
        with_exclusions.numerator,
        with_exclusions.denominator,
        false as is_open,
        with_exclusions.exclusion_reason is not null as is_excluded,
        with_exclusions.exclusion_reason

    from with_exclusions

)

select * from observations
