{#
    What an effect is multiplied by is what the published KPI counted after the ramp. Unseen, value
    would be made from planned volume, or from weeks that no verdict covers.
#}

with

effect_periods as (

    select * from {{ ref('int_effect_periods') }}

),

priced as (

    select * from {{ ref('int_effects_priced') }}

),

kpi_before_after as (

    select * from {{ ref('kpi_before_after') }}

),

units_priced as (

    select
        effect_periods.initiative_id,
        effect_periods.kpi_id,
        sum(effect_periods.unit_count) as unit_count

    from effect_periods

    inner join priced
        on effect_periods.initiative_id = priced.initiative_id
        and effect_periods.kpi_id = priced.kpi_id

    where effect_periods.period_grain = 'month'
        and priced.value_family = 'work'

    group by
        effect_periods.initiative_id,
        effect_periods.kpi_id

),

units_that_differ as (

    select
        units_priced.initiative_id,
        units_priced.kpi_id,
        units_priced.unit_count,
        kpi_before_after.denominator

    from units_priced

    left join kpi_before_after
        on units_priced.initiative_id = kpi_before_after.initiative_id
        and units_priced.kpi_id = kpi_before_after.kpi_id
        and kpi_before_after.phase = 'after'

    where kpi_before_after.denominator is null
        or abs(units_priced.unit_count - kpi_before_after.denominator) > 0.000001

)

select * from units_that_differ
