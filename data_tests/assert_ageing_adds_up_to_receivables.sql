{#
    Month ends whose buckets do not add up to their receivables, to the cent, or that have one without
    the other. Unseen, the ageing on one page and the balance on another would tell two stories.
#}

with

receivables_monthly as (

    select * from {{ ref('receivables_monthly') }}

),

receivables_ageing as (

    select * from {{ ref('receivables_ageing') }}

),

buckets as (

    select
        process_id,
        month_end,
        sum(balance) as balance,
        sum(case when bucket != 'current' then balance end) as overdue_balance

    from receivables_ageing

    group by
        process_id,
        month_end

),

months as (

    select
        process_id,
        month_end,
        ar_balance,
        current_balance,
        overdue_balance

    from receivables_monthly

    -- a month whose due dates say nothing has no buckets
    where current_balance is not null

),

month_ends_that_do_not_add_up as (

    select
        coalesce(months.process_id, buckets.process_id) as process_id,
        coalesce(months.month_end, buckets.month_end) as month_end,
        months.ar_balance,
        buckets.balance

    from months

    full outer join buckets
        on months.process_id = buckets.process_id
        and months.month_end = buckets.month_end

    where months.ar_balance is distinct from buckets.balance
        or months.overdue_balance is distinct from buckets.overdue_balance
        or months.ar_balance is distinct from months.current_balance + months.overdue_balance

)

select * from month_ends_that_do_not_add_up
