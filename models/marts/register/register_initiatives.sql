{# One row per initiative as the register names it: published, so that pages read nothing else. #}
{{ config(alias='initiatives') }}

-- depends_on: {{ ref('validation_gate') }}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

published as (

    select
        cast(initiatives.initiative_id as string) as initiative_id,
        cast(initiatives.process_id as string) as process_id,
        cast(initiatives.comparison_process_id as string) as comparison_process_id,
        cast(initiatives.initiative_name as string) as initiative_name,
        cast(initiatives.business_owner as string) as business_owner,
        cast(initiatives.transformation_lead as string) as transformation_lead,
        cast(initiatives.decision as string) as decision,
        cast(initiatives.ramp_days as integer) as ramp_days,
        cast(initiatives.baseline_weeks as integer) as baseline_weeks,
        cast(initiatives.build_cost as decimal(18, 4)) as build_cost,
        cast(initiatives.run_cost_per_month as decimal(18, 4)) as run_cost_per_month,
        cast(initiatives.capacity_is_cashable as boolean) as capacity_is_cashable,
        cast(initiatives.kickoff_date as date) as kickoff_date,
        cast(initiatives.go_live_date as date) as go_live_date,
        cast(initiatives.decided_on as date) as decided_on

    from initiatives

)

select * from published
