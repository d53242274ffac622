with

companies as (

    select * from {{ source('register', 'companies') }}

)

select * from companies
