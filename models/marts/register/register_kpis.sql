{# One row per KPI of the catalogue: published, so that pages read nothing else. #}
{{ config(alias='kpis') }}

-- depends_on: {{ ref('validation_gate') }}

with

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

published as (

    select
        cast(kpis.kpi_id as string) as kpi_id,
        cast(kpis.kpi_name as string) as kpi_name,
        cast(kpis.kind as string) as kind,
        cast(kpis.unit as string) as unit,
        cast(kpis.better as string) as better,
        cast(kpis.plausible_low as double) as plausible_low,
        cast(kpis.plausible_high as double) as plausible_high,
        cast(kpis.version as integer) as version

    from kpis

)

select * from published
