{{ config(materialized='view') }}

with

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

kpi_coverage as (

    select * from {{ ref('int_kpi_coverage') }}

),

{% for kpi in measures() -%}
measure_{{ kpi }} as (

    select * from {{ ref('measure_' ~ kpi) }}

),

{% endfor -%}
measured as (

    {% for kpi in measures() -%}
    select
        kpi_id,
        company_id,
        process_id,
        unit_id,
        segment,
        period_grain,
        period_date,
        unit_count,
        numerator,
        denominator,
        is_open,
        is_excluded,
        exclusion_reason

    from measure_{{ kpi }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

observations as (

    select
        measured.kpi_id,
        kpis.kind,
        measured.company_id,
        measured.process_id,
        measured.unit_id,
        coalesce(measured.segment, '') as segment,
        measured.period_grain,
        measured.period_date,
        measured.unit_count,
        measured.numerator,
        measured.denominator,
        measured.is_open,
        not measured.is_excluded
        and measured.period_date between kpi_coverage.covers_from and kpi_coverage.covers_to
            as is_counted,
        case
            when measured.is_excluded then measured.exclusion_reason
            when measured.period_date not between kpi_coverage.covers_from and kpi_coverage.covers_to
                then 'outside the days that all its exports cover'
        end as exclusion_reason

    from measured

    inner join kpis
        on measured.kpi_id = kpis.kpi_id

    inner join kpi_coverage
        on measured.kpi_id = kpi_coverage.kpi_id
        and measured.process_id = kpi_coverage.process_id

)

select * from observations
