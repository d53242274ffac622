-- One row per process and recent week whose count is far from the median of the eight weeks before:
-- by a quarter at least, and by more than three times the square root of that median, which is what
-- counts move by chance.
with

counts as (

    select
        process_id,
        cast(date_trunc('week', $at) as date) as week,
        count(*) as rows_in_week
    from {batch}
    where $at is not null
    group by all

),

spans as (

    select
        process_id,
        min(cast($at as date)) as first_date,
        max(cast($at as date)) as last_date
    from {batch}
    group by process_id

),

weeks as (

    -- a week without a row counts as nought: a missing week is the largest fall
    select
        spans.process_id,
        spans.last_date,
        cast(unnest(generate_series(
            date_trunc('week', spans.first_date + interval 6 day),
            date_trunc('week', spans.last_date + interval 1 day) - interval 7 day,
            interval 7 day
        )) as date) as week
    from spans
    where spans.last_date < date '2262-01-01'

),

compared as (

    select
        weeks.process_id,
        weeks.week,
        weeks.last_date,
        coalesce(counts.rows_in_week, 0) as rows_in_week,
        median(coalesce(counts.rows_in_week, 0)) over recent as usual,
        count(*) over recent as weeks_before
    from weeks
    left join counts
        on weeks.process_id = counts.process_id
        and weeks.week = counts.week
    window recent as (
        partition by weeks.process_id order by weeks.week
        rows between 8 preceding and 1 preceding
    )

)

select
    process_id,
    week,
    case when rows_in_week < usual then 'fell' else 'rose' end as moved,
    cast(round(100 * abs(rows_in_week - usual) / usual) as integer) as percent,
    cast(rows_in_week as bigint) as rows_in_week,
    cast(round(usual) as bigint) as usual,
    cast(abs(rows_in_week - round(usual)) as bigint) as unexpected_count
from compared
where weeks_before = 8
    and usual >= 10
    and week >= last_date - interval 35 day
    and abs(rows_in_week - usual) >= 0.25 * usual
    and abs(rows_in_week - usual) > 3 * sqrt(usual)
order by week desc, process_id
