with

noise as (

    select * from {{ ref('int_initiative_baseline_noise') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

with_weeks_after as (

    select
        noise.*,
        cast(noise.week_count as double) as weeks_before,
        greatest(
            floor(({{ var('days_to_verdict_late') }} - initiatives.ramp_days) / 7.0),
            {{ var('weeks_for_a_verdict') }}
        ) as weeks_after,
        least(greatest(coalesce(noise.autocorrelation, 0.15), 0.15), 0.8) as autocorrelation_used,
        targets.target_relative_change

    from noise

    inner join initiatives
        on noise.initiative_id = initiatives.initiative_id

    inner join targets
        on noise.initiative_id = targets.initiative_id
        and targets.is_primary

    where noise.week_count >= {{ var('weeks_for_a_baseline') }}

),

with_half_widths as (

    select
        with_weeks_after.*,
        2.6 * with_weeks_after.standard_deviation * sqrt(
            (1 / with_weeks_after.weeks_before + 1 / with_weeks_after.weeks_after)
            * (1 + with_weeks_after.autocorrelation_used)
            / (1 - with_weeks_after.autocorrelation_used)
        ) / sqrt(
            1 - case
                when with_weeks_after.has_comparison then 0
                else 3 * with_weeks_after.weeks_before * with_weeks_after.weeks_after
                    / (power(with_weeks_after.weeks_before + with_weeks_after.weeks_after, 2) - 1)
            end
        ) as half_width

    from with_weeks_after

),

detectable as (

    select
        initiative_id,
        week_count,
        max(1 - exp(-1.33 * half_width)) as smallest_detectable_change,
        max(
            case
                when abs(target_relative_change) >= 1 - exp(-1.33 * half_width) then 1 else 0
            end
        ) = 1 as can_tell_in_90_days

    from with_half_widths

    group by
        initiative_id,
        week_count

)

select * from detectable
