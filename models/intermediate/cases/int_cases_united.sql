with

cases as (

    select * from {{ ref('stg_exports__cases') }}

),

cases_from_events as (

    select * from {{ ref('int_cases_from_events') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

cases_as_exported as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id,
        coalesce(cases.segment, cases_from_events.segment) as segment,
        coalesce(cases.rework_count, cases_from_events.rework_event_count) as rework_count,
        cases.is_cancelled,
        -- steps say more than a flag: one human step and the case was not handled straight through
        case
            when cases_from_events.events_known_automated_or_not > 0
                then cases_from_events.human_event_count = 0
            else cases.is_automated
        end as has_no_human_step,
        cases.is_automated,
        cases.is_on_time,
        cases.opened_at,
        cases.closed_at,
        cases.due_at

    from cases

    left join cases_from_events
        on cases.process_id = cases_from_events.process_id
        and cases.case_id = cases_from_events.case_id

),

cases_only_in_events as (

    select
        cases_from_events.company_id,
        cases_from_events.process_id,
        cases_from_events.case_id,
        cases_from_events.segment,
        cases_from_events.rework_event_count as rework_count,
        false as is_cancelled,
        case
            when cases_from_events.events_known_automated_or_not > 0
                then cases_from_events.human_event_count = 0
        end as has_no_human_step,
        -- one automated step (an automatic receipt, say) is not yet the automation: its runs tell
        case
            when not coverage.has_automation_runs
                and cases_from_events.events_known_automated_or_not > 0
                then cases_from_events.human_event_count < cases_from_events.event_count
        end as is_automated,
        cast(null as boolean) as is_on_time,
        cases_from_events.opened_at,
        cases_from_events.closed_at,
        cast(null as timestamp) as due_at

    from cases_from_events

    inner join coverage
        on cases_from_events.process_id = coverage.process_id

    where not coverage.has_cases

),

united as (

    select * from cases_as_exported

    union all

    select * from cases_only_in_events

),

known_at_the_as_of_date as (

    select
        united.company_id,
        united.process_id,
        united.case_id,
        united.segment,
        united.rework_count,
        coalesce(united.is_cancelled, false) as is_cancelled,
        united.has_no_human_step,
        united.is_automated,
        united.is_on_time,
        united.opened_at,
        case when united.closed_at < coverage.as_of_until then united.closed_at end as closed_at,
        united.due_at,
        coverage.calendar_id,
        coverage.time_zone,
        coverage.sla_hours,
        coverage.as_of_until

    from united

    inner join coverage
        on united.process_id = coverage.process_id
        and united.opened_at < coverage.as_of_until

),

with_local_times as (

    select
        known_at_the_as_of_date.*,
        coalesce(known_at_the_as_of_date.closed_at, known_at_the_as_of_date.as_of_until)
            as lasts_until,
        {{ utc_to_local('known_at_the_as_of_date.opened_at', 'known_at_the_as_of_date.time_zone') }}
            as opened_at_local,
        {{ utc_to_local('known_at_the_as_of_date.closed_at', 'known_at_the_as_of_date.time_zone') }}
            as closed_at_local

    from known_at_the_as_of_date

)

select * from with_local_times
