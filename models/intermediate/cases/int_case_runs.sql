with

automation_runs as (

    select * from {{ ref('stg_exports__automation_runs') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

runs_of_cases as (

    select
        automation_runs.process_id,
        automation_runs.case_id,
        automation_runs.status,
        automation_runs.started_at,
        automation_runs.run_id

    from automation_runs

    inner join coverage
        on automation_runs.process_id = coverage.process_id
        and automation_runs.started_at < coverage.as_of_until

    where automation_runs.environment = 'production'
        and automation_runs.case_id is not null

),

runs_newest_first as (

    select
        runs_of_cases.*,
        row_number() over (
            partition by runs_of_cases.process_id, runs_of_cases.case_id
            order by runs_of_cases.started_at desc, runs_of_cases.run_id desc
        ) as run_number_from_last

    from runs_of_cases

),

cases as (

    select
        runs_newest_first.process_id,
        runs_newest_first.case_id,
        count(*) as run_count,
        sum(case when runs_newest_first.status = 'failed' then 1 else 0 end) as failed_run_count,
        bool_or(runs_newest_first.status = 'succeeded') as has_succeeded_run,
        bool_or(
            runs_newest_first.run_number_from_last = 1 and runs_newest_first.status != 'succeeded'
        ) as last_run_did_not_succeed,
        min(runs_newest_first.started_at) as first_run_at

    from runs_newest_first

    group by
        runs_newest_first.process_id,
        runs_newest_first.case_id

)

select * from cases
