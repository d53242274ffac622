{#
    One row per document of a customer whose cash has to be matched, with what is open after
    everything that names it.
#}

with

cash_to_match as (

    select * from {{ ref('int_receivable_cash_to_match') }}

),

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

owners as (

    select distinct owner from cash_to_match

),

applied as (

    select
        process_id,
        applied_to_invoice_id as document_id,
        sum(applied_amount) as amount

    from entries

    where applied_to_invoice_id is not null

    group by
        process_id,
        applied_to_invoice_id

),

used as (

    select
        process_id,
        payment_id as document_id,
        sum(amount) as amount

    from entries

    where is_credit_memo_applied

    group by
        process_id,
        payment_id

),

open_documents as (

    select
        owners.owner,
        documents.document_id,
        documents.document_date,
        documents.due_date,
        cast(
            documents.amount - coalesce(applied.amount, 0) + coalesce(used.amount, 0)
            as decimal(18, 4)
        ) as open_amount

    from documents

    inner join owners
        on documents.process_id || chr(31) || documents.customer_id || chr(31) || documents.currency
        = owners.owner

    left join applied
        on documents.process_id = applied.process_id
        and documents.document_id = applied.document_id

    left join used
        on documents.process_id = used.process_id
        and documents.document_id = used.document_id

    where documents.is_known

)

select * from open_documents
