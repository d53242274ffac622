{#
    One row per change of an open balance known at the as-of date: documents raise or lower it on
    their date, payments, credits, write-offs and refunds on theirs, and a clearing settles what is
    settled together. A change without a document is unapplied. Amounts are in the document's currency and signed: positive raises receivables.
    A view: balances are made from it once.
#}

{{ config(materialized='view') }}

with

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

clearings as (

    select * from {{ ref('int_receivable_clearings') }}

),

matches as (

    select * from {{ ref('int_receivable_matches') }}

),

documents_known as (

    select
        documents.process_id,
        documents.document_id,
        documents.currency,
        documents.document_type as movement_type,
        documents.amount,
        documents.document_date as movement_date

    from documents

    where documents.is_known

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

    from documents_known

    union all

    select * from applications

    union all

    select * from credit_memos_used

    union all

    select
        process_id,
        document_id,
        currency,
        movement_type,
        amount,
        movement_date

    from clearings

    union all

    select
        process_id,
        document_id,
        currency,
        case when memo_id is null then 'payment' else 'credit' end as movement_type,
        -amount as amount,
        matched_on as movement_date

    from matches

    union all

    -- the other side: a memo that is used, or money that was unapplied
    select
        process_id,
        memo_id as document_id,
        currency,
        case when memo_id is null then 'matched' else 'credit_memo_used' end as movement_type,
        amount,
        matched_on as movement_date

    from matches

)

select * from movements
