with

windows as (

    select * from {{ ref('int_receivable_windows') }}

),

countback as (

    select * from {{ ref('int_receivable_countback') }}

),

parts as (

    select
        windows.company_id,
        windows.process_id,
        windows.period_grain,
        windows.period_start,
        windows.period_end,
        windows.reason_not_reportable,
        windows.window_sales,
        case
            when windows.period_grain = 'month' then countback.countback_days
            else cast(windows.ar_balance as double) * windows.window_days
        end as numerator,
        case
            when windows.period_grain = 'month' then cast(1 as double)
            else cast(windows.window_sales as double)
        end as denominator,
        countback.days_of_history

    from windows

    left join countback
        on windows.process_id = countback.process_id
        and windows.period_end = countback.period_end
        and windows.period_grain = 'month'

),

with_exclusions as (

    select
        parts.*,
        case
            when parts.reason_not_reportable is not null then parts.reason_not_reportable
            when coalesce(parts.window_sales, 0) <= 0 then 'No credit sales in the window.'
            when parts.numerator is null
                then
                    'The open receivables are older than the sales to count back over: at least '
                    || cast(parts.days_of_history as string) || ' days.'
            when parts.numerator < 0 then 'Customers are owed more than they owe.'
        end as exclusion_reason

    from parts

),

observations as (

    select
        'days_sales_outstanding' as kpi_id,
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
