{#
    One row per event of a case (equal keys in one file are occurrences, and all stay):
    the newest delivery of it. Times are UTC.
#}

{{ config(materialized='view') }}

with

landed as (

    select * from {{ source('landed', 'case_events') }}

),

superseded_rows as (

    select * from {{ ref('stg_exports__superseded_rows') }}

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.case_id,
        landed.activity,
        landed.resource,
        landed.segment,
        landed.is_automated,
        landed.finished_at,
        landed.started_at,
        landed.occurrence,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = 'case_events'

    where superseded_rows.file_id is null

)

select * from newest
