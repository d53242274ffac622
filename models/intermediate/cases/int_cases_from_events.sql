{#
    One row per case that has events: first and last event, repetitions, human steps. Rework is
    every repetition of an activity within the case; the case ends with its last event.
#}

with

activities as (

    select * from {{ ref('int_case_activities') }}

),

cases as (

    select
        activities.company_id,
        activities.process_id,
        activities.case_id,
        max(activities.segment) as segment,
        min(activities.first_started_at) as opened_at,
        max(activities.last_finished_at) as closed_at,
        sum(activities.event_count) as event_count,
        sum(activities.event_count - 1) as rework_event_count,
        sum(activities.human_event_count) as human_event_count,
        sum(activities.events_known_automated_or_not) as events_known_automated_or_not

    from activities

    group by
        activities.company_id,
        activities.process_id,
        activities.case_id

)

select * from cases
