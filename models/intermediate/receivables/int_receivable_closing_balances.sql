{#
    One row per receivables process, period and component of the open balance, in the company's
    currency: running totals per document currency, each converted at the closing rate (the latest
    one on or before the period end) and then added. Rounded to cents, so that what is derived from
    them adds up exactly. Where a rate is missing the balance is unknown, and the currency is named.
#}

with

receivable_days as (

    select * from {{ ref('int_receivable_days') }}

),

period_ends as (

    select * from {{ ref('int_receivable_period_ends') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

first_periods as (

    select
        process_id,
        period_grain,
        period_end as first_period_end

    from period_ends

    where period_number = 1

),

-- money may come in before the first invoice: it stands in the first balance
changes_in_periods as (

    select
        receivable_days.process_id,
        receivable_days.currency,
        receivable_days.component,
        first_periods.period_grain,
        greatest(
            case
                when first_periods.period_grain = 'month'
                    then {{ month_end('receivable_days.change_date') }}
                else {{ add_days(week_start('receivable_days.change_date'), 6) }}
            end,
            first_periods.first_period_end
        ) as period_end,
        receivable_days.amount_change,
        receivable_days.count_change

    from receivable_days

    inner join first_periods
        on receivable_days.process_id = first_periods.process_id

),

changes_by_period as (

    select
        process_id,
        currency,
        component,
        period_grain,
        period_end,
        sum(amount_change) as amount_change,
        sum(count_change) as count_change

    from changes_in_periods

    group by
        process_id,
        currency,
        component,
        period_grain,
        period_end

),

series as (

    select distinct
        process_id,
        currency,
        component

    from receivable_days

),

running_totals as (

    select
        period_ends.process_id,
        period_ends.currency as company_currency,
        period_ends.period_grain,
        period_ends.period_end,
        series.currency,
        series.component,
        sum(coalesce(changes_by_period.amount_change, 0)) over (
            partition by
                period_ends.process_id, period_ends.period_grain, series.currency, series.component
            order by period_ends.period_end
            rows between unbounded preceding and current row
        ) as amount,
        sum(coalesce(changes_by_period.count_change, 0)) over (
            partition by
                period_ends.process_id, period_ends.period_grain, series.currency, series.component
            order by period_ends.period_end
            rows between unbounded preceding and current row
        ) as invoice_count

    from period_ends

    inner join series
        on period_ends.process_id = series.process_id

    left join changes_by_period
        on period_ends.process_id = changes_by_period.process_id
        and period_ends.period_grain = changes_by_period.period_grain
        and period_ends.period_end = changes_by_period.period_end
        and series.currency = changes_by_period.currency
        and series.component = changes_by_period.component

),

converted as (

    select
        running_totals.process_id,
        running_totals.period_grain,
        running_totals.period_end,
        running_totals.component,
        running_totals.amount * currency_rates.rate as amount,
        running_totals.invoice_count,
        case
            when currency_rates.rate is null and running_totals.amount != 0
                then running_totals.currency
        end as currency_without_rate

    from running_totals

    left join currency_rates
        on running_totals.currency = currency_rates.currency
        and running_totals.company_currency = currency_rates.quote_currency
        and running_totals.period_end >= currency_rates.valid_from
        and running_totals.period_end < currency_rates.valid_until

),

summed as (

    select
        process_id,
        period_grain,
        period_end,
        component,
        sum(coalesce(amount, 0)) as amount,
        sum(invoice_count) as invoice_count,
        min(currency_without_rate) as currency_without_rate

    from converted

    group by
        process_id,
        period_grain,
        period_end,
        component

),

closing_balances as (

    select
        process_id,
        period_grain,
        period_end,
        component,
        case
            when currency_without_rate is null then cast(round(amount, 2) as decimal(18, 2))
        end as balance,
        cast(invoice_count as bigint) as invoice_count,
        currency_without_rate

    from summed

)

select * from closing_balances
