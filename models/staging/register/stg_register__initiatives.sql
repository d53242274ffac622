with

initiatives as (

    select * from {{ source('register', 'initiatives') }}

)

select * from initiatives
