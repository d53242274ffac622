{#
    One row per initiative, role and counted observation from the start of its baseline on, with
    the week, the phase and the capped values. A view: figures before and after and the weekly sums
    for the verdict are both made from it, so they cannot disagree about a window.
#}

{{ config(materialized='view') }}

with

observations as (

    select * from {{ ref('int_observations') }}

),

series_rules as (

    select * from {{ ref('int_initiative_series_rules') }}

),

in_weeks as (

    select
        series_rules.initiative_id,
        series_rules.role,
        observations.kpi_id,
        observations.kind,
        case when observations.kind = 'count' then '' else observations.segment end as segment,
        case
            when observations.period_grain = 'unit' then {{ week_start('observations.period_date') }}
            else observations.period_date
        end as period_start,
        observations.unit_count,
        case
            when observations.kind = 'duration'
                then least(observations.numerator, series_rules.cap)
            else observations.numerator
        end as numerator,
        -- means are judged on values cut at a fixed baseline quantile: one outlier is no verdict
        case
            when observations.kind = 'duration'
                then least(observations.numerator, series_rules.cap)
            when observations.kind = 'mean' and observations.unit_count = 1
                then least(observations.numerator, series_rules.value_cap)
            else observations.numerator
        end as numerator_for_verdict,
        observations.denominator,
        case
            when observations.kind in ('duration', 'mean') and observations.unit_count = 1
                then {{ value_or_not_yet('observations.numerator', 'observations.is_open') }}
        end as value_or_not_yet,
        observations.is_open,
        series_rules.before_from,
        series_rules.before_to,
        series_rules.ramp_to,
        series_rules.untreated_until,
        series_rules.cap,
        series_rules.first_whole_week,
        series_rules.complete_through_date

    from observations

    inner join series_rules
        on observations.process_id = series_rules.process_id
        and observations.kpi_id = series_rules.kpi_id
        and observations.period_date >= series_rules.before_from

    where observations.is_counted
        and observations.period_grain in ('unit', 'week')

),

in_phases as (

    select
        in_weeks.initiative_id,
        in_weeks.role,
        in_weeks.kpi_id,
        in_weeks.kind,
        in_weeks.segment,
        in_weeks.period_start,
        in_weeks.unit_count,
        in_weeks.numerator,
        in_weeks.numerator_for_verdict,
        in_weeks.denominator,
        in_weeks.value_or_not_yet,
        in_weeks.is_open,
        in_weeks.cap,
        case
            when in_weeks.period_start > in_weeks.ramp_to then 'after'
            when in_weeks.period_start > in_weeks.before_to then 'ramp'
            when {{ add_days('in_weeks.period_start', 7) }} <= in_weeks.untreated_until then 'before'
            else 'straddle'
        end as phase,
        coalesce(
            in_weeks.period_start >= in_weeks.first_whole_week
            and {{ add_days('in_weeks.period_start', 6) }} <= in_weeks.complete_through_date,
            false
        ) as is_complete

    from in_weeks

)

select * from in_phases
