{#
    One row per change of an open balance known at the as-of date: documents raise or lower it on
    their date, payments, credits, write-offs and refunds on theirs. A change without a document is
    unapplied. Amounts are in the document's currency and signed: positive raises receivables.
    A view: balances are made from it once.
#}

{{ config(materialized='view') }}

with

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

documents as (

    select
        invoices.process_id,
        invoices.invoice_id as document_id,
        invoices.currency,
        invoices.document_type as movement_type,
        case
            when invoices.document_type = 'credit_memo' then -abs(invoices.amount)
            else invoices.amount
        end as amount,
        invoices.invoice_date as movement_date

    from invoices

    inner join coverage
        on invoices.process_id = coverage.process_id
        and invoices.invoice_date <= coverage.as_of_date

),

applications as (

    select
        process_id,
        applied_to_invoice_id as document_id,
        applied_currency as currency,
        entry_type as movement_type,
        -applied_amount as amount,
        paid_date as movement_date

    from entries

    where not is_without_invoice

),

-- the other side of an applied credit memo: what the invoice loses, the memo gets back
credit_memos_used as (

    select
        process_id,
        payment_id as document_id,
        currency,
        'credit_memo_used' as movement_type,
        cast(amount as decimal(18, 4)) as amount,
        paid_date as movement_date

    from entries

    where is_credit_memo_applied

),

movements as (

    select
        process_id,
        document_id,
        currency,
        movement_type,
        cast(amount as decimal(18, 4)) as amount,
        movement_date

    from documents

    union all

    select * from applications

    union all

    select * from credit_memos_used

)

select * from movements
