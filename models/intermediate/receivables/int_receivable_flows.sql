{#
    One row per process and day: credit sales, write-offs and payments of invoices that the export
    does not hold, in the company's currency at the rate of the day. Credit memos, and credits without
    a memo, lower the sales of the day they are posted on. A flow without a rate is named, not summed.
#}

with

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

clearings as (

    select * from {{ ref('int_receivable_clearings') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

flows_by_currency as (

    select
        process_id,
        currency,
        invoice_date as flow_date,
        sum(signed_amount) as credit_sales,
        0 as write_offs,
        0 as payments_without_invoice

    from invoices

    group by
        process_id,
        currency,
        invoice_date

    union all

    select
        process_id,
        currency,
        paid_date as flow_date,
        -sum(
            case
                when entry_type = 'credit' and not is_credit_memo_applied and not is_without_invoice
                    then amount
                else 0
            end
        ) as credit_sales,
        sum(case when entry_type = 'write_off' and not is_without_invoice then amount else 0 end)
            as write_offs,
        sum(case when is_without_invoice then amount else 0 end) as payments_without_invoice

    from entries

    where is_without_invoice
        or entry_type in ('credit', 'write_off')

    group by
        process_id,
        currency,
        paid_date

    union all

    select
        process_id,
        currency,
        movement_date as flow_date,
        0 as credit_sales,
        -sum(amount) as write_offs,
        0 as payments_without_invoice

    from clearings

    where is_implied
        and movement_type = 'write_off'

    group by
        process_id,
        currency,
        movement_date

),

converted as (

    select
        flows_by_currency.process_id,
        flows_by_currency.currency,
        flows_by_currency.flow_date,
        currency_rates.rate,
        flows_by_currency.credit_sales * currency_rates.rate as credit_sales,
        flows_by_currency.write_offs * currency_rates.rate as write_offs,
        flows_by_currency.payments_without_invoice * currency_rates.rate
            as payments_without_invoice

    from flows_by_currency

    inner join coverage
        on flows_by_currency.process_id = coverage.process_id
        and flows_by_currency.flow_date <= coverage.as_of_date

    left join currency_rates
        on flows_by_currency.currency = currency_rates.currency
        and coverage.currency = currency_rates.quote_currency
        and flows_by_currency.flow_date >= currency_rates.valid_from
        and flows_by_currency.flow_date < currency_rates.valid_until

),

flows as (

    select
        process_id,
        flow_date,
        cast(sum(credit_sales) as double) as credit_sales,
        cast(sum(write_offs) as double) as write_offs,
        cast(sum(payments_without_invoice) as double) as payments_without_invoice,
        min(case when rate is null then currency end) as currency_without_rate

    from converted

    group by
        process_id,
        flow_date

)

select * from flows
