{#
    One row per payment and invoice it pays (invoice_id empty: unapplied):
    the newest delivery of it.
#}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'payments') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.payment_id,
        landed.invoice_id,
        landed.customer_id,
        landed.currency,
        landed.entry_type,
        landed.amount,
        landed.paid_date,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'payments'

    where superseded_rows.file_id is null

)

select * from newest
