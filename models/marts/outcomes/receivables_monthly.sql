{#
    One row per receivables process and month end: what is open, what is overdue, and days sales
    outstanding by month, by three months and by countback, side by side. A month that the exports do
    not cover has no figures but a reason; the first months are shown and not reported.
#}

with

windows as (

    select * from {{ ref('int_receivable_windows') }}

),

countback as (

    select * from {{ ref('int_receivable_countback') }}

),

months as (

    select
        windows.*,
        -- null until there are three months, and where one of them is unknown
        case
            when count(windows.credit_sales) over three_months = 3
                then sum(windows.credit_sales) over three_months
        end as credit_sales_of_3_months,
        sum(windows.day_count) over three_months as days_of_3_months,
        countback.countback_days,
        countback.days_of_history

    from windows

    left join countback
        on windows.process_id = countback.process_id
        and windows.period_end = countback.period_end

    where windows.period_grain = 'month'

    window three_months as (
        partition by windows.process_id
        order by windows.period_end
        rows between 2 preceding and current row
    )

),

with_figures as (

    select
        months.company_id,
        months.process_id,
        months.period_end as month_end,
        months.currency,
        months.ar_balance,
        months.current_balance,
        months.overdue_balance,
        months.unapplied_balance,
        months.disputed_balance,
        months.credit_sales,
        case
            when months.credit_sales > 0
                then
                    cast(months.ar_balance as double)
                    / cast(months.credit_sales as double) * months.day_count
        end as dso_month,
        -- writing off lowers days sales outstanding without a payment: here with it undone
        case
            when months.credit_sales > 0
                then
                    cast(months.ar_balance + months.write_offs as double)
                    / cast(months.credit_sales as double) * months.day_count
        end as dso_month_before_write_offs,
        case
            when months.credit_sales_of_3_months > 0
                then
                    cast(months.ar_balance as double)
                    / cast(months.credit_sales_of_3_months as double) * months.days_of_3_months
        end as dso_3_month,
        months.countback_days as dso_countback,
        case
            when months.credit_sales > 0
                then
                    cast(months.current_balance as double)
                    / cast(months.credit_sales as double) * months.day_count
        end as best_possible_dso,
        case
            when months.credit_sales > 0
                then
                    cast(months.overdue_balance as double)
                    / cast(months.credit_sales as double) * months.day_count
        end as average_days_delinquent,
        case
            when months.ar_balance_at_start + months.credit_sales - months.current_balance > 0
                then
                    100 * cast(
                        months.ar_balance_at_start + months.credit_sales - months.ar_balance
                        as double
                    ) / cast(
                        months.ar_balance_at_start + months.credit_sales - months.current_balance
                        as double
                    )
        end as collection_effectiveness,
        months.write_offs,
        months.payments_without_invoice,
        months.matched_share,
        case
            when months.reason_not_reportable is not null then months.reason_not_reportable
            when months.credit_sales <= 0
                then 'No credit sales in the month, so its receivables cannot be told in days of sales.'
            when months.countback_days is null
                then
                    'The open receivables are older than the sales to count back over: at least '
                    || cast(months.days_of_history as string) || ' days.'
            else months.reason_no_due_dates
        end as reason,
        months.reason_not_reportable is null
        and months.credit_sales > 0
        and months.countback_days is not null as is_reportable

    from months

),

-- a month is told beside the one a year before it, or, in the first year, beside the first one
with_shares as (

    select
        with_figures.*,
        case
            when with_figures.ar_balance != 0
                then cast(with_figures.overdue_balance as double)
                    / cast(with_figures.ar_balance as double)
        end as overdue_share,
        with_figures.is_reportable
        or not bool_or(with_figures.is_reportable) over (partition by with_figures.process_id)
            as is_told

    from with_figures

),

with_numbers as (

    select
        with_shares.*,
        row_number() over (
            partition by with_shares.process_id, with_shares.is_told
            order by with_shares.month_end
        ) as month_number,
        row_number() over (
            partition by with_shares.process_id, with_shares.is_told
            order by with_shares.month_end desc
        ) = 1 as is_last

    from with_shares

),

with_changes as (

    select
        months_now.*,
        months_now.is_told and months_now.is_last as is_newest,
        months_before.month_end as compared_month_end,
        cast(months_now.ar_balance as double)
        / nullif(cast(months_before.ar_balance as double), 0) - 1 as ar_balance_change,
        cast(months_now.overdue_balance as double)
        / nullif(cast(months_before.overdue_balance as double), 0) - 1 as overdue_balance_change,
        months_now.dso_countback - months_before.dso_countback as dso_countback_change,
        months_now.average_days_delinquent - months_before.average_days_delinquent
            as average_days_delinquent_change

    from with_numbers as months_now

    left join with_numbers as months_before
        on months_now.process_id = months_before.process_id
        and months_now.is_told
        and months_before.is_told
        and months_now.month_number > months_before.month_number
        and months_before.month_number = greatest(months_now.month_number - 12, 1)

),

typed as (

    select
        cast(company_id as string) as company_id,
        cast(process_id as string) as process_id,
        month_end,
        cast(currency as string) as currency,
        cast(ar_balance as decimal(18, 2)) as ar_balance,
        cast(current_balance as decimal(18, 2)) as current_balance,
        cast(overdue_balance as decimal(18, 2)) as overdue_balance,
        cast(overdue_share as double) as overdue_share,
        cast(unapplied_balance as decimal(18, 2)) as unapplied_balance,
        cast(disputed_balance as decimal(18, 2)) as disputed_balance,
        cast(credit_sales as decimal(18, 2)) as credit_sales,
        cast(dso_month as double) as dso_month,
        cast(dso_month_before_write_offs as double) as dso_month_before_write_offs,
        cast(dso_3_month as double) as dso_3_month,
        cast(dso_countback as double) as dso_countback,
        cast(best_possible_dso as double) as best_possible_dso,
        cast(average_days_delinquent as double) as average_days_delinquent,
        cast(collection_effectiveness as double) as collection_effectiveness,
        cast(write_offs as decimal(18, 2)) as write_offs,
        cast(payments_without_invoice as decimal(18, 2)) as payments_without_invoice,
        cast(matched_share as double) as matched_share,
        is_reportable,
        cast(reason as string) as reason,
        cast(is_newest as boolean) as is_newest,
        compared_month_end,
        cast(ar_balance_change as double) as ar_balance_change,
        cast(overdue_balance_change as double) as overdue_balance_change,
        cast(dso_countback_change as double) as dso_countback_change,
        cast(average_days_delinquent_change as double) as average_days_delinquent_change

    from with_changes

)

select * from typed
