with

backlog_days as (

    select * from {{ ref('int_backlog_days') }}

),

period_ends as (

    {% for grain in ['week', 'month'] -%}
    select
        backlog_days.*,
        '{{ grain }}' as period_grain,
        {{ period_start(grain, 'backlog_days.backlog_date') }} as period_start

    from backlog_days

    where backlog_days.backlog_date = {{ period_end(grain, 'backlog_days.backlog_date') }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

with_exclusions as (

    select
        period_ends.*,
        case
            when period_ends.days_covered <= {{ var('days_before_first_backlog') }}
                then 'cases opened before the exports begin may still be open'
            when period_ends.backlog_count = 0 then 'no case is open'
        end as exclusion_reason

    from period_ends

),

observations as (

    select
        'backlog_age' as kpi_id,
        with_exclusions.company_id,
        with_exclusions.process_id,
        cast(with_exclusions.backlog_date as string) as unit_id,
        cast(null as string) as segment,
        with_exclusions.period_grain,
        with_exclusions.period_start as period_date,
        1 as unit_count,
        cast(with_exclusions.backlog_age_days as double) as numerator,
        cast(with_exclusions.backlog_count as double) as denominator,
        false as is_open,
        with_exclusions.exclusion_reason is not null as is_excluded,
        with_exclusions.exclusion_reason

    from with_exclusions

)

select * from observations
