with

effects as (

    select * from {{ ref('kpi_effects') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

effects_that_hold as (

    select
        initiative_kpis.company_id,
        initiative_kpis.process_id,
        effects.initiative_id,
        effects.kpi_id,
        effects.is_primary,
        effects.evidence,
        grades.is_worse,
        effects.effect,
        effects.effect_low,
        effects.effect_high,
        effects.expected_value,
        initiative_kpis.priced_as,
        initiative_kpis.better,
        initiative_kpis.verdict_from,
        initiative_kpis.go_live_date,
        initiative_kpis.before_from,
        initiative_kpis.after_from as measured_from,
        -- working capital is released by invoices; all other effects by the weeks they were seen in
        case
            when initiative_kpis.priced_as = 'days_of_sales' then initiative_kpis.covers_to
            else {{ add_days(
                week_start(add_days('initiative_kpis.complete_through_date', 1)), -1
            ) }}
        end as measured_to

    from effects

    inner join initiative_kpis
        on effects.initiative_id = initiative_kpis.initiative_id
        and effects.kpi_id = initiative_kpis.kpi_id

    inner join grades
        on effects.evidence = grades.evidence
        and grades.counts

    where effects.effect is not null
        and initiative_kpis.priced_as is not null

),

held_by_initiative as (

    select
        initiative_id,
        bool_or(priced_as = 'labor_minutes') as has_labor_minutes,
        bool_or(
            priced_as = 'unit_cost'
            and (is_primary or is_worse)
        ) as has_leading_cost,
        bool_or(priced_as = 'unit_cost') as has_cost

    from effects_that_hold

    group by initiative_id

),

-- the same days, errors or minutes seen through two KPIs: what was promised, or got worse, or has a
-- verdict of its own comes first
one_per_price as (

    select
        effects_that_hold.*,
        row_number() over (
            partition by effects_that_hold.initiative_id, effects_that_hold.priced_as
            order by
                effects_that_hold.is_primary desc,
                effects_that_hold.is_worse desc,
                effects_that_hold.verdict_from is null desc,
                effects_that_hold.kpi_id
        ) as place

    from effects_that_hold

),

chosen as (

    select
        one_per_price.*,
        case when one_per_price.priced_as = 'days_of_sales' then 'cash' else 'work' end
            as value_family

    from one_per_price

    inner join held_by_initiative
        on one_per_price.initiative_id = held_by_initiative.initiative_id

    where one_per_price.place = 1
        and case
            when one_per_price.priced_as = 'unit_cost'
                then held_by_initiative.has_leading_cost
                    or not held_by_initiative.has_labor_minutes
            when one_per_price.priced_as = 'labor_minutes'
                then not held_by_initiative.has_leading_cost
            when one_per_price.priced_as = 'error_share'
                then not (
                    held_by_initiative.has_leading_cost
                    or (held_by_initiative.has_cost and not held_by_initiative.has_labor_minutes)
                )
            else true
        end

),

ranked as (

    select
        chosen.*,
        1 + {{ days_between('chosen.measured_from', 'chosen.measured_to') }} as measured_days,
        dense_rank() over (
            partition by chosen.process_id, chosen.value_family
            order by chosen.go_live_date, chosen.initiative_id
        ) = 1 as is_carrier

    from chosen

    where chosen.measured_to >= chosen.measured_from

)

select * from ranked
