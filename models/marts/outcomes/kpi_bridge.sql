{#
    One row per initiative, KPI and component: the raw change, after less before, in four parts that
    add up to it.
#}

with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

),

components as (

    select
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(component as string) as component,
        cast(amount as double) as amount

    from estimated

    where result = 'bridge'

)

select * from components
