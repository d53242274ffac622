{#
    The portfolio's yearly value is the sum of the initiatives that are in the total, currency by
    currency. Unseen, the tile that says "overall" could show one project, or all of them.
#}

with

portfolio_value as (

    select * from {{ ref('portfolio_value') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

sums as (

    select
        company_id,
        currency,
        sum(case when is_in_total then coalesce(net_annual_value, 0) else 0 end) as amount

    from scorecard

    group by
        company_id,
        currency

),

totals_that_differ as (

    select
        sums.company_id,
        sums.currency,
        sums.amount,
        portfolio_value.owned_and_evidenced

    from sums

    left join portfolio_value
        on sums.company_id = portfolio_value.company_id
        and sums.currency = portfolio_value.currency
        and portfolio_value.value_type = 'net_annual_value'

    where portfolio_value.owned_and_evidenced is null
        or abs(sums.amount - portfolio_value.owned_and_evidenced) > 0.005

)

select * from totals_that_differ
