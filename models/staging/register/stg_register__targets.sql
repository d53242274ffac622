with

targets as (

    select * from {{ source('register', 'targets') }}

)

select * from targets
