with

cases as (

    select * from {{ ref('fct_cases') }}

),

reopenings as (

    select * from {{ ref('int_case_reopenings') }}

),

processes_with_steps as (

    select distinct process_id from reopenings

),

finished_cases as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id,
        cases.segment,
        cases.closed_date,
        cases.is_cancelled,
        -- a mix of both ways of telling would move with what was exported
        case
            when processes_with_steps.process_id is not null then reopenings.is_reopened
            else cases.rework_count > 0
        end as is_reopened

    from cases

    left join processes_with_steps
        on cases.process_id = processes_with_steps.process_id

    left join reopenings
        on cases.process_id = reopenings.process_id
        and cases.case_id = reopenings.case_id

    where cases.is_closed

),

observations as (

    select
        'reopen_rate' as kpi_id,
        finished_cases.company_id,
        finished_cases.process_id,
        finished_cases.case_id as unit_id,
        finished_cases.segment,
        'unit' as period_grain,
        finished_cases.closed_date as period_date,
        1 as unit_count,
        cast(case when finished_cases.is_reopened then 1 else 0 end as double) as numerator,
        cast(1 as double) as denominator,
        false as is_open,
        finished_cases.is_cancelled or finished_cases.is_reopened is null as is_excluded,
        case
            when finished_cases.is_cancelled then 'cancelled'
            when finished_cases.is_reopened is null then 'whether it came back is not recorded'
        end as exclusion_reason

    from finished_cases

)

select * from observations
