{%- set cuts = [
    {'name': 'weeks', 'grain': 'week', 'by_segment': false},
    {'name': 'months', 'grain': 'month', 'by_segment': false},
    {'name': 'months_by_segment', 'grain': 'month', 'by_segment': true},
] %}

with

observations as (

    select * from {{ ref('int_observations_capped') }}

),

backlog_days as (

    select * from {{ ref('int_backlog_days') }}

),

{% for cut in cuts -%}
observations_in_{{ cut['name'] }} as (

    select
        observations.*,
        case
            when observations.period_grain = 'unit'
                then {{ period_start(cut['grain'], 'observations.period_date') }}
            else observations.period_date
        end as period_start

    from observations

    where observations.period_grain in ('unit', '{{ cut['grain'] }}')
        {%- if cut['by_segment'] %}
        and observations.segment != ''
        {%- endif %}

),

summed_{{ cut['name'] }} as (

    select
        company_id,
        process_id,
        kpi_id,
        '{{ cut['grain'] }}' as period_grain,
        period_start,
        {{ period_end(cut['grain'], 'period_start') }} as period_end,
        {{ 'segment' if cut['by_segment'] else 'cast(null as string) as segment' }},
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

    from observations_in_{{ cut['name'] }}

    group by
        company_id,
        process_id,
        kpi_id,
        period_start,
        {{ 'segment,' if cut['by_segment'] }}
        kind,
        cap,
        covers_from,
        complete_through_date

),

{% endfor -%}
summed as (

    {% for cut in cuts -%}
    select * from summed_{{ cut['name'] }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

-- what belongs to no unit and no segment: booked costs, and the time that was covered
shared_by_segments as (

    select
        process_id,
        kpi_id,
        period_start,
        sum(case when unit_count = 0 and denominator = 0 and segment = '' then numerator end)
            as numerator,
        sum(case when unit_count = 0 and numerator = 0 and segment = '' then denominator end)
            as denominator,
        sum(denominator) as denominator_of_all

    from observations_in_months

    group by
        process_id,
        kpi_id,
        period_start

),

-- shared costs go by units, and the time that was covered was covered for every segment
with_shares as (

    select
        summed.company_id,
        summed.process_id,
        summed.kpi_id,
        summed.kind,
        summed.period_grain,
        summed.period_start,
        summed.segment,
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
        summed.open_count,
        summed.cap,
        coalesce(
            summed.period_start >= summed.covers_from
            and summed.period_end <= summed.complete_through_date,
            false
        ) as is_complete

    from summed

    left join shared_by_segments
        on summed.process_id = shared_by_segments.process_id
        and summed.kpi_id = shared_by_segments.kpi_id
        and summed.period_start = shared_by_segments.period_start
        and summed.segment is not null

),

backlog_in_periods as (

    {% for grain in ['week', 'month'] -%}
    select
        backlog_days.process_id,
        '{{ grain }}' as period_grain,
        {{ period_start(grain, 'backlog_days.backlog_date') }} as period_start,
        sum(backlog_days.opened_count) as opened_count,
        max_by(backlog_days.backlog_count, backlog_days.backlog_date) as backlog_count

    from backlog_days

    group by
        backlog_days.process_id,
        {{ period_start(grain, 'backlog_days.backlog_date') }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

periods as (

    select
        with_shares.company_id,
        with_shares.process_id,
        with_shares.kpi_id,
        with_shares.period_grain,
        with_shares.period_start,
        with_shares.segment,
        with_shares.n,
        with_shares.numerator,
        with_shares.denominator,
        {{ ratio('with_shares.numerator', 'with_shares.denominator') }} as value,
        with_shares.p50,
        with_shares.p90,
        -- throughput is shown with the backlog, durations with the cases that are still open
        case
            when with_shares.kind != 'count' then with_shares.open_count
            when with_shares.segment is null then backlog_in_periods.backlog_count
        end as open_count,
        case
            when with_shares.kind = 'count' and with_shares.segment is null
                then backlog_in_periods.opened_count
        end as opened_count,
        with_shares.is_complete,
        with_shares.cap

    from with_shares

    left join backlog_in_periods
        on with_shares.process_id = backlog_in_periods.process_id
        and with_shares.period_grain = backlog_in_periods.period_grain
        and with_shares.period_start = backlog_in_periods.period_start

)

select * from periods
