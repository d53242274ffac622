with

cases as (

    select * from {{ ref('fct_cases') }}

),

labor as (

    select * from {{ ref('int_labor_costs') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

processes_with_steps as (

    select distinct cases.process_id

    from cases

    where cases.touch_minutes_of_steps is not null

),

logged_by_case as (

    select
        labor.process_id,
        labor.case_id,
        sum(labor.minutes) as minutes

    from labor

    where labor.case_id is not null

    group by
        labor.process_id,
        labor.case_id

),

finished_cases as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        cases.closed_date as period_date,
        1 as unit_count,
        case
            when coverage.has_time_entries then coalesce(logged_by_case.minutes, 0.0)
            else coalesce(cases.touch_minutes_of_steps, 0.0)
        end as minutes,
        cases.is_cancelled

    from cases

    inner join coverage
        on cases.process_id = coverage.process_id

    left join processes_with_steps
        on cases.process_id = processes_with_steps.process_id

    left join logged_by_case
        on cases.process_id = logged_by_case.process_id
        and cases.case_id = logged_by_case.case_id

    where cases.is_closed
        and (coverage.has_time_entries or processes_with_steps.process_id is not null)

),

entries_without_known_case as (

    select
        labor.company_id,
        labor.process_id,
        labor.entry_id as unit_id,
        cast(null as string) as segment,
        labor.work_date as period_date,
        0 as unit_count,
        labor.minutes,
        false as is_cancelled

    from labor

    left join cases
        on labor.process_id = cases.process_id
        and labor.case_id = cases.case_id

    where cases.case_id is null

),

combined as (

    select * from finished_cases

    union all

    select * from entries_without_known_case

)

select * from combined
