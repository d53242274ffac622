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

observations as (

    select
        '$kpi_id' as kpi_id,
        period_ends.company_id,
        period_ends.process_id,
        cast(period_ends.backlog_date as string) as unit_id,
        cast(null as string) as segment,
        period_ends.period_grain,
        period_ends.period_start as period_date,
        1 as unit_count,
        -- to be written
        cast(0 as double) as numerator,
        cast(period_ends.backlog_count as double) as denominator,
        false as is_open,
        -- and then: what is left out, and why
        true as is_excluded,
        'not written yet' as exclusion_reason

    from period_ends

)

select * from observations
