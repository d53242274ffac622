{#
    Bridges whose parts do not add up to the change they explain: a reader who adds them up would
    find money that nobody can account for.
#}

with

bridge as (

    select
        initiative_id,
        kpi_id,
        sum(amount) as explained,
        count(*) as components

    from {{ ref('kpi_bridge') }}

    group by
        initiative_id,
        kpi_id

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

compared as (

    select
        effects.initiative_id,
        effects.kpi_id,
        bridge.explained,
        effects.after_value - effects.before_value as raw_change

    from effects

    left join bridge
        on effects.initiative_id = bridge.initiative_id
        and effects.kpi_id = bridge.kpi_id

    where effects.effect is not null
        and (
            bridge.components is distinct from 4
            or abs(bridge.explained - (effects.after_value - effects.before_value))
            > 1e-9 * greatest(1, abs(effects.after_value))
        )

)

select * from compared
