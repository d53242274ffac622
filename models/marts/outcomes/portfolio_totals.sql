with

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

counted as (

    select * from {{ ref('int_initiatives_counted') }}

),

to_date as (

    select * from {{ ref('initiative_value_to_date') }}

),

lines as (

    select * from {{ ref('int_portfolio_lines') }}

),

scopes as (

    select * from {{ ref('int_initiatives_in_scopes') }}

),

initiatives as (

    select
        scopes.scope,
        scopes.company_id,
        scorecard.initiative_id,
        scorecard.currency,
        scorecard.counts,
        scorecard.is_owned,
        scorecard.is_live,
        counted.is_unowned,
        scorecard.net_annual_value,
        scorecard.net_annual_value_low,
        scorecard.net_annual_value_high,
        scorecard.net_annual_cash_value,
        scorecard.annual_capacity_value,
        scorecard.claimed_annual_value

    from scorecard

    inner join scopes
        on scorecard.initiative_id = scopes.initiative_id

    inner join counted
        on scorecard.initiative_id = counted.initiative_id

),

years as (

    select
        scope,
        company_id,
        currency,
        count(*) as initiative_count,
        sum(case when counts then net_annual_value end) as net_annual_value,
        sum(case when counts then net_annual_value_low end) as net_annual_value_low,
        sum(case when counts then net_annual_value_high end) as net_annual_value_high,
        sum(case when counts then net_annual_cash_value end) as net_annual_cash_value,
        sum(case when counts then annual_capacity_value end) as annual_capacity_value,
        sum(case when is_unowned then net_annual_value end) as unowned_net_annual_value,
        sum(case when is_owned and is_live then claimed_annual_value end) as claimed_annual_value,
        sum(case when is_owned and is_live and not counts then claimed_annual_value end)
            as unproven_claimed_annual_value,
        sum(case when is_owned and not is_live then claimed_annual_value end)
            as planned_claimed_annual_value,
        sum(case when not is_owned then claimed_annual_value end)
            as unowned_claimed_annual_value

    from initiatives

    group by
        scope,
        company_id,
        currency

),

amounts as (

    select
        initiatives.scope,
        initiatives.currency,
        initiatives.initiative_id,
        initiatives.counts,
        initiatives.is_unowned,
        initiatives.is_live,
        to_date.value_type,
        to_date.value_type in ('cash_cost', 'capacity', 'carrying_cost') as is_gain,
        to_date.value_type in ('run_cost', 'build_cost') as is_cost,
        to_date.amount,
        to_date.amount_low,
        to_date.amount_high

    from initiatives

    inner join to_date
        on initiatives.initiative_id = to_date.initiative_id

),

sums_to_date as (

    select
        scope,
        currency,
        sum(case when counts and is_gain then amount else 0 end) as gains_to_date,
        sum(case when counts and is_gain then amount_low else 0 end) as gains_to_date_low,
        sum(case when counts and is_gain then amount_high else 0 end) as gains_to_date_high,
        sum(case when counts and value_type in ('cash_cost', 'carrying_cost') then amount else 0 end)
            as cash_to_date,
        sum(case when counts and value_type = 'capacity' then amount else 0 end)
            as capacity_to_date,
        sum(case when counts and value_type = 'working_capital' then amount else 0 end)
            as released_to_date,
        sum(case when counts and value_type = 'run_cost' then amount else 0 end)
            as run_cost_to_date,
        sum(case when counts and value_type = 'build_cost' then amount else 0 end)
            as build_cost_to_date,
        sum(case when is_cost then -amount else 0 end) as spent_to_date,
        sum(case when is_cost and not counts then -amount else 0 end)
            as spent_on_what_did_not_hold,
        sum(case when is_cost and is_unowned then -amount else 0 end) as spent_on_what_is_unowned,
        sum(case when is_cost and not is_unowned and not is_live then -amount else 0 end)
            as spent_on_what_is_not_live

    from amounts

    group by
        scope,
        currency

),

gains_of_initiatives as (

    select
        scope,
        currency,
        initiative_id,
        sum(amount) as amount

    from amounts

    where counts
        and is_gain

    group by
        scope,
        currency,
        initiative_id

),

tops as (

    select
        scope,
        currency,
        max_by(initiative_id, amount) as top_initiative_id,
        max(amount) / sum(amount) as top_share

    from gains_of_initiatives

    where amount > 0

    group by
        scope,
        currency

),

gains_removed as (

    select
        initiatives.scope,
        initiatives.currency,
        sum(case when lines.period_grain = 'month' then lines.overlap_removed else 0 end)
            as overlap_removed,
        sum(case when lines.period_grain = 'annual_pace' then lines.overlap_removed else 0 end)
            as annual_overlap_removed

    from initiatives

    inner join lines
        on initiatives.initiative_id = lines.initiative_id

    where lines.value_type != 'working_capital'

    group by
        initiatives.scope,
        initiatives.currency

),

totals as (

    select
        cast(years.scope as string) as scope,
        cast(years.company_id as string) as company_id,
        cast(years.currency as string) as currency,
        cast(years.initiative_count as bigint) as initiative_count,
        cast(years.net_annual_value as double) as net_annual_value,
        cast(years.net_annual_value_low as double) as net_annual_value_low,
        cast(years.net_annual_value_high as double) as net_annual_value_high,
        cast(years.net_annual_cash_value as double) as net_annual_cash_value,
        cast(years.annual_capacity_value as double) as annual_capacity_value,
        cast(years.claimed_annual_value as double) as claimed_annual_value,
        cast(years.unproven_claimed_annual_value as double) as unproven_claimed_annual_value,
        cast(years.unowned_claimed_annual_value as double) as unowned_claimed_annual_value,
        cast(years.planned_claimed_annual_value as double) as planned_claimed_annual_value,
        cast(years.unowned_net_annual_value as double) as unowned_net_annual_value,
        cast(years.net_annual_value / nullif(years.claimed_annual_value, 0) as double)
            as measured_share,
        cast(coalesce(gains_removed.annual_overlap_removed, 0) as double) as annual_overlap_removed,
        cast(coalesce(sums_to_date.gains_to_date, 0) as double) as gains_to_date,
        cast(coalesce(sums_to_date.gains_to_date_low, 0) as double) as gains_to_date_low,
        cast(coalesce(sums_to_date.gains_to_date_high, 0) as double) as gains_to_date_high,
        cast(coalesce(sums_to_date.cash_to_date, 0) as double) as cash_to_date,
        cast(coalesce(sums_to_date.capacity_to_date, 0) as double) as capacity_to_date,
        cast(coalesce(sums_to_date.released_to_date, 0) as double) as released_to_date,
        cast(coalesce(sums_to_date.run_cost_to_date, 0) as double) as run_cost_to_date,
        cast(coalesce(sums_to_date.build_cost_to_date, 0) as double) as build_cost_to_date,
        cast(coalesce(sums_to_date.spent_to_date, 0) as double) as spent_to_date,
        cast(coalesce(sums_to_date.spent_on_what_did_not_hold, 0) as double)
            as spent_on_what_did_not_hold,
        cast(coalesce(sums_to_date.spent_on_what_is_unowned, 0) as double)
            as spent_on_what_is_unowned,
        cast(coalesce(sums_to_date.spent_on_what_is_not_live, 0) as double)
            as spent_on_what_is_not_live,
        cast(coalesce(sums_to_date.gains_to_date - sums_to_date.spent_to_date, 0) as double)
            as net_to_date,
        cast(coalesce(sums_to_date.gains_to_date_low - sums_to_date.spent_to_date, 0) as double)
            as net_to_date_low,
        cast(coalesce(sums_to_date.gains_to_date_high - sums_to_date.spent_to_date, 0) as double)
            as net_to_date_high,
        cast(tops.top_initiative_id as string) as top_initiative_id,
        cast(tops.top_share as double) as top_share,
        cast(coalesce(gains_removed.overlap_removed, 0) as double) as overlap_removed

    from years

    left join sums_to_date
        on years.scope = sums_to_date.scope
        and years.currency = sums_to_date.currency

    left join tops
        on years.scope = tops.scope
        and years.currency = tops.currency

    left join gains_removed
        on years.scope = gains_removed.scope
        and years.currency = gains_removed.currency

)

select * from totals
