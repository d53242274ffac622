{# One row per currency pair and day: one unit of currency is `rate` units of quote_currency. #}

with

fx_rates as (

    select * from {{ ref('fx_rates') }}

),

typed as (

    select
        upper({{ register_value('currency') }}) as currency,
        upper({{ register_value('quote_currency') }}) as quote_currency,
        {{ register_value('rate', 'double') }} as rate,
        {{ register_value('rate_date', 'date') }} as rate_date

    from fx_rates

)

select * from typed
