with

labor_rates as (

    select * from {{ source('register', 'labor_rates') }}

)

select * from labor_rates
