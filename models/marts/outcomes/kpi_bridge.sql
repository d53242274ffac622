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
