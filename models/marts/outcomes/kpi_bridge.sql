{#
    One row per initiative, KPI and component: the raw change, after less before, in four parts that
    add up to it. Only where the evidence holds is the initiative's part credited to it: elsewhere it
    is what is left over, and nobody can say of what.
#}

with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

components as (

    select
        cast(estimated.initiative_id as string) as initiative_id,
        cast(estimated.kpi_id as string) as kpi_id,
        cast(estimated.component as string) as component,
        cast(estimated.amount as double) as amount,
        cast(estimated.component = 'initiative' and effects.counts as boolean) as is_credited

    from estimated

    inner join effects
        on estimated.initiative_id = effects.initiative_id
        and estimated.kpi_id = effects.kpi_id

    where estimated.result = 'bridge'

)

select * from components
