{#
    Processes whose last known balance is not the sum of every document and payment up to that day,
    each currency at its closing rate. Unseen, a movement that is lost or aged twice on its way
    through the running totals would shift days sales outstanding for good.
#}

with

receivables_monthly as (

    select * from {{ ref('receivables_monthly') }}

),

movements as (

    select * from {{ ref('int_receivable_movements') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

last_month_ends as (

    select
        process_id,
        max(month_end) as month_end

    from receivables_monthly

    where ar_balance is not null

    group by process_id

),

last_balances as (

    select
        receivables_monthly.process_id,
        receivables_monthly.month_end,
        receivables_monthly.currency,
        receivables_monthly.ar_balance

    from receivables_monthly

    inner join last_month_ends
        on receivables_monthly.process_id = last_month_ends.process_id
        and receivables_monthly.month_end = last_month_ends.month_end

),

movements_by_currency as (

    select
        last_balances.process_id,
        last_balances.month_end,
        last_balances.currency as company_currency,
        movements.currency,
        sum(movements.amount) as amount

    from last_balances

    inner join movements
        on last_balances.process_id = movements.process_id
        and last_balances.month_end >= movements.movement_date

    group by
        last_balances.process_id,
        last_balances.month_end,
        last_balances.currency,
        movements.currency

),

movements_added_up as (

    select
        movements_by_currency.process_id,
        sum(movements_by_currency.amount * currency_rates.rate) as balance

    from movements_by_currency

    left join currency_rates
        on movements_by_currency.currency = currency_rates.currency
        and movements_by_currency.company_currency = currency_rates.quote_currency
        and movements_by_currency.month_end >= currency_rates.valid_from
        and movements_by_currency.month_end < currency_rates.valid_until

    group by movements_by_currency.process_id

),

balances_that_differ as (

    select
        last_balances.process_id,
        last_balances.month_end,
        last_balances.ar_balance,
        movements_added_up.balance

    from last_balances

    left join movements_added_up
        on last_balances.process_id = movements_added_up.process_id

    where abs(cast(last_balances.ar_balance as double) - coalesce(movements_added_up.balance, 0))
        > 0.01

)

select * from balances_that_differ
