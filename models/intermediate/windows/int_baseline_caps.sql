with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

observations as (

    select * from {{ ref('int_observations') }}

),

week_lengths as (

    select * from {{ ref('int_week_lengths') }}

),

roles as (

    select
        initiative_id,
        'treated' as role,
        process_id,
        before_from,
        before_to

    from windows

    union all

    select
        initiative_id,
        'comparison' as role,
        comparison_process_id as process_id,
        before_from,
        before_to

    from windows

    where comparison_process_id is not null

),

baselines as (

    select
        roles.initiative_id,
        roles.role,
        roles.process_id,
        observations.kpi_id,
        observations.kind,
        {{ percentile_of(0.9, value_or_not_yet('observations.numerator', 'observations.is_open')) }}
            as percentile_90,
        -- where values hardly vary, the quantile alone would cut a real change off as an outlier
        greatest(
            percentile_cont({{ var('outlier_quantile') }}) within group (
                order by observations.numerator
            ),
            {{ var('outlier_least_multiple') }} * percentile_cont(0.5) within group (
                order by observations.numerator
            )
        ) as outlier_cap

    from roles

    inner join observations
        on roles.process_id = observations.process_id
        and observations.period_date between roles.before_from and roles.before_to

    where observations.kind in ('duration', 'mean')
        and observations.is_counted
        and observations.unit_count = 1

    group by
        roles.initiative_id,
        roles.role,
        roles.process_id,
        observations.kpi_id,
        observations.kind

),

truncation_times as (

    select
        baselines.initiative_id,
        baselines.kpi_id,
        week_lengths.week_length,
        greatest(ceil(baselines.percentile_90 / week_lengths.week_length), 1) as cap_weeks

    from baselines

    inner join week_lengths
        on baselines.process_id = week_lengths.process_id
        and baselines.kpi_id = week_lengths.kpi_id

    where baselines.role = 'treated'
        and baselines.percentile_90 is not null

),

-- one truncation time for both processes: a comparison is made at the same age
caps as (

    select
        baselines.initiative_id,
        baselines.role,
        baselines.process_id,
        baselines.kpi_id,
        baselines.kind,
        truncation_times.cap_weeks * truncation_times.week_length as cap,
        cast(truncation_times.cap_weeks as integer) as cap_weeks,
        case when baselines.kind = 'mean' then baselines.outlier_cap end as value_cap

    from baselines

    left join truncation_times
        on baselines.initiative_id = truncation_times.initiative_id
        and baselines.kpi_id = truncation_times.kpi_id

)

select * from caps
