with

priced as (

    select * from {{ ref('int_effects_priced') }}

),

periods as (

    select * from {{ ref('int_effect_periods') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

baseline_costs as (

    select * from {{ ref('int_initiative_baseline_costs') }}

),

daily_sales as (

    select * from {{ ref('int_initiative_daily_sales') }}

),

-- the effect and its two ends as improvements: positive is better, whatever direction the KPI has
improvements as (

    select
        initiative_id,
        kpi_id,
        'amount' as range_end,
        case when better = 'higher' then effect else -effect end as improvement

    from priced

    union all

    select
        initiative_id,
        kpi_id,
        'amount_low' as range_end,
        case when better = 'higher' then effect_low else -effect_high end as improvement

    from priced

    union all

    select
        initiative_id,
        kpi_id,
        'amount_high' as range_end,
        case when better = 'higher' then effect_high else -effect_low end as improvement

    from priced

),

quantities as (

    select
        priced.initiative_id,
        priced.kpi_id,
        priced.priced_as,
        priced.value_family,
        priced.evidence,
        priced.is_carrier,
        priced.measured_from,
        priced.expected_value,
        periods.period_grain,
        periods.month_start,
        improvements.range_end,
        improvements.improvement,
        periods.unit_count,
        periods.run_cost,
        periods.hourly_rate,
        periods.share_of_year,
        initiatives.capacity_is_cashable,
        coalesce(companies.cost_of_capital, {{ var('default_cost_of_capital') }})
            as cost_of_capital,
        baseline_costs.error_cost_per_reworked_case,
        daily_sales.credit_sales_per_day,
        coalesce(baseline_costs.labor_share, 0) as labor_share,
        case when not initiatives.capacity_is_cashable then periods.paid_hours end
            as most_hours,
        case when not initiatives.capacity_is_cashable then periods.paid_labor_cost end
            as most_labor_cost

    from priced

    inner join periods
        on priced.initiative_id = periods.initiative_id
        and priced.kpi_id = periods.kpi_id

    inner join improvements
        on priced.initiative_id = improvements.initiative_id
        and priced.kpi_id = improvements.kpi_id

    inner join initiatives
        on priced.initiative_id = initiatives.initiative_id

    inner join companies
        on priced.company_id = companies.company_id

    left join baseline_costs
        on priced.initiative_id = baseline_costs.initiative_id

    left join daily_sales
        on priced.initiative_id = daily_sales.initiative_id

),

-- no more hours than the work would have taken, and, while they are paid, than were paid
hours_freed as (

    select
        quantities.*,
        least(
            quantities.improvement * quantities.unit_count / 60.0,
            quantities.expected_value * quantities.unit_count / 60.0,
            quantities.most_hours
        ) as hours_freed

    from quantities

    where quantities.priced_as = 'labor_minutes'

),

labor_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        case when capacity_is_cashable then 'cash_cost' else 'capacity' end as value_type,
        range_end,
        hours_freed * hourly_rate as amount

    from hours_freed

),

-- the run cost is inside the KPI and has a line of its own: added back here, it counts once
labor_part_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        case when capacity_is_cashable then 'cash_cost' else 'capacity' end as value_type,
        range_end,
        least((improvement * unit_count + run_cost) * labor_share, most_labor_cost) as amount

    from quantities

    where priced_as = 'unit_cost'

),

other_part_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        'cash_cost' as value_type,
        range_end,
        (improvement * unit_count + run_cost) * (1 - labor_share) as amount

    from quantities

    where priced_as = 'unit_cost'

),

error_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        'cash_cost' as value_type,
        range_end,
        improvement * unit_count * error_cost_per_reworked_case as amount

    from quantities

    where priced_as = 'error_share'

),

-- one-off: in the month in which the after window begins, and in no yearly figure
working_capital_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        'working_capital' as value_type,
        range_end,
        improvement * credit_sales_per_day as amount

    from quantities

    where value_family = 'cash'
        and month_start = {{ month_start('measured_from') }}

),

carrying_cost_lines as (

    select
        initiative_id,
        kpi_id,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        'carrying_cost' as value_type,
        range_end,
        improvement * credit_sales_per_day * cost_of_capital * share_of_year as amount

    from quantities

    where value_family = 'cash'

),

combined as (

    select * from labor_lines

    union all

    select * from labor_part_lines

    union all

    select * from other_part_lines

    union all

    select * from error_lines

    union all

    select * from working_capital_lines

    union all

    select * from carrying_cost_lines

),

lines as (

    select
        initiative_id,
        kpi_id,
        value_type,
        evidence,
        is_carrier,
        period_grain,
        month_start,
        sum(case when range_end = 'amount' then amount end) as amount,
        sum(case when range_end = 'amount_low' then amount end) as amount_low,
        sum(case when range_end = 'amount_high' then amount end) as amount_high

    from combined

    where amount is not null

    group by
        initiative_id,
        kpi_id,
        value_type,
        evidence,
        is_carrier,
        period_grain,
        month_start

)

select * from lines
