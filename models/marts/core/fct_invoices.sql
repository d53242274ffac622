with

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

balances as (

    select * from {{ ref('int_receivable_balances') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

-- a payment that bounced opens the invoice again: the last time it was cleared counts
settled as (

    select
        process_id,
        document_id,
        sum(open_after - open_before) as open_amount,
        sum(paid_amount) as paid_amount,
        sum(credited_amount) as credited_amount,
        sum(discount_amount) as discount_amount,
        sum(transferred_amount) as transferred_amount,
        sum(written_off_amount) as written_off_amount,
        max(case when is_open_before and not is_open_after then movement_date end)
            as last_cleared_date

    from balances

    group by
        process_id,
        document_id

),

invoice_days as (

    select distinct
        process_id,
        currency,
        invoice_date

    from invoices

),

rates_of_invoice_days as (

    select
        invoice_days.process_id,
        invoice_days.currency,
        invoice_days.invoice_date,
        currency_rates.rate

    from invoice_days

    inner join coverage
        on invoice_days.process_id = coverage.process_id

    inner join currency_rates
        on invoice_days.currency = currency_rates.currency
        and coverage.currency = currency_rates.quote_currency
        and invoice_days.invoice_date >= currency_rates.valid_from
        and invoice_days.invoice_date < currency_rates.valid_until

),

with_settlements as (

    select
        invoices.company_id,
        invoices.process_id,
        invoices.invoice_id,
        invoices.customer_id,
        invoices.document_type,
        invoices.segment,
        invoices.currency,
        invoices.signed_amount as amount,
        settled.paid_amount,
        settled.credited_amount,
        settled.discount_amount,
        settled.transferred_amount,
        settled.written_off_amount,
        settled.open_amount,
        coalesce(invoices.is_disputed, false) as is_disputed,
        abs(settled.open_amount) <= {{ var('clearing_tolerance') }}
        or (
            invoices.document_type = 'invoice'
            and invoices.signed_amount > 0
            and settled.open_amount < 0
        ) as is_cleared,
        invoices.invoice_date,
        invoices.due_date,
        coalesce(settled.last_cleared_date, invoices.invoice_date) as last_cleared_date,
        -- payments that are not exported yet cannot be told from payments that were not made
        case
            when coverage.payments_to is not null
                then least(coverage.as_of_date, coverage.payments_to)
        end as observed_to

    from invoices

    inner join coverage
        on invoices.process_id = coverage.process_id
        and invoices.invoice_date <= coverage.as_of_date

    inner join settled
        on invoices.process_id = settled.process_id
        and invoices.invoice_id = settled.document_id

),

with_states as (

    select
        with_settlements.*,
        -- a bank charge written off does not make a paid invoice an unpaid one; a discount, however
        -- large, was agreed
        with_settlements.is_cleared
        and with_settlements.paid_amount + with_settlements.credited_amount
        + with_settlements.discount_amount + with_settlements.transferred_amount
        < with_settlements.amount * (1 - {{ var('small_write_off_share') }})
        - {{ var('clearing_tolerance') }} as is_written_off,
        with_settlements.is_cleared
        and with_settlements.credited_amount + with_settlements.transferred_amount > 0
        and with_settlements.paid_amount <= {{ var('clearing_tolerance') }}
        and with_settlements.credited_amount + with_settlements.transferred_amount
        + with_settlements.discount_amount
        >= with_settlements.amount - {{ var('clearing_tolerance') }} as is_cleared_by_credit

    from with_settlements

),

with_dates as (

    select
        with_states.*,
        case when with_states.is_cleared then with_states.last_cleared_date end as cleared_date,
        case
            when with_states.document_type = 'invoice'
                and with_states.is_cleared
                and not with_states.is_written_off
                and not with_states.is_cleared_by_credit
                then with_states.last_cleared_date
        end as paid_date

    from with_states

),

aged as (

    select
        with_dates.company_id,
        with_dates.process_id,
        with_dates.invoice_id,
        with_dates.customer_id,
        with_dates.document_type,
        with_dates.segment,
        with_dates.currency,
        with_dates.amount,
        cast(with_dates.paid_amount as decimal(18, 4)) as paid_amount,
        cast(with_dates.credited_amount as decimal(18, 4)) as credited_amount,
        cast(with_dates.discount_amount as decimal(18, 4)) as discount_amount,
        cast(with_dates.transferred_amount as decimal(18, 4)) as transferred_amount,
        cast(with_dates.written_off_amount as decimal(18, 4)) as written_off_amount,
        cast(with_dates.open_amount as decimal(18, 4)) as open_amount,
        cast(with_dates.amount * rates_of_invoice_days.rate as double)
            as amount_in_company_currency,
        case
            when with_dates.document_type = 'invoice'
                then {{ days_between(
                    'with_dates.invoice_date',
                    'coalesce(with_dates.paid_date, with_dates.observed_to)'
                ) }}
        end as days_to_pay,
        case
            when with_dates.document_type = 'invoice'
                then {{ days_between(
                    'with_dates.due_date',
                    'coalesce(with_dates.paid_date, with_dates.observed_to)'
                ) }}
        end as days_late,
        with_dates.is_disputed,
        with_dates.is_cleared,
        with_dates.is_written_off,
        with_dates.is_cleared_by_credit,
        with_dates.invoice_date,
        with_dates.due_date,
        with_dates.cleared_date,
        with_dates.paid_date,
        with_dates.observed_to

    from with_dates

    left join rates_of_invoice_days
        on with_dates.process_id = rates_of_invoice_days.process_id
        and with_dates.currency = rates_of_invoice_days.currency
        and with_dates.invoice_date = rates_of_invoice_days.invoice_date

)

select * from aged
