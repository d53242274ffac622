{#
    One row per document of receivables: invoices and credit memos, and what an open-items list from
    before the first of them shows as open (the opening balance). Amounts are signed: a credit memo is
    below zero. One that is dated after the as-of date is not yet known.
#}

with

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

open_items as (

    select * from {{ ref('stg_exports__open_items') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

exported as (

    select
        invoices.company_id,
        invoices.process_id,
        invoices.invoice_id as document_id,
        invoices.customer_id,
        invoices.currency,
        invoices.document_type,
        invoices.ledger_entry_id,
        invoices.clearing_id,
        cast(invoices.signed_amount as decimal(18, 4)) as amount,
        coalesce(invoices.is_disputed, false) as is_disputed,
        false as is_opening,
        invoices.invoice_date <= coverage.as_of_date as is_known,
        invoices.invoice_date as document_date,
        invoices.due_date,
        case when invoices.cleared_on <= coverage.as_of_date then invoices.cleared_on end
            as cleared_on

    from invoices

    inner join coverage
        on invoices.process_id = coverage.process_id

),

opening_lists as (

    select
        open_items.process_id,
        max(open_items.as_of) as as_of

    from open_items

    inner join coverage
        on open_items.process_id = coverage.process_id
        and open_items.as_of < coverage.invoices_from

    where coverage.has_invoices

    group by open_items.process_id

),

opening_documents as (

    select
        open_items.process_id,
        open_items.document_id,
        open_items.currency,
        max(open_items.company_id) as company_id,
        max(open_items.customer_id) as customer_id,
        min(open_items.as_of) as as_of,
        min(open_items.due_date) as due_date,
        sum(open_items.open_amount) as amount

    from open_items

    inner join opening_lists
        on open_items.process_id = opening_lists.process_id
        and open_items.as_of = opening_lists.as_of

    group by
        open_items.process_id,
        open_items.document_id,
        open_items.currency

),

opening as (

    select
        opening_documents.company_id,
        opening_documents.process_id,
        opening_documents.document_id,
        opening_documents.customer_id,
        opening_documents.currency,
        case when opening_documents.amount < 0 then 'credit_memo' else 'invoice' end
            as document_type,
        cast(null as string) as ledger_entry_id,
        cast(null as string) as clearing_id,
        cast(opening_documents.amount as decimal(18, 4)) as amount,
        false as is_disputed,
        true as is_opening,
        true as is_known,
        opening_documents.as_of as document_date,
        opening_documents.due_date,
        cast(null as date) as cleared_on

    from opening_documents

    left join invoices
        on opening_documents.process_id = invoices.process_id
        and opening_documents.document_id = invoices.invoice_id

    where invoices.invoice_id is null

),

documents as (

    select * from exported

    union all

    select * from opening

)

select * from documents
