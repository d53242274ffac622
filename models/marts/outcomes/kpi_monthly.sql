{#
    One row per process, KPI and month: numerator, denominator and their ratio. Durations go by
    the month of opening and are cut at the horizon of the process, everything else goes by
    the month of finishing. A month is complete when all exports cover it and, for durations, when
    even its last unit is older than the horizon.
#}

with

observations as (

    select * from {{ ref('int_observations_capped') }}

),

backlog_days as (

    select * from {{ ref('int_backlog_days') }}

),

in_periods as (

    select
        observations.*,
        case
            when observations.period_grain = 'unit'
                then {{ month_start('observations.period_date') }}
            else observations.period_date
        end as period_start

    from observations

    where observations.period_grain in ('unit', 'month')

),

summed as (

    select
        company_id,
        process_id,
        kpi_id,
        period_start,
        {{ month_end('period_start') }} as period_end,
        kind,
        cap,
        covers_from,
        complete_through_date,
        sum(unit_count) as n,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        {{ percentile_of(0.5, 'value_or_not_yet') }} as p50,
        {{ percentile_of(0.9, 'value_or_not_yet') }} as p90,
        sum(case when is_open then 1 else 0 end) as open_count

    from in_periods

    group by
        company_id,
        process_id,
        kpi_id,
        period_start,
        kind,
        cap,
        covers_from,
        complete_through_date

),

backlog_in_periods as (

    select
        backlog_days.process_id,
        {{ month_start('backlog_days.backlog_date') }} as period_start,
        sum(backlog_days.opened_count) as opened_count,
        max_by(backlog_days.backlog_count, backlog_days.backlog_date) as backlog_count

    from backlog_days

    group by
        backlog_days.process_id,
        {{ month_start('backlog_days.backlog_date') }}

),

periods as (

    select
        cast(summed.company_id as string) as company_id,
        cast(summed.process_id as string) as process_id,
        cast(summed.kpi_id as string) as kpi_id,
        summed.period_start,
        cast(summed.n as bigint) as n,
        cast(summed.numerator as double) as numerator,
        cast(summed.denominator as double) as denominator,
        cast({{ ratio('summed.numerator', 'summed.denominator') }} as double) as value,
        cast(summed.p50 as double) as p50,
        cast(summed.p90 as double) as p90,
        -- throughput is shown with the backlog, durations with the cases that are still open
        cast(
            case
                when summed.kind = 'count' then backlog_in_periods.backlog_count
                else summed.open_count
            end as bigint
        ) as open_count,
        cast(
            case when summed.kind = 'count' then backlog_in_periods.opened_count end as bigint
        ) as opened_count,
        coalesce(
            summed.period_start >= summed.covers_from
            and summed.period_end <= summed.complete_through_date,
            false
        ) as is_complete,
        cast(summed.cap as double) as cap

    from summed

    left join backlog_in_periods
        on summed.process_id = backlog_in_periods.process_id
        and summed.period_start = backlog_in_periods.period_start

)

select * from periods
