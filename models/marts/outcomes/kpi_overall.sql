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

observed as (

    select
        *,
        case
            when kind in ('duration', 'mean') and unit_count = 1 and not is_open then numerator
        end as finished_value

    from observations

    where is_counted
        and period_grain in ('unit', 'month')

),

summed_over_all as (

    select
        company_id,
        process_id,
        kpi_id,
        cast(null as string) as segment,
        kind,
        sum(case when not is_open then unit_count else 0 end) as n,
        sum(case when not is_open then numerator else 0 end) as numerator,
        sum(case when not is_open then denominator else 0 end) as denominator,
        percentile_cont(0.5) within group (order by finished_value) as p50,
        percentile_cont(0.9) within group (order by finished_value) as p90,
        sum(case when is_open then 1 else 0 end) as open_count

    from observed

    group by
        company_id,
        process_id,
        kpi_id,
        kind

),

summed_by_segment as (

    select
        company_id,
        process_id,
        kpi_id,
        segment,
        kind,
        sum(case when not is_open then unit_count else 0 end) as n,
        sum(case when not is_open then numerator else 0 end) as numerator,
        sum(case when not is_open then denominator else 0 end) as denominator,
        percentile_cont(0.5) within group (order by finished_value) as p50,
        percentile_cont(0.9) within group (order by finished_value) as p90,
        sum(case when is_open then 1 else 0 end) as open_count

    from observed

    where segment != ''

    group by
        company_id,
        process_id,
        kpi_id,
        segment,
        kind

),

summed as (

    select * from summed_over_all

    union all

    select * from summed_by_segment

),

-- what belongs to no unit and no segment: booked costs, and the time that was covered
shared_by_segments as (

    select
        process_id,
        kpi_id,
        sum(case when unit_count = 0 and denominator = 0 and segment = '' then numerator end)
            as numerator,
        sum(case when unit_count = 0 and numerator = 0 and segment = '' then denominator end)
            as denominator,
        sum(denominator) as denominator_of_all

    from observed

    group by
        process_id,
        kpi_id

),

-- shared costs go by units, and the time that was covered was covered for every segment
with_shares as (

    select
        summed.company_id,
        summed.process_id,
        summed.kpi_id,
        summed.segment,
        summed.kind,
        summed.n,
        summed.numerator + coalesce(
            shared_by_segments.numerator * {{ ratio(
                'summed.denominator', 'shared_by_segments.denominator_of_all'
            ) }},
            0
        ) as numerator,
        summed.denominator + coalesce(shared_by_segments.denominator, 0) as denominator,
        summed.p50,
        summed.p90,
        summed.open_count

    from summed

    left join shared_by_segments
        on summed.process_id = shared_by_segments.process_id
        and summed.kpi_id = shared_by_segments.kpi_id
        and summed.segment is not null

),

overall as (

    select
        cast(with_shares.company_id as string) as company_id,
        cast(with_shares.process_id as string) as process_id,
        cast(with_shares.kpi_id as string) as kpi_id,
        cast(with_shares.segment as string) as segment,
        cast(with_shares.n as bigint) as n,
        cast(with_shares.numerator as double) as numerator,
        cast(with_shares.denominator as double) as denominator,
        cast({{ ratio('with_shares.numerator', 'with_shares.denominator') }} as double) as value,
        cast(with_shares.p50 as double) as p50,
        cast(with_shares.p90 as double) as p90,
        cast(
            case
                when with_shares.kind != 'count' then with_shares.open_count
                when with_shares.segment is null then backlog_now.backlog_count
            end as bigint
        ) as open_count,
        kpi_coverage.covers_from as from_date,
        kpi_coverage.covers_to as to_date

    from with_shares

    inner join kpi_coverage
        on with_shares.process_id = kpi_coverage.process_id
        and with_shares.kpi_id = kpi_coverage.kpi_id

    left join backlog_now
        on with_shares.process_id = backlog_now.process_id

)

select * from overall
