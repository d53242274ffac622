-- One row per process whose last few rows stand far behind all others: such a date is mostly a typing
-- error, and it would move the as-of date, on which every open case and invoice is aged.
with

days as (

    select
        process_id,
        cast($at as date) as day,
        count(*) as rows_on_day
    from {batch}
    where $at is not null
    group by all

),

gaps as (

    select
        process_id,
        day,
        rows_on_day,
        lag(day) over (partition by process_id order by day) as day_before,
        sum(rows_on_day) over (partition by process_id order by day desc) as rows_from_here,
        sum(rows_on_day) over (partition by process_id) as rows_of_process,
        max(day) over (partition by process_id) as last_date
    from days

)

select
    process_id,
    day_before,
    day as first_lonely_date,
    last_date,
    cast(day - day_before as integer) as gap_days,
    cast(rows_from_here as bigint) as unexpected_count
from gaps
where day - day_before >= $least_days
    and day - day_before < $fewer_days
    and rows_of_process >= 50
    and rows_from_here <= greatest(3, rows_of_process / 1000)
order by gap_days desc, process_id
