with

cases as (

    select * from {{ ref('fct_cases') }}

),

labor as (

    select * from {{ ref('int_labor_costs') }}

),

cost_days as (

    select * from {{ ref('int_process_cost_days') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

processes_with_costs as (

    select process_id from labor

    union

    select process_id from cost_days

    where category != 'automation_run'

),

finished_cases as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        cases.closed_date as period_date,
        1 as unit_count,
        cast(0 as double) as numerator,
        cast(1 as double) as denominator,
        cases.is_cancelled as is_excluded,
        case when cases.is_cancelled then 'cancelled' end as exclusion_reason

    from cases

    inner join processes_with_costs
        on cases.process_id = processes_with_costs.process_id

    where cases.is_closed

),

labor_of_cases as (

    select
        labor.company_id,
        labor.process_id,
        labor.entry_id as unit_id,
        cases.segment,
        labor.work_date as period_date,
        0 as unit_count,
        labor.labor_cost as numerator,
        cast(0 as double) as denominator,
        labor.labor_cost is null as is_excluded,
        case when labor.labor_cost is null then 'no hourly rate for the role' end
            as exclusion_reason

    from labor

    left join cases
        on labor.process_id = cases.process_id
        and labor.case_id = cases.case_id

),

other_costs as (

    select
        coverage.company_id,
        cost_days.process_id,
        cost_days.cost_id || ' ' || cast(cost_days.cost_date as string) as unit_id,
        cast(null as string) as segment,
        cost_days.cost_date as period_date,
        0 as unit_count,
        cost_days.amount as numerator,
        cast(0 as double) as denominator,
        cost_days.amount is null as is_excluded,
        case when cost_days.amount is null then 'no exchange rate for the currency' end
            as exclusion_reason

    from cost_days

    inner join processes_with_costs
        on cost_days.process_id = processes_with_costs.process_id

    inner join coverage
        on cost_days.process_id = coverage.process_id

),

combined as (

    select * from finished_cases

    union all

    select * from labor_of_cases

    union all

    select * from other_costs

),

observations as (

    select
        'cost_per_transaction' as kpi_id,
        combined.company_id,
        combined.process_id,
        combined.unit_id,
        combined.segment,
        'unit' as period_grain,
        combined.period_date,
        combined.unit_count,
        combined.numerator,
        combined.denominator,
        false as is_open,
        combined.is_excluded,
        combined.exclusion_reason

    from combined

)

select * from observations
