{#
    One row per initiative: its primary KPI, whether the promise was kept, and the decision proposed
    by this rule, first match: not owned: fix. Got worse: stop. No change: fix where the automation
    handles less than half of the cases, else stop. Inconclusive: extend while more weeks can settle
    it, else fix. Likely, or proven short of the target: extend. Proven, but it costs more than it
    brings: fix. Proven and target met: scale.
#}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

stages as (

    select * from {{ ref('int_initiative_stages') }}

),

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

adoption as (

    select * from {{ ref('int_initiative_adoption') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

-- more than one primary target is a mistake of the register: it is unowned, and one of them shown
primary_targets as (

    select
        targets.*,
        row_number() over (
            partition by targets.initiative_id order by targets.kpi_id
        ) as target_number

    from targets

    where targets.is_primary

),

primary_effects as (

    select
        initiatives.initiative_id,
        primary_targets.kpi_id as primary_kpi_id,
        primary_targets.target_relative_change,
        primary_targets.review_date,
        effects.before_value,
        effects.after_value,
        effects.relative_effect,
        effects.relative_low,
        effects.relative_high,
        effects.evidence,
        effects.reason,
        effects.more_weeks_needed,
        stages.as_of_date,
        stages.is_live,
        owned.is_owned,
        adoption.adoption_share,
        annual_values.net_annual_value,
        coalesce(effects.evidence, 'not_measurable') in ('proven', 'likely')
        and case
            when primary_targets.target_relative_change < 0
                then effects.relative_effect <= primary_targets.target_relative_change
            else effects.relative_effect >= primary_targets.target_relative_change
        end as is_target_reached

    from initiatives

    inner join stages
        on initiatives.initiative_id = stages.initiative_id

    inner join owned
        on initiatives.initiative_id = owned.initiative_id

    left join primary_targets
        on initiatives.initiative_id = primary_targets.initiative_id
        and primary_targets.target_number = 1

    left join effects
        on primary_targets.initiative_id = effects.initiative_id
        and primary_targets.kpi_id = effects.kpi_id

    left join adoption
        on initiatives.initiative_id = adoption.initiative_id

    left join annual_values
        on initiatives.initiative_id = annual_values.initiative_id

),

with_target_status as (

    select
        primary_effects.*,
        case
            when primary_effects.target_relative_change is null then null
            when primary_effects.is_target_reached then 'met'
            when coalesce(primary_effects.evidence, 'not_measurable') = 'not_measurable'
                then 'too_early'
            when primary_effects.evidence in ('worse', 'looks_worse') then 'missed'
            when primary_effects.as_of_date < primary_effects.review_date then 'too_early'
            else 'missed'
        end as target_status

    from primary_effects

),

with_rules as (

    select
        with_target_status.*,
        case
            when not with_target_status.is_live
                or coalesce(with_target_status.evidence, 'not_measurable') = 'not_measurable'
                then 0
            when not with_target_status.is_owned then 1
            when with_target_status.evidence in ('worse', 'looks_worse') then 2
            when with_target_status.evidence = 'no_change'
                then case when with_target_status.adoption_share < 0.5 then 3 else 4 end
            when with_target_status.evidence = 'inconclusive'
                then case when with_target_status.more_weeks_needed > 0 then 5 else 6 end
            when with_target_status.evidence = 'likely' then 7
            when with_target_status.net_annual_value < 0 then 8
            when with_target_status.target_status = 'met' then 9
            else 10
        end as rule_number

    from with_target_status

),

verdicts as (

    select
        with_rules.*,
        case
            when with_rules.rule_number in (1, 3, 6, 8) then 'fix'
            when with_rules.rule_number in (2, 4) then 'stop'
            when with_rules.rule_number in (5, 7, 10) then 'extend'
            when with_rules.rule_number = 9 then 'scale'
        end as proposed_decision,
        case with_rules.rule_number
            when 0 then 'No decision is proposed before there is a verdict.'
            when 1 then 'Fix: nobody answers for it yet.'
            when 2 then 'Stop: the KPI got worse.'
            when 3 then 'Fix: nothing changed, and the automation handles less than half of the cases.'
            when 4 then 'Stop: nothing changed.'
            when 5 then 'Extend: it cannot be told yet, and more weeks can settle it.'
            when 6 then 'Fix: it cannot be told, and more weeks alone will not settle it.'
            when 7 then 'Extend: the gain is likely, not proven.'
            when 8 then 'Fix: the gain is proven, but it costs more than it brings.'
            when 9 then 'Scale: the gain is proven and the target met.'
            else 'Extend: the gain is proven, the target not yet met.'
        end as decision_reason

    from with_rules

)

select * from verdicts
