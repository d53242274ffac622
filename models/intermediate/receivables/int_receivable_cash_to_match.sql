{#
    One row per payment or refund that names no invoice, of processes in which that is not the rare
    remainder: there the ledger does not say which invoices were paid, and rules have to. A ledger
    that names clearings has said it.
#}

with

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

processes_with_clearings as (

    select distinct process_id

    from documents

    where cleared_on is not null
        or clearing_id is not null

),

-- amounts of several currencies are only compared, not published
shares as (

    select
        process_id,
        sum(case when invoice_id is null then abs(amount) else 0 end) as without_invoice,
        sum(abs(amount)) as in_all

    from entries

    where entry_type in ('payment', 'refund')

    group by process_id

),

cash as (

    select
        entries.process_id || chr(31) || entries.customer_id || chr(31) || entries.currency as owner,
        entries.entry_id,
        entries.paid_date,
        entries.amount,
        entries.process_id

    from entries

    inner join shares
        on entries.process_id = shares.process_id
        and shares.without_invoice > {{ var('largest_unapplied_share') }} * shares.in_all

    left join processes_with_clearings
        on entries.process_id = processes_with_clearings.process_id

    where processes_with_clearings.process_id is null
        and entries.invoice_id is null
        and entries.entry_type in ('payment', 'refund')

)

select * from cash
