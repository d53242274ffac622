with

priced as (

    select * from {{ ref('int_effects_priced') }}

),

observations as (

    select * from {{ ref('int_observations') }}

),

run_costs as (

    select * from {{ ref('int_initiative_run_costs') }}

),

labor_months as (

    select * from {{ ref('int_process_labor_months') }}

),

days_of_effects as (

    select
        initiative_id,
        kpi_id,
        process_id,
        measured_days,
        {{ days_from_to('measured_from', 'measured_to') }} as measured_date

    from priced

),

months_of_effects as (

    select
        days_of_effects.initiative_id,
        days_of_effects.kpi_id,
        days_of_effects.process_id,
        days_of_effects.measured_days,
        {{ month_start('days_of_effects.measured_date') }} as month_start,
        count(*) as days_measured_in_month,
        coalesce(sum(run_costs.run_cost_in_effect), 0) as run_cost,
        coalesce(
            max(
                run_costs.run_cost_in_effect * {{ days_in_month('days_of_effects.measured_date') }}
            ),
            0
        ) as run_cost_of_whole_month

    from days_of_effects

    left join run_costs
        on days_of_effects.initiative_id = run_costs.initiative_id
        and days_of_effects.measured_date = run_costs.cost_date

    group by
        days_of_effects.initiative_id,
        days_of_effects.kpi_id,
        days_of_effects.process_id,
        days_of_effects.measured_days,
        {{ month_start('days_of_effects.measured_date') }}

),

units_by_month as (

    select
        priced.initiative_id,
        priced.kpi_id,
        {{ month_start('observations.period_date') }} as month_start,
        sum(observations.denominator) as unit_count

    from priced

    inner join observations
        on priced.process_id = observations.process_id
        and priced.kpi_id = observations.kpi_id
        and observations.period_date between priced.measured_from and priced.measured_to

    where priced.priced_as != 'days_of_sales'
        and observations.is_counted
        and observations.period_grain = 'unit'

    group by
        priced.initiative_id,
        priced.kpi_id,
        {{ month_start('observations.period_date') }}

),

-- a month in which nobody logged time has the rate of the process's other months
rates_of_processes as (

    select
        process_id,
        {{ ratio('sum(labor_cost)', 'sum(hours_with_rate)') }} as hourly_rate

    from labor_months

    group by process_id

),

months as (

    select
        months_of_effects.initiative_id,
        months_of_effects.kpi_id,
        'month' as period_grain,
        months_of_effects.month_start,
        months_of_effects.measured_days,
        cast(coalesce(units_by_month.unit_count, 0) as double) as unit_count,
        cast(months_of_effects.run_cost as double) as run_cost,
        cast(months_of_effects.run_cost_of_whole_month as double) as run_cost_of_whole_month,
        coalesce(labor_months.paid_hours, 0) as paid_hours,
        coalesce(labor_months.labor_cost, 0) as paid_labor_cost,
        coalesce(
            {{ ratio('labor_months.labor_cost', 'labor_months.hours_with_rate') }},
            rates_of_processes.hourly_rate
        ) as hourly_rate,
        cast(months_of_effects.days_measured_in_month as double)
        / {{ days_in_month('months_of_effects.month_start') }} / 12.0 as share_of_year

    from months_of_effects

    left join units_by_month
        on months_of_effects.initiative_id = units_by_month.initiative_id
        and months_of_effects.kpi_id = units_by_month.kpi_id
        and months_of_effects.month_start = units_by_month.month_start

    left join labor_months
        on months_of_effects.process_id = labor_months.process_id
        and months_of_effects.month_start = labor_months.month_start

    left join rates_of_processes
        on months_of_effects.process_id = rates_of_processes.process_id

),

years as (

    select
        initiative_id,
        kpi_id,
        'year' as period_grain,
        cast(null as date) as month_start,
        measured_days,
        sum(unit_count) / measured_days * {{ var('days_per_year') }} as unit_count,
        max(run_cost_of_whole_month) * 12 as run_cost,
        max(run_cost_of_whole_month) as run_cost_of_whole_month,
        sum(paid_hours) / count(*) * 12 as paid_hours,
        sum(paid_labor_cost) / count(*) * 12 as paid_labor_cost,
        {{ ratio('sum(unit_count * hourly_rate)', 'sum(unit_count)') }} as hourly_rate,
        cast(1 as double) as share_of_year

    from months

    group by
        initiative_id,
        kpi_id,
        measured_days

),

periods as (

    select * from months

    union all

    select * from years

)

select * from periods
