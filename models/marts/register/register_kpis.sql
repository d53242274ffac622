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
        cast(kpis.source as string) as source,
        cast(kpis.needs as string) as needs,
        cast(kpis.verdict_from as string) as verdict_from,
        cast(kpis.priced_as as string) as priced_as,
        cast(kpis.plausible_low as double) as plausible_low,
        cast(kpis.plausible_high as double) as plausible_high,
        cast(kpis.version as integer) as version,
        cast(kpis.definition as string) as definition

    from kpis

)

select * from published
