{# One row per invoice or credit memo: the newest delivery of it. #}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'invoices') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.invoice_id,
        landed.customer_id,
        landed.currency,
        landed.document_type,
        landed.segment,
        landed.amount,
        landed.is_disputed,
        landed.invoice_date,
        landed.due_date,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'invoices'

    where superseded_rows.file_id is null

)

select * from newest
