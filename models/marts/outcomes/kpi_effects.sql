{#
    One row per initiative and KPI: what the automation changed, within which range, and how sure
    one can be. Made by gains.measurement from weekly sums; the method is in docs/method.md.
#}

with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

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
        cast(expected_value as double) as expected_value,
        cast(effect as double) as effect,
        cast(effect_low as double) as effect_low,
        cast(effect_high as double) as effect_high,
        cast(relative_effect as double) as relative_effect,
        cast(relative_low as double) as relative_low,
        cast(relative_high as double) as relative_high,
        cast(relative_low_95 as double) as relative_low_95,
        cast(relative_high_95 as double) as relative_high_95,
        cast(evidence as string) as evidence,
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

    from estimated

    where result = 'effect'

)

select * from effects
