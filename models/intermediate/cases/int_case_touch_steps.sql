with

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

human_steps as (

    select
        case_events.process_id,
        case_events.case_id,
        case_events.started_at,
        case_events.finished_at

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

    where case_events.started_at is not null
        and case_events.finished_at >= case_events.started_at
        and not coalesce(case_events.is_automated, false)

),

steps_in_order as (

    select
        human_steps.process_id,
        human_steps.case_id,
        human_steps.started_at,
        human_steps.finished_at,
        -- the latest end among the steps that started earlier
        max(human_steps.finished_at) over (
            partition by human_steps.process_id, human_steps.case_id
            order by human_steps.started_at, human_steps.finished_at
            rows between unbounded preceding and 1 preceding
        ) as busy_until

    from human_steps

),

-- of each step only the part that no earlier step covers
steps_without_overlap as (

    select
        steps_in_order.process_id,
        steps_in_order.case_id,
        {{ seconds_between(
            'greatest(steps_in_order.started_at, coalesce(steps_in_order.busy_until, steps_in_order.started_at))',
            'steps_in_order.finished_at'
        ) }} as uncovered_seconds,
        {{ seconds_between('steps_in_order.started_at', 'steps_in_order.finished_at') }} as step_seconds

    from steps_in_order

),

touched as (

    select
        steps_without_overlap.process_id,
        steps_without_overlap.case_id,
        cast(sum(greatest(steps_without_overlap.uncovered_seconds, 0)) as double) / 60.0
            as touch_minutes,
        cast(sum(steps_without_overlap.step_seconds) as double) / 60.0 as step_minutes_summed

    from steps_without_overlap

    group by
        steps_without_overlap.process_id,
        steps_without_overlap.case_id

)

select * from touched
