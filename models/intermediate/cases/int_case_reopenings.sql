with

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

known_events as (

    select
        case_events.process_id,
        case_events.case_id,
        case_events.activity,
        case_events.finished_at

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

),

activities as (

    select
        process_id,
        case_id,
        activity,
        min(finished_at) as first_finished_at,
        max(finished_at) as last_finished_at

    from known_events

    group by
        process_id,
        case_id,
        activity

),

-- of two last events at the same time one is taken, always the same
from_the_end as (

    select
        activities.*,
        row_number() over (
            partition by activities.process_id, activities.case_id
            order by activities.last_finished_at desc, activities.activity
        ) as place

    from activities

),

cases as (

    select
        process_id,
        case_id,
        coalesce(
            min(case when place = 1 then first_finished_at end)
            < max(case when place > 1 then last_finished_at end),
            false
        ) as is_reopened

    from from_the_end

    group by
        process_id,
        case_id

)

select * from cases
