with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

labor as (

    select * from {{ ref('int_labor_costs') }}

),

cost_days as (

    select * from {{ ref('int_process_cost_days') }}

),

cases as (

    select * from {{ ref('fct_cases') }}

),

labor_costs as (

    select
        windows.initiative_id,
        sum(labor.labor_cost) as labor_cost

    from windows

    inner join labor
        on windows.process_id = labor.process_id
        and labor.work_date between windows.before_from and windows.before_to

    group by windows.initiative_id

),

other_costs as (

    select
        windows.initiative_id,
        sum(cost_days.amount) as other_cost,
        sum(case when cost_days.category = 'error' then cost_days.amount end) as error_cost

    from windows

    inner join cost_days
        on windows.process_id = cost_days.process_id
        and cost_days.cost_date between windows.before_from and windows.before_to

    group by windows.initiative_id

),

reworked_cases as (

    select
        windows.initiative_id,
        sum(case when cases.rework_count > 0 then 1 else 0 end) as reworked_case_count

    from windows

    inner join cases
        on windows.process_id = cases.process_id
        and cases.closed_date between windows.before_from and windows.before_to

    where not cases.is_cancelled

    group by windows.initiative_id

),

baselines as (

    select
        windows.initiative_id,
        {{ ratio(
            'coalesce(labor_costs.labor_cost, 0)',
            '(coalesce(labor_costs.labor_cost, 0) + coalesce(other_costs.other_cost, 0))'
        ) }} as labor_share,
        {{ ratio('other_costs.error_cost', 'reworked_cases.reworked_case_count') }}
            as error_cost_per_reworked_case

    from windows

    left join labor_costs
        on windows.initiative_id = labor_costs.initiative_id

    left join other_costs
        on windows.initiative_id = other_costs.initiative_id

    left join reworked_cases
        on windows.initiative_id = reworked_cases.initiative_id

    where windows.go_live_date is not null

)

select * from baselines
