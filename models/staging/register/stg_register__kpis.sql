{# One row per KPI of the catalogue. #}

with

kpis as (

    select * from {{ ref('kpis') }}

),

typed as (

    select
        {{ register_value('kpi_id') }} as kpi_id,
        {{ register_value('kpi_name') }} as kpi_name,
        lower({{ register_value('kind') }}) as kind,
        {{ register_value('unit') }} as unit,
        lower({{ register_value('better') }}) as better,
        {{ register_value('plausible_low', 'double') }} as plausible_low,
        {{ register_value('plausible_high', 'double') }} as plausible_high,
        {{ register_value('version', 'integer') }} as version

    from kpis

)

select * from typed
