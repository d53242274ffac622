with

observations as (

    select * from {{ ref('int_initiative_observations') }}

),

-- half-treated weeks before go-live belong to no phase; the ramp is shown however young it is
in_phases as (

    select *

    from observations

    where role = 'treated'
        and phase in ('before', 'ramp', 'after')
        and (is_complete or phase = 'ramp')

),

summed as (

    select
        initiative_id,
        kpi_id,
        phase,
        cap,
        min(period_start) as from_date,
        {{ add_days('max(period_start)', 6) }} as to_date,
        sum(unit_count) as n,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        {{ percentile_of(0.5, 'value_or_not_yet') }} as p50,
        {{ percentile_of(0.9, 'value_or_not_yet') }} as p90,
        sum(case when is_open then 1 else 0 end) as open_count

    from in_phases

    group by
        initiative_id,
        kpi_id,
        phase,
        cap

),

phases as (

    select
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(phase as string) as phase,
        from_date,
        to_date,
        cast(n as bigint) as n,
        cast(numerator as double) as numerator,
        cast(denominator as double) as denominator,
        cast({{ ratio('numerator', 'denominator') }} as double) as value,
        cast(p50 as double) as p50,
        cast(p90 as double) as p90,
        cast(open_count as bigint) as open_count,
        cast(cap as double) as cap

    from summed

)

select * from phases
