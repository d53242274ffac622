-- One row per company and currency with amounts that no rate of the register turns into the company's
-- currency on their day; a rate counts in both directions, from its date on.
with

amounts as (

    select
        company_id,
        currency,
        $at as amount_date,
        count(*) as row_count
    from {batch}
    group by all

),

first_rates as (

    select currency, quote_currency, min(rate_date) as first_date
    from (
        select currency, quote_currency, rate_date
        from staging.stg_register__fx_rates
        where rate > 0
        union all
        select quote_currency, currency, rate_date
        from staging.stg_register__fx_rates
        where rate > 0
    )
    group by all

)

select
    amounts.company_id,
    amounts.currency,
    companies.currency as company_currency,
    min(amounts.amount_date) as first_date,
    coalesce('the first rate is of ' || cast(min(first_rates.first_date) as varchar), 'there is none')
        as problem,
    cast(sum(amounts.row_count) as bigint) as unexpected_count
from amounts
inner join staging.stg_register__companies as companies
    on amounts.company_id = companies.company_id
left join first_rates
    on amounts.currency = first_rates.currency
    and companies.currency = first_rates.quote_currency
where amounts.currency != companies.currency
    and (first_rates.first_date is null or first_rates.first_date > amounts.amount_date)
group by amounts.company_id, amounts.currency, companies.currency
order by unexpected_count desc, amounts.currency
