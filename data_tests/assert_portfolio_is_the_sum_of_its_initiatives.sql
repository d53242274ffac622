{#
    Totals are their parts: a year is the sum of what counts, net to date what counted gained less all
    that was bought, months add up to it, and companies to the portfolio, currency by currency. Unseen,
    a page says $47.6k where $5.8k is owned.
#}

with

totals as (

    select * from {{ ref('portfolio_totals') }}

),

portfolio_value as (

    select * from {{ ref('portfolio_value') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

initiative_value as (

    select * from {{ ref('initiative_value') }}

),

sums_of_years as (

    select
        'company:' || company_id as scope,
        currency,
        sum(case when counts then net_annual_value else 0 end) as net_annual_value,
        sum(case when is_owned and is_live then claimed_annual_value else 0 end)
            as claimed_annual_value,
        sum(spent_to_date) as spent_to_date

    from scorecard

    group by
        company_id,
        currency

),

sums_of_months as (

    select
        'company:' || company_id as scope,
        currency,
        sum(
            case
                when value_type in ('run_cost', 'build_cost') then amount
                when counts and value_type != 'working_capital' then amount
                else 0
            end
        ) as net_to_date

    from initiative_value

    group by
        company_id,
        currency

),

sums_of_companies as (

    select
        'portfolio' as scope,
        currency,
        sum(net_annual_value) as net_annual_value,
        sum(claimed_annual_value) as claimed_annual_value,
        sum(spent_to_date) as spent_to_date,
        sum(net_to_date) as net_to_date

    from totals

    where scope != 'portfolio'

    group by currency

),

sums_of_portfolio_value as (

    select
        scope,
        currency,
        sum(case when period_grain = 'annual_pace' and value_type = 'net' then amount else 0 end)
            as net_annual_value,
        sum(case when period_grain = 'month' and value_type = 'net' then amount else 0 end)
            as net_of_months,
        sum(case when period_grain = 'year' and value_type = 'net' then amount else 0 end)
            as net_of_years,
        sum(case when period_grain = 'to_date' and value_type = 'net' then amount else 0 end)
            as net_to_date,
        max_by(
            case when period_grain = 'month' and value_type = 'net' then running_amount end,
            case when period_grain = 'month' and value_type = 'net' then period_start end
        ) as last_running_amount

    from portfolio_value

    group by
        scope,
        currency

),

compared as (

    select
        scope,
        currency,
        'net_annual_value' as measure,
        net_annual_value as amount

    from sums_of_years

    union all

    select
        scope,
        currency,
        'claimed_annual_value' as measure,
        claimed_annual_value as amount

    from sums_of_years

    union all

    select
        scope,
        currency,
        'spent_to_date' as measure,
        spent_to_date as amount

    from sums_of_years

    union all

    select
        scope,
        currency,
        'net_to_date' as measure,
        net_to_date as amount

    from sums_of_months

    {% for measure in ['net_annual_value', 'claimed_annual_value', 'spent_to_date', 'net_to_date'] %}
    union all

    select
        scope,
        currency,
        '{{ measure }}' as measure,
        {{ measure }} as amount

    from sums_of_companies

    {% endfor %}
    {% for column, measure in [
        ('net_annual_value', 'net_annual_value'),
        ('net_of_months', 'net_to_date'),
        ('net_of_years', 'net_to_date'),
        ('net_to_date', 'net_to_date'),
        ('last_running_amount', 'net_to_date'),
    ] %}
    union all

    select
        scope,
        currency,
        '{{ measure }}' as measure,
        {{ column }} as amount

    from sums_of_portfolio_value

    {% endfor %}
),

totals_in_rows as (

    {% for measure in ['net_annual_value', 'claimed_annual_value', 'spent_to_date', 'net_to_date'] %}
    select
        scope,
        currency,
        '{{ measure }}' as measure,
        {{ measure }} as total

    from totals

    {{ 'union all' if not loop.last }}

    {% endfor %}
),

totals_that_differ as (

    select
        compared.scope,
        compared.currency,
        compared.measure,
        compared.amount,
        totals_in_rows.total

    from compared

    left join totals_in_rows
        on compared.scope = totals_in_rows.scope
        and compared.currency = totals_in_rows.currency
        and compared.measure = totals_in_rows.measure

    where abs(coalesce(compared.amount, 0) - coalesce(totals_in_rows.total, 0)) > 0.005

)

select * from totals_that_differ
