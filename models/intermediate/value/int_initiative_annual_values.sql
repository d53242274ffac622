with

value_lines as (

    select * from {{ ref('int_value_lines') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

stages as (

    select * from {{ ref('int_initiative_stages') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

yearly_lines as (

    select
        initiative_id,
        bool_or(is_carrier) as is_carrier,
        sum(case when value_type != 'capacity' and is_carrier then amount else 0 end)
            as annual_cash,
        sum(case when value_type = 'capacity' and is_carrier then amount else 0 end)
            as annual_capacity,
        sum(case when is_carrier then amount_low else 0 end) as annual_low,
        sum(case when is_carrier then amount_high else 0 end) as annual_high,
        sum(case when not is_carrier then amount else 0 end) as annual_overlap

    from value_lines

    where period_grain = 'year'
        and value_type != 'working_capital'

    group by initiative_id

),

-- a verdict that is no gain costs its run cost; a gain that nothing prices has no figure
primary_verdicts as (

    select
        effects.initiative_id,
        bool_or(grades.is_verdict and not grades.is_improved) as is_no_gain

    from effects

    inner join grades
        on effects.evidence = grades.evidence

    where effects.is_primary

    group by effects.initiative_id

),

with_run_costs as (

    select
        initiatives.initiative_id,
        yearly_lines.initiative_id is not null as is_priced,
        coalesce(yearly_lines.is_carrier, true) as is_carrier,
        coalesce(yearly_lines.annual_cash, 0) as annual_cash,
        coalesce(yearly_lines.annual_capacity, 0) as annual_capacity,
        coalesce(yearly_lines.annual_low, 0) as annual_low,
        coalesce(yearly_lines.annual_high, 0) as annual_high,
        coalesce(yearly_lines.annual_overlap, 0) as annual_overlap,
        12 * coalesce(cast(initiatives.run_cost_per_month as double), 0) as annual_run_cost

    from initiatives

    inner join stages
        on initiatives.initiative_id = stages.initiative_id
        and stages.is_live

    left join yearly_lines
        on initiatives.initiative_id = yearly_lines.initiative_id

    left join primary_verdicts
        on initiatives.initiative_id = primary_verdicts.initiative_id

    where yearly_lines.initiative_id is not null
        or primary_verdicts.is_no_gain

),

annual_values as (

    select
        initiative_id,
        is_priced,
        is_carrier,
        annual_run_cost,
        annual_overlap,
        annual_capacity as annual_capacity_value,
        annual_cash - annual_run_cost as net_annual_cash_value,
        annual_cash + annual_capacity - annual_run_cost as net_annual_value,
        annual_low - annual_run_cost as net_annual_value_low,
        annual_high - annual_run_cost as net_annual_value_high

    from with_run_costs

)

select * from annual_values
