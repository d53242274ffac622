with

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

cases as (

    select
        max(case_events.company_id) as company_id,
        case_events.process_id,
        case_events.case_id,
        max(case_events.segment) as segment,
        min(coalesce(case_events.started_at, case_events.finished_at)) as opened_at,
        max(case_events.finished_at) as closed_at,
        count(*) as event_count,
        count(*) - count(distinct case_events.activity) as rework_event_count,
        sum(case when case_events.is_automated then 0 else 1 end) as human_event_count,
        count(case_events.is_automated) as events_known_automated_or_not

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

    group by
        case_events.process_id,
        case_events.case_id

)

select * from cases
