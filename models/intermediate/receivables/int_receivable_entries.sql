{#
    One row per payment, credit, write-off, refund, discount or transfer known at the as-of date,
    with what it is applied to. An amount in another currency than its invoice is converted at the rate of its day;
    where no rate is known it stays unapplied in its own currency: no rate is ever assumed.
#}

with

payments as (

    select * from {{ ref('stg_exports__payments') }}

),

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

entries as (

    select
        payments.company_id,
        payments.process_id,
        payments.file_id || ':' || cast(payments.line_number as string) as entry_id,
        payments.payment_id,
        payments.invoice_id,
        payments.customer_id,
        payments.entry_type,
        payments.currency,
        payments.ledger_entry_id,
        payments.clearing_id,
        coverage.currency as company_currency,
        payments.paid_date,
        case when payments.cleared_on <= coverage.as_of_date then payments.cleared_on end
            as cleared_on,
        payments.settled_amount as amount

    from payments

    inner join coverage
        on payments.process_id = coverage.process_id
        and payments.paid_date <= coverage.as_of_date

),

-- a credit whose number is that of a credit memo in the same currency applies that memo: the memo
-- already lowered the balance and the sales
credit_memos_applied as (

    select distinct
        entries.process_id,
        entries.payment_id,
        entries.currency

    from entries

    inner join documents
        on entries.process_id = documents.process_id
        and entries.payment_id = documents.document_id
        and entries.currency = documents.currency

    where entries.entry_type = 'credit'
        and documents.document_type = 'credit_memo'
        and documents.is_known

),

payments_of_days as (

    select distinct
        process_id,
        invoice_id,
        paid_date

    from entries

    where entry_type = 'payment'
        and amount > 0
        and invoice_id is not null

),

entries_with_documents as (

    select
        entries.company_id,
        entries.process_id,
        entries.entry_id,
        entries.payment_id,
        entries.invoice_id,
        entries.customer_id,
        -- what is written off with a payment on its day is the discount that was taken with it
        case
            when entries.entry_type = 'write_off'
                and payments_of_days.process_id is not null
                and entries.amount
                <= {{ var('largest_discount_share') }} * documents.amount
                + {{ var('clearing_tolerance') }}
                then 'discount'
            else entries.entry_type
        end as entry_type,
        entries.currency,
        entries.ledger_entry_id,
        entries.clearing_id,
        entries.company_currency,
        entries.paid_date,
        entries.cleared_on,
        entries.amount,
        documents.currency as invoice_currency,
        -- a payment of an invoice that the export does not hold (it is older than the export, say):
        -- the invoice is not in the balance, so its payment must not lower the balance either
        entries.invoice_id is not null and documents.document_id is null as is_without_invoice,
        coalesce(documents.is_known, false) as is_invoice_known,
        credit_memos_applied.payment_id is not null as is_credit_memo_applied

    from entries

    left join documents
        on entries.process_id = documents.process_id
        and entries.invoice_id = documents.document_id

    left join payments_of_days
        on entries.process_id = payments_of_days.process_id
        and entries.invoice_id = payments_of_days.invoice_id
        and entries.paid_date = payments_of_days.paid_date
        and entries.entry_type = 'write_off'

    left join credit_memos_applied
        on entries.process_id = credit_memos_applied.process_id
        and entries.payment_id = credit_memos_applied.payment_id
        and entries.currency = credit_memos_applied.currency
        and entries.entry_type = 'credit'

),

exchange_days as (

    select distinct
        currency,
        invoice_currency,
        company_currency,
        paid_date

    from entries_with_documents

    where currency != invoice_currency

),

-- a pair that is not quoted itself is reached through the company's currency
exchange_rates as (

    select
        exchange_days.currency,
        exchange_days.invoice_currency,
        exchange_days.company_currency,
        exchange_days.paid_date,
        coalesce(
            direct_rates.rate,
            payment_rates.rate / nullif(invoice_rates.rate, 0)
        ) as rate

    from exchange_days

    left join currency_rates as direct_rates
        on exchange_days.currency = direct_rates.currency
        and exchange_days.invoice_currency = direct_rates.quote_currency
        and exchange_days.paid_date >= direct_rates.valid_from
        and exchange_days.paid_date < direct_rates.valid_until

    left join currency_rates as payment_rates
        on exchange_days.currency = payment_rates.currency
        and exchange_days.company_currency = payment_rates.quote_currency
        and exchange_days.paid_date >= payment_rates.valid_from
        and exchange_days.paid_date < payment_rates.valid_until

    left join currency_rates as invoice_rates
        on exchange_days.invoice_currency = invoice_rates.currency
        and exchange_days.company_currency = invoice_rates.quote_currency
        and exchange_days.paid_date >= invoice_rates.valid_from
        and exchange_days.paid_date < invoice_rates.valid_until

),

with_rates as (

    select
        entries_with_documents.*,
        case
            when entries_with_documents.currency = entries_with_documents.invoice_currency
                then cast(1.0 as double)
            else exchange_rates.rate
        end as rate_to_invoice

    from entries_with_documents

    left join exchange_rates
        on entries_with_documents.currency = exchange_rates.currency
        and entries_with_documents.invoice_currency = exchange_rates.invoice_currency
        and entries_with_documents.company_currency = exchange_rates.company_currency
        and entries_with_documents.paid_date = exchange_rates.paid_date

),

resolved as (

    select
        with_rates.company_id,
        with_rates.process_id,
        with_rates.entry_id,
        with_rates.payment_id,
        with_rates.invoice_id,
        with_rates.customer_id,
        with_rates.ledger_entry_id,
        with_rates.clearing_id,
        case
            when with_rates.is_invoice_known and with_rates.rate_to_invoice is not null
                then with_rates.invoice_id
        end as applied_to_invoice_id,
        with_rates.entry_type,
        with_rates.currency,
        case
            when with_rates.is_invoice_known and with_rates.rate_to_invoice is not null
                then with_rates.invoice_currency
            else with_rates.currency
        end as applied_currency,
        with_rates.amount,
        case
            when not with_rates.is_invoice_known
                or with_rates.rate_to_invoice is null
                or with_rates.currency = with_rates.invoice_currency
                then cast(with_rates.amount as decimal(18, 4))
            else cast(
                round(cast(with_rates.amount as double) * with_rates.rate_to_invoice, 2)
                as decimal(18, 4)
            )
        end as applied_amount,
        with_rates.is_without_invoice,
        with_rates.is_credit_memo_applied,
        with_rates.paid_date,
        with_rates.cleared_on

    from with_rates

)

select * from resolved
