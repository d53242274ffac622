{{ config(materialized='view') }}

with

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

cases as (

    select * from {{ ref('fct_cases') }}

),

known_events as (

    select
        case_events.process_id,
        case_events.case_id,
        case_events.activity,
        case_events.is_automated,
        case_events.started_at,
        case_events.finished_at,
        coalesce(case_events.started_at, case_events.finished_at) as began_at

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

),

events_in_order as (

    select
        known_events.*,
        max(known_events.finished_at) over (
            partition by known_events.process_id, known_events.case_id
            order by known_events.began_at, known_events.finished_at
            rows between unbounded preceding and 1 preceding
        ) as busy_until

    from known_events

),

with_first_events as (

    select
        events_in_order.*,
        case when events_in_order.busy_until is null then events_in_order.case_id end
            as case_id_of_first_event

    from events_in_order

),

waits as (

    select
        with_first_events.process_id,
        with_first_events.case_id,
        with_first_events.activity,
        greatest(
            {{ hours_between(
                'coalesce(with_first_events.busy_until, cases.opened_at, with_first_events.began_at)',
                'with_first_events.began_at'
            ) }},
            0.0
        ) as wait_hours,
        case
            when with_first_events.started_at is not null
                then greatest(
                    {{ hours_between('with_first_events.started_at', 'with_first_events.finished_at') }},
                    0.0
                )
        end as step_hours,
        coalesce(with_first_events.is_automated, false) as is_automated

    from with_first_events

    left join cases
        on with_first_events.process_id = cases.process_id
        and with_first_events.case_id_of_first_event = cases.case_id

)

select * from waits
