{# One row per run of an automation: the newest delivery of it. Times are UTC. #}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'automation_runs') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.run_id,
        landed.case_id,
        landed.status,
        landed.environment,
        landed.items_processed,
        landed.started_at,
        landed.ended_at,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'automation_runs'

    where superseded_rows.file_id is null

)

select * from newest
