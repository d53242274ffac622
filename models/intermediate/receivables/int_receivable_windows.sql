{#
    One row per receivables process and period (week, month), with the window of sales that its
    balance KPIs divide by: the month itself, or the trailing days of var trailing_sales_days under a
    week end. The first periods, whose opening receivables the exports lack, are not reportable.
#}

{% set weeks = trailing_sales_weeks() %}

with

periods as (

    select * from {{ ref('int_receivable_periods') }}

),

month_windows as (

    select
        periods.*,
        periods.day_count as window_days,
        periods.credit_sales as window_sales,
        lag(periods.ar_balance) over (
            partition by periods.process_id order by periods.period_end
        ) as ar_balance_at_start,
        case
            when periods.period_number <= {{ var('months_before_first_report') }}
                then
                    'Receivables from before the first exported invoice are missing: the first '
                    || '{{ var("months_before_first_report") }} months are shown, not reported.'
        end as reason_too_early

    from periods

    where periods.period_grain = 'month'

),

week_windows as (

    select
        periods.*,
        {{ 7 * weeks }} as window_days,
        case
            when count(periods.credit_sales) over trailing_weeks = {{ weeks }}
                then sum(periods.credit_sales) over trailing_weeks
        end as window_sales,
        lag(periods.ar_balance, {{ weeks }}) over (
            partition by periods.process_id order by periods.period_end
        ) as ar_balance_at_start,
        case
            when {{ add_days('periods.period_end', 1 - 7 * weeks) }}
                < periods.first_week_of_invoices
                then 'The exports do not hold the sales of all {{ 7 * weeks }} days before.'
        end as reason_too_early

    from periods

    where periods.period_grain = 'week'

    window trailing_weeks as (
        partition by periods.process_id
        order by periods.period_end
        rows between {{ weeks - 1 }} preceding and current row
    )

),

combined as (

    select * from month_windows

    union all

    select * from week_windows

),

windows as (

    select
        combined.*,
        coalesce(combined.reason_unknown, combined.reason_too_early) as reason_not_reportable

    from combined

)

select * from windows
