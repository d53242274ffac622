with

fx_rates as (

    select * from {{ ref('stg_register__fx_rates') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

rates_in_both_directions as (

    select
        currency,
        quote_currency,
        rate,
        rate_date,
        1 as preference

    from fx_rates

    where rate > 0

    union all

    select
        quote_currency as currency,
        currency as quote_currency,
        1.0 / rate as rate,
        rate_date,
        2 as preference

    from fx_rates

    where rate > 0

),

-- where a pair is quoted both ways on one day, the direct quote counts
one_rate_a_day as (

    select
        rates_in_both_directions.*,
        row_number() over (
            partition by
                rates_in_both_directions.currency,
                rates_in_both_directions.quote_currency,
                rates_in_both_directions.rate_date
            order by rates_in_both_directions.preference, rates_in_both_directions.rate
        ) as choice

    from rates_in_both_directions

    where rates_in_both_directions.currency != rates_in_both_directions.quote_currency

),

rates_with_validity as (

    select
        one_rate_a_day.currency,
        one_rate_a_day.quote_currency,
        one_rate_a_day.rate,
        one_rate_a_day.rate_date as valid_from,
        coalesce(
            lead(one_rate_a_day.rate_date) over (
                partition by one_rate_a_day.currency, one_rate_a_day.quote_currency
                order by one_rate_a_day.rate_date
            ),
            cast('9999-12-31' as date)
        ) as valid_until

    from one_rate_a_day

    where one_rate_a_day.choice = 1

),

own_currencies as (

    select distinct
        currency,
        currency as quote_currency,
        cast(1.0 as double) as rate,
        cast('0001-01-01' as date) as valid_from,
        cast('9999-12-31' as date) as valid_until

    from companies

    where currency is not null

),

combined as (

    select * from rates_with_validity

    union all

    select * from own_currencies

)

select * from combined
