{#
    One row per event of a case (equal keys in one file are occurrences, and all stay): the newest
    delivery of it. Times are UTC.
#}

with

landed as (

    select * from {{ source('landed', 'case_events') }}

),

landed_files as (

    select * from {{ ref('landed_files') }}

),

-- nearly every key is delivered once: ranking only the others keeps ten million rows cheap
keys_delivered_more_than_once as (

    select
        process_id,
        case_id,
        activity,
        finished_at,
        resource,
        occurrence

    from landed

    group by
        process_id,
        case_id,
        activity,
        finished_at,
        resource,
        occurrence

    having count(*) > 1

),

contested as (

    select
        landed.file_id,
        landed.line_number,
        landed.process_id,
        landed.case_id,
        landed.activity,
        landed.finished_at,
        landed.resource,
        landed.occurrence,
        landed_files.delivery_order

    from landed

    inner join keys_delivered_more_than_once
        on landed.process_id = keys_delivered_more_than_once.process_id
        and landed.case_id = keys_delivered_more_than_once.case_id
        and landed.activity = keys_delivered_more_than_once.activity
        and landed.finished_at = keys_delivered_more_than_once.finished_at
        and landed.resource is not distinct from keys_delivered_more_than_once.resource
        and landed.occurrence = keys_delivered_more_than_once.occurrence

    inner join landed_files
        on landed.file_id = landed_files.file_id
        and landed_files.table_name = 'case_events'

),

contested_ranked as (

    select
        contested.file_id,
        contested.line_number,
        row_number() over (
            partition by
                contested.process_id,
                contested.case_id,
                contested.activity,
                contested.finished_at,
                contested.resource,
                contested.occurrence
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

    left join superseded
        on landed.file_id = superseded.file_id
        and landed.line_number = superseded.line_number

    where superseded.file_id is null

)

select * from newest
