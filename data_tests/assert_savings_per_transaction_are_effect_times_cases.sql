{#
    What was saved per unit (a KPI priced as unit_cost), less the run cost inside it, is effect times
    units, at the middle and at both ends of the range. Unseen, the run cost would count twice, or the
    ends would be swapped. Not where hours that stay paid were cut at the hours paid.
#}

with

value_lines as (

    select * from {{ ref('int_value_lines') }}

),

effect_periods as (

    select * from {{ ref('int_effect_periods') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

savings as (

    select
        value_lines.initiative_id,
        value_lines.kpi_id,
        value_lines.period_grain,
        value_lines.month_start,
        sum(value_lines.amount) as amount,
        sum(value_lines.amount_low) as amount_low,
        sum(value_lines.amount_high) as amount_high

    from value_lines

    inner join kpis
        on value_lines.kpi_id = kpis.kpi_id
        and kpis.priced_as = 'unit_cost'

    group by
        value_lines.initiative_id,
        value_lines.kpi_id,
        value_lines.period_grain,
        value_lines.month_start

),

savings_that_differ as (

    select
        savings.*,
        effects.effect,
        effect_periods.unit_count,
        effect_periods.run_cost

    from savings

    inner join initiatives
        on savings.initiative_id = initiatives.initiative_id
        and initiatives.capacity_is_cashable

    inner join effects
        on savings.initiative_id = effects.initiative_id
        and savings.kpi_id = effects.kpi_id

    inner join effect_periods
        on savings.initiative_id = effect_periods.initiative_id
        and savings.kpi_id = effect_periods.kpi_id
        and savings.period_grain = effect_periods.period_grain
        and coalesce(savings.month_start, cast('1900-01-01' as date))
        = coalesce(effect_periods.month_start, cast('1900-01-01' as date))

    where abs(
        savings.amount - effect_periods.run_cost + effects.effect * effect_periods.unit_count
    ) > 0.005
        or abs(
            savings.amount_low - effect_periods.run_cost
            + effects.effect_high * effect_periods.unit_count
        ) > 0.005
        or abs(
            savings.amount_high - effect_periods.run_cost
            + effects.effect_low * effect_periods.unit_count
        ) > 0.005

)

select * from savings_that_differ
