with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

cost_days as (

    select * from {{ ref('int_process_cost_days') }}

),

run_cost_days as (

    select
        cost_days.process_id,
        cost_days.cost_id as initiative_id,
        cost_days.cost_date,
        cost_days.amount

    from cost_days

    where cost_days.category = 'automation_run'

),

run_costs as (

    select
        windows.initiative_id,
        run_cost_days.cost_date,
        sum(run_cost_days.amount) as run_cost_in_effect,
        sum(
            case
                when run_cost_days.initiative_id = windows.initiative_id then run_cost_days.amount
                else 0
            end
        ) as own_run_cost

    from windows

    inner join windows as others
        on windows.process_id = others.process_id
        and others.go_live_date >= windows.before_from

    inner join run_cost_days
        on others.initiative_id = run_cost_days.initiative_id
        and others.process_id = run_cost_days.process_id
        and run_cost_days.cost_date >= windows.go_live_date

    group by
        windows.initiative_id,
        run_cost_days.cost_date

)

select * from run_costs
