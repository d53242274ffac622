with

series_rules as (

    select * from {{ ref('int_initiative_series_rules') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

baselines as (

    select
        initiative_kpis.initiative_id,
        initiative_kpis.kpi_id,
        initiative_kpis.process_id,
        series_rules.before_from,
        least(
            series_rules.before_to,
            {{ add_days(week_start('series_rules.untreated_until'), -1) }}
        ) as before_to,
        case when initiative_kpis.kind = 'duration' then series_rules.cap end as cap,
        initiative_kpis.as_of_date,
        initiative_kpis.process_id
        || ', go-live ' || cast(initiative_kpis.go_live_date as string)
        || ', baseline ' || cast(initiative_kpis.baseline_weeks as string)
        || ' weeks, compared with ' || coalesce(initiative_kpis.comparison_process_id, 'nothing')
        || ', KPI version ' || cast(initiative_kpis.kpi_version as string) as definition

    from initiative_kpis

    inner join series_rules
        on initiative_kpis.initiative_id = series_rules.initiative_id
        and initiative_kpis.kpi_id = series_rules.kpi_id
        and series_rules.role = 'treated'

    where initiative_kpis.is_primary
        and initiative_kpis.go_live_date <= initiative_kpis.as_of_date

)

select * from baselines
