with

cases as (

    select * from {{ ref('int_cases_united') }}

),

business_hours as (

    select * from {{ ref('int_case_business_hours') }}

),

case_runs as (

    select * from {{ ref('int_case_runs') }}

),

touch_steps as (

    select * from {{ ref('int_case_touch_steps') }}

),

with_hours as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id,
        cases.segment,
        case
            when cases.calendar_id is not null then business_hours.business_hours
            else {{ hours_between('cases.opened_at', 'cases.lasts_until') }}
        end as cycle_time_hours,
        touch_steps.touch_minutes as touch_minutes_of_steps,
        cases.sla_hours,
        cases.is_on_time as is_on_time_as_exported,
        cases.rework_count,
        coalesce(case_runs.run_count, 0) as run_count,
        coalesce(case_runs.failed_run_count, 0) as failed_run_count,
        cases.is_cancelled,
        cases.closed_at is not null as is_closed,
        coalesce(cases.closed_at < cases.opened_at, false) as is_closed_before_opened,
        coalesce(cases.is_automated, case_runs.has_succeeded_run, false) as is_automated,
        -- a run that failed and was mended by hand is not straight-through
        case
            when coalesce(case_runs.last_run_did_not_succeed, false) then false
            else cases.has_no_human_step
        end as is_straight_through,
        cast(cases.opened_at_local as date) as opened_date,
        cast(cases.closed_at_local as date) as closed_date,
        cases.opened_at,
        cases.closed_at,
        -- landing has turned a due date without a time of day into the end of that day
        cases.due_at as due_until

    from cases

    left join business_hours
        on cases.process_id = business_hours.process_id
        and cases.case_id = business_hours.case_id

    left join case_runs
        on cases.process_id = case_runs.process_id
        and cases.case_id = case_runs.case_id

    left join touch_steps
        on cases.process_id = touch_steps.process_id
        and cases.case_id = touch_steps.case_id

),

with_promises as (

    select
        with_hours.*,
        case
            when not with_hours.is_closed then null
            -- the system that made the promise knows its clock and its pauses
            when with_hours.is_on_time_as_exported is not null
                then with_hours.is_on_time_as_exported
            when with_hours.due_until is not null then with_hours.closed_at <= with_hours.due_until
            when with_hours.sla_hours is not null
                then with_hours.cycle_time_hours <= with_hours.sla_hours
        end as is_on_time

    from with_hours

)

select * from with_promises
