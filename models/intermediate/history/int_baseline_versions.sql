with

baselines_before as (

    select * from {{ ref('int_baselines_before') }}

),

baselines_now as (

    select * from {{ ref('int_baselines_now') }}

),

latest_before as (

    select
        initiative_id,
        kpi_id,
        max(version) as version,
        max_by(definition, version) as definition

    from baselines_before

    group by
        initiative_id,
        kpi_id

),

new_versions as (

    select
        baselines_now.initiative_id,
        baselines_now.kpi_id,
        baselines_now.process_id,
        coalesce(latest_before.version, 0) + 1 as version,
        baselines_now.definition,
        baselines_now.before_from,
        baselines_now.before_to,
        baselines_now.cap,
        cast(null as double) as frozen_value,
        baselines_now.as_of_date as frozen_on

    from baselines_now

    left join latest_before
        on baselines_now.initiative_id = latest_before.initiative_id
        and baselines_now.kpi_id = latest_before.kpi_id

    where latest_before.definition is distinct from baselines_now.definition

),

combined as (

    select
        initiative_id,
        kpi_id,
        process_id,
        version,
        definition,
        before_from,
        before_to,
        cap,
        frozen_value,
        frozen_on

    from baselines_before

    union all

    select * from new_versions

)

select * from combined
