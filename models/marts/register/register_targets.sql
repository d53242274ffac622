{# One row per initiative and KPI that was promised: published, so that pages read nothing else. #}
{{ config(alias='targets') }}

-- depends_on: {{ ref('validation_gate') }}

with

targets as (

    select * from {{ ref('stg_register__targets') }}

),

published as (

    select
        cast(targets.initiative_id as string) as initiative_id,
        cast(targets.kpi_id as string) as kpi_id,
        cast(targets.target_relative_change as double) as target_relative_change,
        cast(targets.claimed_annual_value as decimal(18, 4)) as claimed_annual_value,
        cast(targets.is_primary as boolean) as is_primary,
        cast(targets.review_date as date) as review_date

    from targets

)

select * from published
