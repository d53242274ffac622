with

versions as (

    select * from {{ ref('int_baseline_versions') }}

),

observations as (

    select * from {{ ref('int_observations') }}

),

kpi_before_after as (

    select * from {{ ref('kpi_before_after') }}

),

numbered as (

    select
        versions.*,
        versions.version = max(versions.version) over (
            partition by versions.initiative_id, versions.kpi_id
        ) as is_current

    from versions

),

-- the current version is what is published; only older ones are computed again
computed as (

    select
        versions.initiative_id,
        versions.kpi_id,
        versions.version,
        {{ ratio(
            'sum(case when versions.cap is null then observations.numerator '
            ~ 'else least(observations.numerator, versions.cap) end)',
            'sum(observations.denominator)'
        ) }} as value_now

    from numbered as versions

    inner join observations
        on versions.process_id = observations.process_id
        and versions.kpi_id = observations.kpi_id
        and observations.period_date between versions.before_from and versions.before_to

    where not versions.is_current
        and observations.is_counted
        and observations.period_grain in ('unit', 'week')

    group by
        versions.initiative_id,
        versions.kpi_id,
        versions.version

),

baselines as (

    select
        cast(versions.initiative_id as string) as initiative_id,
        cast(versions.kpi_id as string) as kpi_id,
        cast(versions.version as bigint) as version,
        versions.is_current,
        cast(versions.process_id as string) as process_id,
        cast(versions.definition as string) as definition,
        versions.before_from,
        versions.before_to,
        cast(versions.cap as double) as cap,
        cast(
            coalesce(versions.frozen_value, kpi_before_after.value, computed.value_now) as double
        ) as frozen_value,
        cast(coalesce(kpi_before_after.value, computed.value_now) as double) as value_now,
        versions.frozen_on

    from numbered as versions

    left join kpi_before_after
        on versions.initiative_id = kpi_before_after.initiative_id
        and versions.kpi_id = kpi_before_after.kpi_id
        and kpi_before_after.phase = 'before'
        and versions.is_current

    left join computed
        on versions.initiative_id = computed.initiative_id
        and versions.kpi_id = computed.kpi_id
        and versions.version = computed.version

)

select * from baselines
