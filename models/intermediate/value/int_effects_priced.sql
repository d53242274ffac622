{#
    One row per initiative and KPI whose effect is turned into money, with the days it was measured
    on. Only an effect that holds is priced: proven and likely as a gain, worse and looks_worse as a
    loss; everything else earns nothing. Cost per transaction contains touch time and error cost, so
    the two are never priced beside it. Of several initiatives on a process the first to go live
    carries the joint figure.
#}

with

effects as (

    select * from {{ ref('kpi_effects') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

effects_that_hold as (

    select
        initiative_kpis.company_id,
        initiative_kpis.process_id,
        effects.initiative_id,
        effects.kpi_id,
        effects.is_primary,
        effects.evidence,
        effects.effect,
        effects.effect_low,
        effects.effect_high,
        effects.expected_value,
        initiative_kpis.go_live_date,
        initiative_kpis.before_from,
        initiative_kpis.after_from as measured_from,
        -- working capital is released by invoices; all other effects by the weeks they were seen in
        case
            when effects.kpi_id in ('days_to_pay', 'days_sales_outstanding')
                then initiative_kpis.covers_to
            else {{ add_days(
                week_start(add_days('initiative_kpis.complete_through_date', 1)), -1
            ) }}
        end as measured_to

    from effects

    inner join initiative_kpis
        on effects.initiative_id = initiative_kpis.initiative_id
        and effects.kpi_id = initiative_kpis.kpi_id

    where effects.evidence in ('proven', 'likely', 'worse', 'looks_worse')
        and effects.effect is not null
        and effects.kpi_id in (
            'touch_time_minutes',
            'cost_per_transaction',
            'first_pass_yield',
            'days_to_pay',
            'days_sales_outstanding'
        )

),

held_by_initiative as (

    select
        initiative_id,
        bool_or(kpi_id = 'touch_time_minutes') as has_touch_time,
        bool_or(
            kpi_id = 'cost_per_transaction'
            and (is_primary or evidence in ('worse', 'looks_worse'))
        ) as has_leading_cost,
        bool_or(kpi_id = 'cost_per_transaction') as has_cost,
        bool_or(kpi_id = 'days_sales_outstanding' and is_primary) as has_primary_dso

    from effects_that_hold

    group by initiative_id

),

chosen as (

    select
        effects_that_hold.*,
        case
            when effects_that_hold.kpi_id in ('days_to_pay', 'days_sales_outstanding') then 'cash'
            else 'work'
        end as value_family

    from effects_that_hold

    inner join held_by_initiative
        on effects_that_hold.initiative_id = held_by_initiative.initiative_id

    where case
        when effects_that_hold.kpi_id = 'cost_per_transaction'
            then held_by_initiative.has_leading_cost or not held_by_initiative.has_touch_time
        when effects_that_hold.kpi_id = 'touch_time_minutes'
            then not held_by_initiative.has_leading_cost
        when effects_that_hold.kpi_id = 'first_pass_yield'
            then not (
                held_by_initiative.has_leading_cost
                or (held_by_initiative.has_cost and not held_by_initiative.has_touch_time)
            )
        when effects_that_hold.kpi_id = 'days_sales_outstanding'
            then held_by_initiative.has_primary_dso
        else not held_by_initiative.has_primary_dso
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
