{# One row per initiative: an automation of a process, with its owners and dates. #}

with

initiatives as (

    select * from {{ ref('initiatives') }}

),

typed as (

    select
        {{ register_value('initiative_id') }} as initiative_id,
        {{ register_value('process_id') }} as process_id,
        {{ register_value('comparison_process_id') }} as comparison_process_id,
        {{ register_value('initiative_name') }} as initiative_name,
        {{ register_value('business_owner') }} as business_owner,
        {{ register_value('transformation_lead') }} as transformation_lead,
        lower({{ register_value('decision') }}) as decision,
        coalesce({{ register_value('ramp_days', 'integer') }}, 0) as ramp_days,
        coalesce({{ register_value('baseline_weeks', 'integer') }}, 26) as baseline_weeks,
        {{ register_value('build_cost', 'decimal(18, 4)') }} as build_cost,
        {{ register_value('run_cost_per_month', 'decimal(18, 4)') }} as run_cost_per_month,
        coalesce({{ register_value('capacity_is_cashable', 'boolean') }}, false) as capacity_is_cashable,
        {{ register_value('kickoff_date', 'date') }} as kickoff_date,
        {{ register_value('go_live_date', 'date') }} as go_live_date,
        {{ register_value('decided_on', 'date') }} as decided_on

    from initiatives

)

select * from typed
