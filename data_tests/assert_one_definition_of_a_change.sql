{#
    A KPI before and after is the same figure in kpi_effects, which is judged, and in
    kpi_before_after, which is shown with its numerator and denominator; and the raw change is what the
    bridge takes apart. Unseen, a page says days sales outstanding fell by 10.0 in one place and by
    12.2 in another.
#}

with

effects as (

    select * from {{ ref('kpi_effects') }}

),

phases as (

    select * from {{ ref('kpi_before_after') }}

),

sides as (

    select
        initiative_id,
        kpi_id,
        'before' as phase,
        before_value as value

    from effects

    union all

    select
        initiative_id,
        kpi_id,
        'after' as phase,
        after_value as value

    from effects

),

values_that_differ as (

    select
        sides.initiative_id,
        sides.kpi_id,
        sides.phase,
        sides.value as value_of_the_effect,
        phases.value as value_of_the_phase

    from sides

    inner join phases
        on sides.initiative_id = phases.initiative_id
        and sides.kpi_id = phases.kpi_id
        and sides.phase = phases.phase

    where sides.value is not null
        and (
            phases.value is null
            or abs(sides.value - phases.value) > 1e-9 * greatest(1, abs(sides.value))
        )

)

select * from values_that_differ
