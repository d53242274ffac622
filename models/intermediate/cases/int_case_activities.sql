{#
    One row per case and activity: how often it was done and by whom, from events known at the
    as-of date. It exists so that ten million events are grouped once.
#}

with

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

activities as (

    select
        case_events.company_id,
        case_events.process_id,
        case_events.case_id,
        case_events.activity,
        count(*) as event_count,
        min(coalesce(case_events.started_at, case_events.finished_at)) as first_started_at,
        max(case_events.finished_at) as last_finished_at,
        max(case_events.segment) as segment,
        sum(case when case_events.is_automated then 0 else 1 end) as human_event_count,
        count(case_events.is_automated) as events_known_automated_or_not

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

    group by
        case_events.company_id,
        case_events.process_id,
        case_events.case_id,
        case_events.activity

)

select * from activities
