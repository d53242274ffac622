{# One row per process; receivables are a process too. #}

with

processes as (

    select * from {{ ref('processes') }}

),

typed as (

    select
        {{ register_value('process_id') }} as process_id,
        {{ register_value('company_id') }} as company_id,
        {{ register_value('process_name') }} as process_name,
        {{ register_value('transaction_name') }} as transaction_name,
        {{ register_value('calendar_id') }} as calendar_id,
        {{ register_value('sla_hours', 'double') }} as sla_hours

    from processes

)

select * from typed
