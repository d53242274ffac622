{# One row per case: the newest delivery of it. Times are UTC. #}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'cases') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.case_id,
        landed.segment,
        landed.rework_count,
        landed.is_cancelled,
        landed.is_automated,
        landed.opened_at,
        landed.closed_at,
        landed.due_at,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'cases'

    where superseded_rows.file_id is null

)

select * from newest
