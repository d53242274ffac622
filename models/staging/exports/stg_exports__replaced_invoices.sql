{#
    One row per landed invoice that a newer delivery replaced under its number, although the two are
    not one document: another customer, another type, or dates half a year apart.
#}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'invoices') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

replaced as (

    select
        landed.company_id,
        landed.process_id,
        landed.invoice_id,
        landed.customer_id,
        landed.document_type,
        landed.invoice_date,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number,
        invoices.customer_id as newer_customer_id,
        invoices.document_type as newer_document_type,
        invoices.invoice_date as newer_invoice_date,
        invoices.file as newer_file

    from superseded_rows

    inner join landed
        on superseded_rows.file_id = landed.file_id
        and superseded_rows.line_number = landed.line_number

    inner join invoices
        on landed.process_id = invoices.process_id
        and landed.invoice_id = invoices.invoice_id

    where superseded_rows.table_name = 'invoices'
        and (
            lower(landed.customer_id) != lower(invoices.customer_id)
            or landed.document_type != invoices.document_type
            or abs({{ days_between('landed.invoice_date', 'invoices.invoice_date') }}) > 180
        )

)

select * from replaced
