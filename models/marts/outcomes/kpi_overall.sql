{#
    One row per process and KPI: all finished work, uncapped, no initiative needed. It is the figure
    that anybody can check against the export with a pivot table.
#}

with

observations as (

    select * from {{ ref('int_observations') }}

),

kpi_coverage as (

    select * from {{ ref('int_kpi_coverage') }}

),

backlog_days as (

    select * from {{ ref('int_backlog_days') }}

),

backlog_now as (

    select
        process_id,
        max_by(backlog_count, backlog_date) as backlog_count

    from backlog_days

    group by process_id

),

summed as (

    select
        observations.company_id,
        observations.process_id,
        observations.kpi_id,
        observations.kind,
        sum(case when not observations.is_open then observations.unit_count else 0 end) as n,
        sum(case when not observations.is_open then observations.numerator else 0 end) as numerator,
        sum(case when not observations.is_open then observations.denominator else 0 end)
            as denominator,
        percentile_cont(0.5) within group (
            order by
                case
                    when observations.kind in ('duration', 'mean')
                        and observations.unit_count = 1
                        and not observations.is_open
                        then observations.numerator
                end
        ) as p50,
        percentile_cont(0.9) within group (
            order by
                case
                    when observations.kind in ('duration', 'mean')
                        and observations.unit_count = 1
                        and not observations.is_open
                        then observations.numerator
                end
        ) as p90,
        sum(case when observations.is_open then 1 else 0 end) as open_count

    from observations

    where observations.is_counted
        and observations.period_grain in ('unit', 'month')

    group by
        observations.company_id,
        observations.process_id,
        observations.kpi_id,
        observations.kind

),

overall as (

    select
        cast(summed.company_id as string) as company_id,
        cast(summed.process_id as string) as process_id,
        cast(summed.kpi_id as string) as kpi_id,
        cast(summed.n as bigint) as n,
        cast(summed.numerator as double) as numerator,
        cast(summed.denominator as double) as denominator,
        cast({{ ratio('summed.numerator', 'summed.denominator') }} as double) as value,
        cast(summed.p50 as double) as p50,
        cast(summed.p90 as double) as p90,
        cast(
            case
                when summed.kind = 'count' then backlog_now.backlog_count
                else summed.open_count
            end as bigint
        ) as open_count,
        kpi_coverage.covers_from as from_date,
        kpi_coverage.covers_to as to_date

    from summed

    inner join kpi_coverage
        on summed.process_id = kpi_coverage.process_id
        and summed.kpi_id = kpi_coverage.kpi_id

    left join backlog_now
        on summed.process_id = backlog_now.process_id

)

select * from overall
