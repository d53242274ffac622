{# One row per calendar and day on which it is closed. #}

with

holidays as (

    select * from {{ ref('holidays') }}

),

typed as (

    select
        {{ register_value('calendar_id') }} as calendar_id,
        {{ register_value('holiday_date', 'date') }} as holiday_date

    from holidays

)

select * from typed
