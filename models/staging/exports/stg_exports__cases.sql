{# One row per case: the newest delivery of it. Times are UTC. #}

with

landed as (

    select * from {{ source('landed', 'cases') }}

),

landed_files as (

    select * from {{ ref('landed_files') }}

),

-- nearly every key is delivered once: ranking only the others keeps ten million rows cheap
keys_delivered_more_than_once as (

    select
        process_id,
        case_id

    from landed

    group by
        process_id,
        case_id

    having count(*) > 1

),

contested as (

    select
        landed.file_id,
        landed.line_number,
        landed.process_id,
        landed.case_id,
        landed_files.delivery_order

    from landed

    inner join keys_delivered_more_than_once
        on landed.process_id = keys_delivered_more_than_once.process_id
        and landed.case_id = keys_delivered_more_than_once.case_id

    inner join landed_files
        on landed.file_id = landed_files.file_id
        and landed_files.table_name = 'cases'

),

contested_ranked as (

    select
        contested.file_id,
        contested.line_number,
        row_number() over (
            partition by
                contested.process_id,
                contested.case_id
            order by contested.delivery_order desc, contested.line_number desc
        ) as newness

    from contested

),

superseded as (

    select
        contested_ranked.file_id,
        contested_ranked.line_number

    from contested_ranked

    where contested_ranked.newness > 1

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

    left join superseded
        on landed.file_id = superseded.file_id
        and landed.line_number = superseded.line_number

    where superseded.file_id is null

)

select * from newest
