-- The weekly KPI values of the benchmark's logs, as somebody would write them by hand: one script,
-- straight from the files, without register, rejects, overlapping deliveries, validation, cleaning
-- or publication. {exports} is the folder with the files, {sla_hours} the promised hours.

create table events as
select *
from read_csv(
    '{exports}/case_events_*.csv',
    header = true,
    columns = {{
        'process_id': 'varchar', 'case_id': 'varchar', 'activity': 'varchar',
        'finished_at': 'timestamp', 'started_at': 'timestamp', 'resource': 'varchar',
        'is_automated': 'boolean', 'segment': 'varchar'
    }}
);

create table invoices as
select *
from read_csv(
    '{exports}/invoices.csv',
    header = true,
    columns = {{
        'process_id': 'varchar', 'invoice_id': 'varchar', 'customer_id': 'varchar',
        'invoice_date': 'date', 'due_date': 'date', 'amount': 'decimal(18, 4)',
        'currency': 'varchar'
    }}
);

create table payments as
select *
from read_csv(
    '{exports}/payments.csv',
    header = true,
    columns = {{
        'process_id': 'varchar', 'payment_id': 'varchar', 'invoice_id': 'varchar',
        'customer_id': 'varchar', 'paid_date': 'date', 'amount': 'decimal(18, 4)',
        'currency': 'varchar'
    }}
);

create table touch as
with human_steps as (
    select
        process_id,
        case_id,
        started_at,
        finished_at,
        max(finished_at) over (
            partition by process_id, case_id
            order by started_at, finished_at
            rows between unbounded preceding and 1 preceding
        ) as busy_until
    from events
    where not is_automated
)
select
    process_id,
    case_id,
    sum(greatest(
        epoch(finished_at) - epoch(greatest(started_at, coalesce(busy_until, started_at))), 0
    )) / 60 as minutes
from human_steps
group by all;

create table cases as
with steps as (
    select
        process_id,
        case_id,
        activity,
        count(*) as times,
        min(started_at) as first_started_at,
        max(finished_at) as last_finished_at,
        bool_and(is_automated) as is_automated
    from events
    group by all
),
grouped as (
    select
        process_id,
        case_id,
        min(first_started_at) as opened_at,
        max(last_finished_at) as closed_at,
        sum(times - 1) as rework,
        bool_and(is_automated) as is_straight_through
    from steps
    group by all
)
select
    grouped.*,
    (epoch(closed_at) - epoch(opened_at)) / 3600 as hours,
    coalesce(touch.minutes, 0) as minutes,
    cast(date_trunc('week', opened_at) as date) as opened_week,
    cast(date_trunc('week', closed_at) as date) as closed_week
from grouped
left join touch using (process_id, case_id);

create table kpi_weekly as
with caps as (
    select process_id, 168 * ceil(quantile_cont(hours, 0.9) / 168) as cap
    from cases
    group by all
),
pay as (
    select
        invoices.process_id,
        cast(date_trunc('week', invoice_date) as date) as week,
        paid_date is null as is_open,
        coalesce(paid_date, (select max(invoice_date) from invoices)) - invoice_date
            as days
    from invoices
    left join payments using (invoice_id)
),
pay_cap as (
    select 7 * ceil(quantile_cont(case when is_open then 1e300 else days end, 0.9) / 7) as cap
    from pay
),
by_closing as (
    select
        process_id,
        closed_week as week,
        count(*) as n,
        sum(minutes) as minutes,
        quantile_cont(minutes, [0.5, 0.9]) as minutes_percentiles,
        sum(case when rework = 0 then 1 else 0 end) as first_pass,
        sum(case when is_straight_through then 1 else 0 end) as straight_through,
        sum(case when hours <= {sla_hours} then 1 else 0 end) as on_time
    from cases
    group by all
),
movements as (
    select
        process_id, invoice_date as day, amount, amount as sales
    from invoices
    union all
    select process_id, paid_date, -amount, 0
    from payments
),
daily as (
    select process_id, day, sum(amount) as amount, sum(sales) as sales
    from movements
    group by all
),
-- what is overdue on a day: due before it, and not paid until then
overdue_movements as (
    select
        invoices.process_id,
        due_date + 1 as day,
        sum(invoices.amount) as amount
    from invoices
    left join payments using (invoice_id)
    where paid_date is null or paid_date > due_date
    group by all
    union all
    select invoices.process_id, paid_date, -sum(invoices.amount)
    from invoices
    inner join payments using (invoice_id)
    where paid_date > due_date
    group by all
),
sundays as (
    select distinct
        process_id,
        cast(date_trunc('week', day) as date) as week,
        cast(date_trunc('week', day) as date) + 6 as sunday
    from daily
),
balances as (
    select
        sundays.process_id,
        sundays.week,
        sundays.sunday,
        (
            select sum(amount) from daily
            where daily.process_id = sundays.process_id and day <= sunday
        ) as balance,
        (
            select sum(amount) from daily
            where daily.process_id = sundays.process_id and day <= sunday - 91
        ) as balance_before,
        (
            select coalesce(sum(amount), 0) from overdue_movements
            where overdue_movements.process_id = sundays.process_id and day <= sunday
        ) as overdue,
        (
            select sum(sales) from daily
            where daily.process_id = sundays.process_id and day between sunday - 90 and sunday
        ) as sales
    from sundays
)
select
    'cycle_time_hours' as kpi_id, process_id, opened_week as week, count(*) as n,
    avg(least(hours, cap)) as value,
    quantile_cont(hours, 0.5) as p50, quantile_cont(hours, 0.9) as p90
from cases
inner join caps using (process_id)
group by all
union all
select 'touch_time_minutes', process_id, week, n, minutes / n,
    minutes_percentiles[1], minutes_percentiles[2]
from by_closing
union all
select 'throughput', process_id, week, n, n, null, null from by_closing
union all
select 'first_pass_yield', process_id, week, n, first_pass / n, null, null from by_closing
union all
select 'straight_through_rate', process_id, week, n, straight_through / n, null, null
from by_closing
union all
select 'on_time_rate', process_id, week, n, on_time / n, null, null from by_closing
union all
select 'days_to_pay', process_id, week, count(*), avg(least(days, cap)),
    nullif(least(quantile_cont(case when is_open then 1e300 else days end, 0.5), 1e100), 1e100),
    nullif(least(quantile_cont(case when is_open then 1e300 else days end, 0.9), 1e100), 1e100)
from pay
cross join pay_cap
group by all
union all
select 'days_sales_outstanding', process_id, week, 1, balance / sales * 91, null, null
from balances
union all
select 'best_possible_dso', process_id, week, 1, (balance - overdue) / sales * 91, null, null
from balances
union all
select 'average_days_delinquent', process_id, week, 1, overdue / sales * 91, null, null
from balances
union all
select 'overdue_share', process_id, week, 1, overdue / balance, null, null
from balances
union all
select 'collection_effectiveness', process_id, week, 1,
    100 * (balance_before + sales - balance) / (balance_before + sales - (balance - overdue)),
    null, null
from balances;
