{# One row per company, role and first day of validity. #}

with

labor_rates as (

    select * from {{ ref('labor_rates') }}

),

typed as (

    select
        {{ register_value('company_id') }} as company_id,
        {{ register_value('role') }} as role,
        {{ register_value('hourly_rate', 'decimal(18, 4)') }} as hourly_rate,
        {{ register_value('valid_from', 'date') }} as valid_from

    from labor_rates

)

select * from typed
