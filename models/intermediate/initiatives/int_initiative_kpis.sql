with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

initiative_weeks as (

    select * from {{ ref('int_initiative_weeks') }}

),

series_rules as (

    select * from {{ ref('int_initiative_series_rules') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

measured as (

    select
        initiative_id,
        kpi_id

    from initiative_weeks

    where role = 'treated'

    union

    select
        initiative_id,
        kpi_id

    from targets

),

-- another automation of the same process inside the windows: what follows is theirs together
other_automations as (

    select
        windows.initiative_id,
        others.initiative_id as other_initiative_id

    from windows

    inner join windows as others
        on windows.process_id = others.process_id
        and windows.initiative_id != others.initiative_id
        and others.go_live_date >= windows.before_from

    inner join coverage
        on windows.process_id = coverage.process_id
        and others.go_live_date <= coverage.as_of_date

),

overlaps_listed as (

    select
        initiative_id,
        {{ dbt.listagg(
            'other_initiative_id', "', '", 'order by other_initiative_id'
        ) }} as overlapping_initiatives

    from other_automations

    group by initiative_id

),

described as (

    select
        windows.initiative_id,
        windows.company_id,
        windows.process_id,
        windows.comparison_process_id,
        measured.kpi_id,
        kpis.kpi_name,
        kpis.kind,
        kpis.unit,
        kpis.better,
        kpis.source,
        kpis.verdict_from,
        kpis.priced_as,
        kpis.version as kpi_version,
        coalesce(targets.is_primary, false) as is_primary,
        windows.go_live_date,
        windows.before_from,
        windows.before_to,
        windows.ramp_from,
        windows.ramp_to,
        windows.after_from,
        windows.baseline_weeks,
        coverage.as_of_date,
        series_rules.cap,
        series_rules.cap_weeks,
        series_rules.value_cap,
        series_rules.covers_from,
        series_rules.covers_to,
        series_rules.complete_through_date,
        windows.comparison_go_live_date,
        overlaps_listed.overlapping_initiatives,
        targets.target_relative_change,
        targets.review_date

    from measured

    inner join windows
        on measured.initiative_id = windows.initiative_id

    inner join kpis
        on measured.kpi_id = kpis.kpi_id

    inner join coverage
        on windows.process_id = coverage.process_id

    left join targets
        on measured.initiative_id = targets.initiative_id
        and measured.kpi_id = targets.kpi_id

    left join series_rules
        on measured.initiative_id = series_rules.initiative_id
        and measured.kpi_id = series_rules.kpi_id
        and series_rules.role = 'treated'

    left join overlaps_listed
        on measured.initiative_id = overlaps_listed.initiative_id

)

select * from described
