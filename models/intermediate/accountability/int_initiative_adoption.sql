with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

cases as (

    select * from {{ ref('fct_cases') }}

),

case_runs as (

    select * from {{ ref('int_case_runs') }}

),

automation_runs as (

    select * from {{ ref('stg_exports__automation_runs') }}

),

cases_united as (

    select * from {{ ref('int_cases_united') }}

),

-- what tells handled cases from others: a mark in the cases or their events, or runs with case ids
processes_that_tell as (

    select process_id

    from cases_united

    where is_automated is not null

    union

    select process_id from case_runs

),

live as (

    select
        initiatives.initiative_id,
        initiatives.process_id,
        initiatives.go_live_date,
        coverage.as_of_until,
        {{ local_to_utc('cast(initiatives.go_live_date as timestamp)', 'coverage.time_zone') }}
            as go_live_at

    from initiatives

    inner join coverage
        on initiatives.process_id = coverage.process_id
        and initiatives.go_live_date <= coverage.as_of_date

),

eligible_cases as (

    select
        live.initiative_id,
        cases.is_automated or coalesce(case_runs.has_succeeded_run, false) as is_handled,
        cases.rework_count > 0 as is_reworked

    from live

    inner join cases
        on live.process_id = cases.process_id
        and cases.closed_date >= live.go_live_date

    left join case_runs
        on cases.process_id = case_runs.process_id
        and cases.case_id = case_runs.case_id

    where cases.is_closed
        and not cases.is_cancelled

),

cases_counted as (

    select
        initiative_id,
        count(*) as eligible_cases,
        sum(case when is_handled then 1 else 0 end) as handled_cases,
        sum(case when is_handled and is_reworked then 1 else 0 end) as reworked_after_run_cases,
        count(case when is_handled then is_reworked end) as cases_known_reworked_or_not

    from eligible_cases

    group by initiative_id

),

runs_counted as (

    select
        live.initiative_id,
        count(*) as runs,
        sum(case when automation_runs.status = 'failed' then 1 else 0 end) as failed_runs

    from live

    inner join automation_runs
        on live.process_id = automation_runs.process_id
        and automation_runs.started_at >= live.go_live_at
        and automation_runs.started_at < live.as_of_until

    where automation_runs.environment = 'production'
        and automation_runs.status != 'cancelled'

    group by live.initiative_id

),

adoption as (

    select
        live.initiative_id,
        cases_counted.eligible_cases,
        case when processes_that_tell.process_id is not null then cases_counted.handled_cases end
            as handled_cases,
        runs_counted.runs,
        runs_counted.failed_runs,
        case
            when processes_that_tell.process_id is not null
                then {{ ratio(
                    'cast(cases_counted.handled_cases as double)', 'cases_counted.eligible_cases'
                ) }}
        end as adoption_share,
        {{ ratio('cast(runs_counted.failed_runs as double)', 'runs_counted.runs') }}
            as failed_run_share,
        case
            when cases_counted.cases_known_reworked_or_not > 0
                then {{ ratio(
                    'cast(cases_counted.reworked_after_run_cases as double)',
                    'cases_counted.handled_cases'
                ) }}
        end as rework_after_run_share

    from live

    left join cases_counted
        on live.initiative_id = cases_counted.initiative_id

    left join runs_counted
        on live.initiative_id = runs_counted.initiative_id

    left join processes_that_tell
        on live.process_id = processes_that_tell.process_id

)

select * from adoption
