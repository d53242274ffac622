{#
    One row per receivables process and month end with a known balance: days sales outstanding by
    countback. The balance is used up by the sales of the newest month, then the month before, and so
    on; each month used up adds its days, the last one its share. A month without positive sales, or
    the beginning of the exports, ends the count: then only "at least so many days" is known.
#}

with

periods as (

    select * from {{ ref('int_receivable_periods') }}

),

months as (

    select
        periods.process_id,
        periods.period_end,
        periods.period_number,
        periods.day_count,
        periods.credit_sales,
        periods.ar_balance,
        sum(coalesce(periods.credit_sales, 0)) over so_far as sales_so_far,
        sum(periods.day_count) over so_far as days_so_far,
        coalesce(
            max(
                case
                    when coalesce(periods.credit_sales, 0) <= 0 then periods.period_number
                end
            ) over so_far,
            0
        ) as last_stop_number

    from periods

    where periods.period_grain = 'month'

    window so_far as (
        partition by periods.process_id
        order by periods.period_number
        rows between unbounded preceding and current row
    )

),

-- the one month whose sales use up the rest of the balance
months_of_exhaustion as (

    select
        months.process_id,
        months.period_end,
        months.days_so_far - older_months.days_so_far
        + cast(
            months.ar_balance - (months.sales_so_far - older_months.sales_so_far) as double
        ) / cast(older_months.credit_sales as double) * older_months.day_count as countback_days

    from months

    inner join months as older_months
        on months.process_id = older_months.process_id
        and older_months.period_number <= months.period_number
        and older_months.period_number > months.last_stop_number
        and months.ar_balance > months.sales_so_far - older_months.sales_so_far
        and months.ar_balance
        <= months.sales_so_far - older_months.sales_so_far + older_months.credit_sales

),

counted_back as (

    select
        months.process_id,
        months.period_end,
        case
            when months.ar_balance <= 0 then cast(0 as double)
            else months_of_exhaustion.countback_days
        end as countback_days,
        months.days_so_far - coalesce(stops.days_so_far, 0) as days_of_history

    from months

    left join months_of_exhaustion
        on months.process_id = months_of_exhaustion.process_id
        and months.period_end = months_of_exhaustion.period_end

    left join months as stops
        on months.process_id = stops.process_id
        and months.last_stop_number = stops.period_number

    where months.ar_balance is not null

)

select * from counted_back
