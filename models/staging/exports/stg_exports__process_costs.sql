{# One row per cost of a process in a month: the newest delivery of it. #}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'process_costs') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.cost_id,
        landed.category,
        landed.currency,
        landed.amount,
        landed.cost_month,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'process_costs'

    where superseded_rows.file_id is null

)

select * from newest
