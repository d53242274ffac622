with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

baseline_caps as (

    select * from {{ ref('int_baseline_caps') }}

),

observations as (

    select * from {{ ref('int_observations') }}

),

week_lengths as (

    select * from {{ ref('int_week_lengths') }}

),

initiatives_in_order as (

    select
        windows.initiative_id,
        windows.process_id,
        row_number() over (
            partition by windows.process_id
            order by windows.go_live_date nulls last, windows.initiative_id
        ) as initiative_number

    from windows

),

first_initiative_caps as (

    select
        baseline_caps.process_id,
        baseline_caps.kpi_id,
        baseline_caps.cap,
        baseline_caps.cap_weeks

    from baseline_caps

    inner join initiatives_in_order
        on baseline_caps.initiative_id = initiatives_in_order.initiative_id

    where initiatives_in_order.initiative_number = 1
        and baseline_caps.role = 'treated'
        and baseline_caps.kind = 'duration'

),

all_durations as (

    select
        observations.process_id,
        observations.kpi_id,
        {{ percentile_of(0.9, value_or_not_yet('observations.numerator', 'observations.is_open')) }}
            as percentile_90

    from observations

    where observations.kind = 'duration'
        and observations.is_counted

    group by
        observations.process_id,
        observations.kpi_id

),

caps_of_all_durations as (

    select
        all_durations.process_id,
        all_durations.kpi_id,
        week_lengths.week_length,
        case
            when all_durations.percentile_90 is not null
                then greatest(ceil(all_durations.percentile_90 / week_lengths.week_length), 1)
        end as cap_weeks

    from all_durations

    inner join week_lengths
        on all_durations.process_id = week_lengths.process_id
        and all_durations.kpi_id = week_lengths.kpi_id

),

caps as (

    select
        caps_of_all_durations.process_id,
        caps_of_all_durations.kpi_id,
        coalesce(
            first_initiative_caps.cap,
            caps_of_all_durations.cap_weeks * caps_of_all_durations.week_length
        ) as cap,
        coalesce(
            first_initiative_caps.cap_weeks,
            cast(caps_of_all_durations.cap_weeks as integer)
        ) as cap_weeks

    from caps_of_all_durations

    left join first_initiative_caps
        on caps_of_all_durations.process_id = first_initiative_caps.process_id
        and caps_of_all_durations.kpi_id = first_initiative_caps.kpi_id

)

select * from caps
