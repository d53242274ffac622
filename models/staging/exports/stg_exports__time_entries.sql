{# One row per time entry: the newest delivery of it. #}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'time_entries') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.entry_id,
        landed.case_id,
        landed.worker_id,
        landed.role,
        landed.minutes,
        landed.work_date,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'time_entries'

    where superseded_rows.file_id is null

)

select * from newest
