{{ config(materialized='view') }}

with

observations as (

    select * from {{ ref('int_observations') }}

),

process_caps as (

    select * from {{ ref('int_process_caps') }}

),

cap_maturity as (

    select * from {{ ref('int_cap_maturity') }}

),

kpi_coverage as (

    select * from {{ ref('int_kpi_coverage') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

-- a handful of rows: joined to the observations once
series_rules as (

    select
        kpi_coverage.process_id,
        kpi_coverage.kpi_id,
        process_caps.cap,
        kpi_coverage.covers_from,
        case
            when kpis.kind = 'duration'
                then least(kpi_coverage.covers_to, cap_maturity.matured_through_date)
            else kpi_coverage.covers_to
        end as complete_through_date,
        kpis.kind = 'duration' and cap_maturity.matured_through_date is null as is_never_complete

    from kpi_coverage

    inner join kpis
        on kpi_coverage.kpi_id = kpis.kpi_id

    left join process_caps
        on kpi_coverage.process_id = process_caps.process_id
        and kpi_coverage.kpi_id = process_caps.kpi_id

    left join cap_maturity
        on process_caps.process_id = cap_maturity.process_id
        and process_caps.kpi_id = cap_maturity.kpi_id
        and process_caps.cap = cap_maturity.cap

),

capped as (

    select
        observations.kpi_id,
        observations.kind,
        observations.company_id,
        observations.process_id,
        observations.segment,
        observations.period_grain,
        observations.period_date,
        observations.unit_count,
        case
            when observations.kind = 'duration'
                then least(observations.numerator, series_rules.cap)
            else observations.numerator
        end as numerator,
        observations.denominator,
        case
            when observations.kind in ('duration', 'mean') and observations.unit_count = 1
                then {{ value_or_not_yet('observations.numerator', 'observations.is_open') }}
        end as value_or_not_yet,
        observations.is_open,
        series_rules.cap,
        series_rules.covers_from,
        case
            when not series_rules.is_never_complete then series_rules.complete_through_date
        end as complete_through_date

    from observations

    inner join series_rules
        on observations.process_id = series_rules.process_id
        and observations.kpi_id = series_rules.kpi_id

    where observations.is_counted

)

select * from capped
