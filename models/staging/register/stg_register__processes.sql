with

processes as (

    select * from {{ source('register', 'processes') }}

)

select * from processes
