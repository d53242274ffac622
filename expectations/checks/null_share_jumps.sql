-- One row per process and recent week in which $column is empty far more, or less, often than in the
-- eight weeks before: by 20 points at least, and by more than three standard errors of such a share.
with

weeks as (

    select
        process_id,
        cast(date_trunc('week', $at) as date) as week,
        count(*) as row_count,
        count(*) filter ($column is null) as empty_count,
        max(cast($at as date)) as last_date
    from {batch}
    where $at is not null
    group by all

),

compared as (

    select
        process_id,
        week,
        row_count,
        empty_count,
        max(last_date) over (partition by process_id) as last_date,
        sum(row_count) over recent as row_count_before,
        1.0 * sum(empty_count) over recent / sum(row_count) over recent as share_before
    from weeks
    window recent as (
        partition by process_id order by week rows between 8 preceding and 1 preceding
    )

)

select
    process_id,
    week,
    '$column' as column_name,
    cast(round(100.0 * empty_count / row_count) as integer) as percent,
    cast(round(100 * share_before) as integer) as percent_before,
    cast(round(abs(empty_count - row_count * share_before)) as bigint) as unexpected_count
from compared
where row_count >= 10
    and row_count_before >= 40
    and week >= last_date - interval 35 day
    and abs(1.0 * empty_count / row_count - share_before) >= 0.2
    and abs(empty_count - row_count * share_before)
    > 3 * sqrt(row_count * share_before * (1 - share_before))
order by week desc, process_id
