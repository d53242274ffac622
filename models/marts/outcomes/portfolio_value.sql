with

lines as (

    select * from {{ ref('int_portfolio_lines') }}

),

scopes as (

    select * from {{ ref('int_initiatives_in_scopes') }}

),

lines_in_scopes as (

    select
        scopes.scope,
        scopes.company_id,
        lines.*

    from lines

    inner join scopes
        on lines.initiative_id = scopes.initiative_id

),

lines_in_periods as (

    select * from lines_in_scopes

    union all

    select
        scope,
        company_id,
        initiative_id,
        'year' as period_grain,
        {{ year_start('period_start') }} as period_start,
        value_type,
        amount,
        amount_low,
        amount_high,
        overlap_removed,
        currency,
        counts,
        is_unowned,
        is_gain,
        is_cost

    from lines_in_scopes

    where period_grain = 'month'

    union all

    select
        scope,
        company_id,
        initiative_id,
        'to_date' as period_grain,
        cast(null as date) as period_start,
        value_type,
        amount,
        amount_low,
        amount_high,
        overlap_removed,
        currency,
        counts,
        is_unowned,
        is_gain,
        is_cost

    from lines_in_scopes

    where period_grain = 'month'

),

-- counted and not counted apart
value_types as (

    select
        scope,
        company_id,
        currency,
        period_grain,
        period_start,
        value_type,
        counts,
        sum(amount) as amount,
        sum(amount_low) as amount_low,
        sum(amount_high) as amount_high,
        sum(case when is_unowned then amount else 0 end) as amount_unowned,
        sum(overlap_removed) as overlap_removed

    from lines_in_periods

    group by
        scope,
        company_id,
        currency,
        period_grain,
        period_start,
        value_type,
        counts

),

-- a year at the measured pace is that of what counts; of money spent nothing is left out
nets as (

    select
        scope,
        company_id,
        currency,
        period_grain,
        period_start,
        'net' as value_type,
        true as counts,
        sum(amount) as amount,
        sum(amount_low) as amount_low,
        sum(amount_high) as amount_high,
        0 as amount_unowned,
        0 as overlap_removed

    from lines_in_periods

    where (is_gain and counts)
        or (is_cost and (counts or period_grain != 'annual_pace'))

    group by
        scope,
        company_id,
        currency,
        period_grain,
        period_start

),

combined as (

    select * from value_types

    union all

    select * from nets

),

with_running_amounts as (

    select
        combined.*,
        case when value_type = 'net' and period_grain = 'month' then sum(amount) over so_far end
            as running_amount,
        case when value_type = 'net' and period_grain = 'month' then sum(amount_low) over so_far end
            as running_amount_low,
        case when value_type = 'net' and period_grain = 'month' then sum(amount_high) over so_far end
            as running_amount_high

    from combined

    window so_far as (
        partition by scope, currency, period_grain, value_type, counts
        order by period_start
        rows between unbounded preceding and current row
    )

),

portfolio_value as (

    select
        cast(scope as string) as scope,
        cast(company_id as string) as company_id,
        cast(currency as string) as currency,
        cast(period_grain as string) as period_grain,
        period_start,
        cast(value_type as string) as value_type,
        cast(counts as boolean) as counts,
        cast(amount as double) as amount,
        cast(amount_low as double) as amount_low,
        cast(amount_high as double) as amount_high,
        cast(running_amount as double) as running_amount,
        cast(running_amount_low as double) as running_amount_low,
        cast(running_amount_high as double) as running_amount_high,
        cast(amount_unowned as double) as amount_unowned,
        cast(overlap_removed as double) as overlap_removed

    from with_running_amounts

)

select * from portfolio_value
