{# One row per company of the group. #}

with

companies as (

    select * from {{ ref('companies') }}

),

typed as (

    select
        {{ register_value('company_id') }} as company_id,
        {{ register_value('company_name') }} as company_name,
        upper({{ register_value('currency') }}) as currency,
        {{ register_value('time_zone') }} as time_zone,
        {{ register_value('cost_of_capital', 'double') }} as cost_of_capital

    from companies

)

select * from typed
