with

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

joined as (

    select * from {{ ref('int_initiatives_joined') }}

),

stages as (

    select * from {{ ref('int_initiative_stages') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

primary_effects as (

    select
        effects.initiative_id,
        bool_or(grades.is_verdict) as has_verdict,
        bool_or(grades.counts) as has_evidence

    from effects

    inner join grades
        on effects.evidence = grades.evidence

    where effects.is_primary

    group by effects.initiative_id

),

with_codes as (

    select
        owned.initiative_id,
        owned.process_id,
        owned.is_owned,
        stages.is_live,
        joined.joint_with,
        joined.unowned_others,
        case
            when not owned.is_owned then 'unowned'
            when not stages.is_live then 'not_live'
            when not coalesce(joined.are_others_owned, true) then 'joint_with_unowned'
            when coalesce(primary_effects.has_evidence, false)
                or coalesce(annual_values.is_priced, false)
                then 'counts'
            when coalesce(primary_effects.has_verdict, false) then 'evidence_does_not_hold'
            else 'no_verdict'
        end as counts_reason_code

    from owned

    inner join stages
        on owned.initiative_id = stages.initiative_id

    left join joined
        on owned.initiative_id = joined.initiative_id

    left join primary_effects
        on owned.initiative_id = primary_effects.initiative_id

    left join annual_values
        on owned.initiative_id = annual_values.initiative_id

),

counted as (

    select
        initiative_id,
        process_id,
        is_owned,
        is_live,
        joint_with,
        counts_reason_code,
        case
            when counts_reason_code = 'joint_with_unowned'
                then {{ json_text({'initiative_ids': 'unowned_others'}) }}
        end as counts_reason_params,
        counts_reason_code = 'counts' as counts,
        -- the figure is measured, and nobody answers for all of it
        counts_reason_code in ('unowned', 'joint_with_unowned') as is_unowned

    from with_codes

)

select * from counted
