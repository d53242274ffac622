with

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

value_lines as (

    select * from {{ ref('int_value_lines') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

counted as (

    select * from {{ ref('int_initiatives_counted') }}

),

lines_of_months as (

    select
        initiative_id,
        'month' as period_grain,
        month_start as period_start,
        value_type,
        amount,
        amount_low,
        amount_high,
        0 as overlap_removed

    from value_by_month

),

-- the joint gain stands with the first initiative of a process; the others would have it again
gains_removed as (

    select
        initiative_id,
        case when period_grain = 'month' then 'month' else 'annual_pace' end as period_grain,
        month_start as period_start,
        value_type,
        0 as amount,
        0 as amount_low,
        0 as amount_high,
        amount as overlap_removed

    from value_lines

    where not is_carrier
        and (period_grain = 'month' or value_type != 'working_capital')

),

gains_of_a_year as (

    select
        initiative_id,
        'annual_pace' as period_grain,
        cast(null as date) as period_start,
        value_type,
        amount,
        amount_low,
        amount_high,
        0 as overlap_removed

    from value_lines

    where period_grain = 'year'
        and is_carrier
        and value_type != 'working_capital'

),

run_costs_of_a_year as (

    select
        initiative_id,
        'annual_pace' as period_grain,
        cast(null as date) as period_start,
        'run_cost' as value_type,
        -annual_run_cost as amount,
        -annual_run_cost as amount_low,
        -annual_run_cost as amount_high,
        0 as overlap_removed

    from annual_values

    where annual_run_cost != 0

),

claims as (

    select
        initiative_id,
        'annual_pace' as period_grain,
        cast(null as date) as period_start,
        'claimed' as value_type,
        claimed_annual_value as amount,
        claimed_annual_value as amount_low,
        claimed_annual_value as amount_high,
        0 as overlap_removed

    from scorecard

    where claimed_annual_value is not null

),

combined as (

    select * from lines_of_months

    union all

    select * from gains_removed

    union all

    select * from gains_of_a_year

    union all

    select * from run_costs_of_a_year

    union all

    select * from claims

),

lines as (

    select
        combined.*,
        scorecard.currency,
        counted.counts,
        counted.is_unowned,
        combined.value_type in ('cash_cost', 'capacity', 'carrying_cost') as is_gain,
        combined.value_type in ('run_cost', 'build_cost') as is_cost

    from combined

    inner join scorecard
        on combined.initiative_id = scorecard.initiative_id

    inner join counted
        on combined.initiative_id = counted.initiative_id

)

select * from lines
