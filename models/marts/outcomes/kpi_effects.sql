with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

turned as (

    select
        estimated.*,
        initiative_kpis.target_relative_change,
        initiative_kpis.review_date,
        initiative_kpis.as_of_date,
        grades.counts,
        grades.is_verdict,
        grades.is_improved,
        grades.is_worse,
        case when initiative_kpis.better = 'higher' then 1.0 else -1.0 end as good_sign,
        -- where next to nothing was expected, the difference of two shares stands in, in points
        case
            when not grades.is_verdict then null
            when estimated.relative_effect is not null then 'relative'
            when initiative_kpis.unit = 'share' and estimated.effect is not null then 'points'
        end as improvement_unit

    from estimated

    inner join initiative_kpis
        on estimated.initiative_id = initiative_kpis.initiative_id
        and estimated.kpi_id = initiative_kpis.kpi_id

    -- a word that the list does not know stays in, so that the test on the column sees it
    left join grades
        on estimated.evidence = grades.evidence

    where estimated.result = 'effect'

),

with_improvements as (

    select
        turned.*,
        turned.good_sign * turned.target_relative_change as target_improvement,
        turned.good_sign
        * case turned.improvement_unit
            when 'relative' then turned.relative_effect
            when 'points' then turned.effect
        end as improvement,
        turned.good_sign
        * case turned.improvement_unit
            when 'relative'
                then case
                    when turned.good_sign > 0 then turned.relative_low
                    else turned.relative_high
                end
            when 'points'
                then case when turned.good_sign > 0 then turned.effect_low else turned.effect_high end
        end as improvement_low,
        turned.good_sign
        * case turned.improvement_unit
            when 'relative'
                then case
                    when turned.good_sign > 0 then turned.relative_high
                    else turned.relative_low
                end
            when 'points'
                then case when turned.good_sign > 0 then turned.effect_high else turned.effect_low end
        end as improvement_high,
        turned.good_sign
        * case
            when turned.improvement_unit != 'relative' then null
            when turned.good_sign > 0 then turned.relative_low_95
            else turned.relative_high_95
        end as improvement_low_95,
        turned.good_sign
        * case
            when turned.improvement_unit != 'relative' then null
            when turned.good_sign > 0 then turned.relative_high_95
            else turned.relative_low_95
        end as improvement_high_95

    from turned

),

judged as (

    select
        with_improvements.*,
        -- reached by a change that may be chance, a target is not met
        case
            when with_improvements.target_relative_change is null then null
            when with_improvements.is_improved
                and with_improvements.good_sign * with_improvements.relative_effect
                >= with_improvements.target_improvement
                then 'met'
            when not with_improvements.is_verdict then 'too_early'
            when with_improvements.is_worse then 'missed'
            when with_improvements.as_of_date < with_improvements.review_date then 'too_early'
            else 'missed'
        end as target_status

    from with_improvements

),

effects as (

    select
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(is_primary as boolean) as is_primary,
        cast(method as string) as method,
        cast(design as string) as design,
        cast(before_value as double) as before_value,
        cast(after_value as double) as after_value,
        cast(after_value - before_value as double) as raw_change,
        cast(expected_value as double) as expected_value,
        cast(effect as double) as effect,
        cast(effect_low as double) as effect_low,
        cast(effect_high as double) as effect_high,
        cast(relative_effect as double) as relative_effect,
        cast(relative_low as double) as relative_low,
        cast(relative_high as double) as relative_high,
        cast(relative_low_95 as double) as relative_low_95,
        cast(relative_high_95 as double) as relative_high_95,
        cast(improvement as double) as improvement,
        cast(improvement_low as double) as improvement_low,
        cast(improvement_high as double) as improvement_high,
        cast(improvement_low_95 as double) as improvement_low_95,
        cast(improvement_high_95 as double) as improvement_high_95,
        cast(improvement_unit as string) as improvement_unit,
        cast(target_relative_change as double) as target_relative_change,
        cast(target_improvement as double) as target_improvement,
        cast(target_status as string) as target_status,
        review_date,
        cast(evidence as string) as evidence,
        cast(counts as boolean) as counts,
        cast(reason as string) as reason,
        cast(reason_code as string) as reason_code,
        cast(reason_params as string) as reason_params,
        cast(weeks_before as bigint) as weeks_before,
        cast(weeks_after as bigint) as weeks_after,
        cast(n_before as bigint) as n_before,
        cast(n_after as bigint) as n_after,
        cast(break_even_drift as double) as break_even_drift,
        cast(more_weeks_needed as bigint) as more_weeks_needed,
        cast(p_value as double) as p_value,
        cast(q_value as double) as q_value,
        cast(mix_effect as double) as mix_effect,
        cast(rate_effect as double) as rate_effect,
        cast(is_joint as boolean) as is_joint,
        cast(evidence_from_kpi_id as string) as evidence_from_kpi_id

    from judged

)

select * from effects
