with

holidays as (

    select * from {{ source('register', 'holidays') }}

)

select * from holidays
