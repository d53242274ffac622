with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

kpi_overall as (

    select * from {{ ref('kpi_overall') }}

),

daily_sales as (

    select * from {{ ref('int_initiative_daily_sales') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

claims as (

    select
        initiative_id,
        cast(sum(claimed_annual_value) as double) as claimed_annual_value

    from targets

    group by initiative_id

),

-- days promised less days achieved; only an effect that holds was achieved
days_outstanding as (

    select
        targets.initiative_id,
        max(
            greatest(
                -targets.target_relative_change * coalesce(effects.before_value, kpi_overall.value)
                - case when effects.counts then -effects.effect else 0 end,
                0
            )
        ) as days_not_yet_gained

    from targets

    inner join initiatives
        on targets.initiative_id = initiatives.initiative_id

    inner join kpis
        on targets.kpi_id = kpis.kpi_id

    left join effects
        on targets.initiative_id = effects.initiative_id
        and targets.kpi_id = effects.kpi_id

    left join kpi_overall
        on initiatives.process_id = kpi_overall.process_id
        and targets.kpi_id = kpi_overall.kpi_id
        and kpi_overall.segment is null

    where kpis.priced_as = 'days_of_sales'

    group by targets.initiative_id

),

promises as (

    select
        initiatives.initiative_id,
        claims.claimed_annual_value,
        days_outstanding.days_not_yet_gained * daily_sales.credit_sales_per_day
            as uncollected_cash,
        days_outstanding.days_not_yet_gained * daily_sales.credit_sales_per_day
        * coalesce(companies.cost_of_capital, {{ var('default_cost_of_capital') }})
            as carrying_cost_of_uncollected_cash,
        coalesce(claims.claimed_annual_value, 0) as claimed,
        coalesce(
            days_outstanding.days_not_yet_gained * daily_sales.credit_sales_per_day
            * coalesce(companies.cost_of_capital, {{ var('default_cost_of_capital') }}),
            0
        ) as carrying_cost,
        coalesce(annual_values.is_priced and annual_values.is_carrier, false) as is_measured,
        annual_values.net_annual_value,
        annual_values.net_annual_value_low,
        annual_values.net_annual_value_high

    from initiatives

    inner join processes
        on initiatives.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

    left join claims
        on initiatives.initiative_id = claims.initiative_id

    left join days_outstanding
        on initiatives.initiative_id = days_outstanding.initiative_id

    left join daily_sales
        on initiatives.initiative_id = daily_sales.initiative_id

    left join annual_values
        on initiatives.initiative_id = annual_values.initiative_id

),

-- claimed and not earned in a year; the more favorable end of what is measured leaves the least
shortfalls as (

    select
        promises.*,
        greatest(claimed - coalesce(net_annual_value, 0), 0) + carrying_cost as missing_a_year,
        case
            when is_measured then greatest(claimed - net_annual_value_high, 0) + carrying_cost
        end as missing_a_year_low,
        case
            when is_measured then greatest(claimed - net_annual_value_low, 0) + carrying_cost
        end as missing_a_year_high

    from promises

),

plans as (

    select
        initiative_id,
        claimed_annual_value,
        uncollected_cash,
        carrying_cost_of_uncollected_cash,
        case
            when claimed_annual_value is null and uncollected_cash is null then null
            when is_measured then 'measured'
            else 'claimed'
        end as cost_of_delay_basis,
        missing_a_year / {{ var('weeks_per_year') }} as cost_of_delay_per_week,
        missing_a_year_low / {{ var('weeks_per_year') }} as cost_of_delay_per_week_low,
        missing_a_year_high / {{ var('weeks_per_year') }} as cost_of_delay_per_week_high

    from shortfalls

)

select * from plans
