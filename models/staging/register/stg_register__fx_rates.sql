with

fx_rates as (

    select * from {{ source('register', 'fx_rates') }}

)

select * from fx_rates
