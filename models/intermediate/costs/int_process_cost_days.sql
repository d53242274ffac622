with

process_costs as (

    select * from {{ ref('stg_exports__process_costs') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

booked_costs as (

    select
        process_costs.process_id,
        process_costs.cost_id,
        process_costs.category,
        process_costs.currency,
        cast(process_costs.amount as double) as amount,
        {{ month_start('process_costs.cost_month') }} as first_day,
        {{ month_end('process_costs.cost_month') }} as last_day

    from process_costs

),

booked_costs_by_day as (

    select
        booked_costs.process_id,
        booked_costs.cost_id,
        booked_costs.category,
        booked_costs.currency,
        booked_costs.amount / {{ days_in_month('booked_costs.first_day') }} as amount,
        booked_costs.last_day,
        {{ days_from_to('booked_costs.first_day', 'booked_costs.last_day') }} as cost_date

    from booked_costs

),

booked_costs_converted as (

    select
        booked_costs_by_day.process_id,
        booked_costs_by_day.cost_id,
        booked_costs_by_day.category,
        booked_costs_by_day.amount * currency_rates.rate as amount,
        booked_costs_by_day.cost_date

    from booked_costs_by_day

    inner join coverage
        on booked_costs_by_day.process_id = coverage.process_id
        and booked_costs_by_day.cost_date <= coverage.as_of_date

    left join currency_rates
        on booked_costs_by_day.currency = currency_rates.currency
        and coverage.currency = currency_rates.quote_currency
        and booked_costs_by_day.last_day >= currency_rates.valid_from
        and booked_costs_by_day.last_day < currency_rates.valid_until

),

automations_live as (

    select
        initiatives.process_id,
        initiatives.initiative_id,
        cast(initiatives.run_cost_per_month as double) as run_cost_per_month,
        {{ days_from_to('initiatives.go_live_date', 'coverage.as_of_date') }} as cost_date

    from initiatives

    inner join coverage
        on initiatives.process_id = coverage.process_id

    where initiatives.run_cost_per_month > 0
        and initiatives.go_live_date <= coverage.as_of_date

),

run_costs_by_day as (

    select
        automations_live.process_id,
        automations_live.initiative_id as cost_id,
        'automation_run' as category,
        automations_live.run_cost_per_month
        / {{ days_in_month('automations_live.cost_date') }} as amount,
        automations_live.cost_date

    from automations_live

),

combined as (

    select * from booked_costs_converted

    union all

    select * from run_costs_by_day

)

select * from combined
