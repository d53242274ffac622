{#
    One row per process, table and day: how many facts the exports hold of the day, and a checksum of
    what they say. The next build compares: more facts of an old day came late, the same number with
    another checksum was corrected. A case counts on the day it was opened and on the day it closed,
    so that an open case that closes later is news, not a correction.
#}

with

cases as (

    select * from {{ ref('stg_exports__cases') }}

),

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

invoices as (

    select * from {{ ref('stg_exports__invoices') }}

),

payments as (

    select * from {{ ref('stg_exports__payments') }}

),

time_entries as (

    select * from {{ ref('stg_exports__time_entries') }}

),

process_costs as (

    select * from {{ ref('stg_exports__process_costs') }}

),

automation_runs as (

    select * from {{ ref('stg_exports__automation_runs') }}

),

epoch_day as (

    select cast('2000-01-01' as timestamp) as start_at

),

facts as (

    select
        cases.process_id,
        'cases opened' as table_name,
        cast(cases.opened_at as date) as fact_date,
        {{ seconds_between('epoch_day.start_at', 'cases.opened_at') }}
        + coalesce(length(cases.segment), 0)
        + coalesce({{ seconds_between('cases.opened_at', 'cases.due_at') }}, 0) as content

    from cases

    cross join epoch_day

    union all

    select
        cases.process_id,
        'cases closed' as table_name,
        cast(cases.closed_at as date) as fact_date,
        {{ seconds_between('cases.opened_at', 'cases.closed_at') }}
        + 1000000 * coalesce(cases.rework_count, 0)
        + case when cases.is_cancelled then 1000000000 else 0 end
        + case when cases.is_automated then 3000000000 else 0 end as content

    from cases

    where cases.closed_at is not null

    union all

    select
        case_events.process_id,
        'case_events' as table_name,
        cast(case_events.finished_at as date) as fact_date,
        {{ seconds_between('epoch_day.start_at', 'case_events.finished_at') }}
        + coalesce({{ seconds_between('case_events.started_at', 'case_events.finished_at') }}, 0)
        + length(case_events.activity)
        + case when case_events.is_automated then 1000000 else 0 end as content

    from case_events

    cross join epoch_day

    union all

    select
        invoices.process_id,
        'invoices' as table_name,
        invoices.invoice_date as fact_date,
        invoices.amount
        + 1000000 * {{ days_between('invoices.invoice_date', 'invoices.due_date') }}
        + case when invoices.document_type = 'credit_memo' then 3000000000 else 0 end as content

    from invoices

    union all

    select
        payments.process_id,
        'payments' as table_name,
        payments.paid_date as fact_date,
        payments.amount + 1000000 * length(payments.entry_type) as content

    from payments

    union all

    select
        time_entries.process_id,
        'time_entries' as table_name,
        time_entries.work_date as fact_date,
        time_entries.minutes + 1000000 * length(time_entries.role) as content

    from time_entries

    union all

    select
        process_costs.process_id,
        'process_costs' as table_name,
        process_costs.cost_month as fact_date,
        process_costs.amount + 1000000 * length(process_costs.category) as content

    from process_costs

    union all

    select
        automation_runs.process_id,
        'automation_runs' as table_name,
        cast(automation_runs.started_at as date) as fact_date,
        case when automation_runs.status = 'succeeded' then 1 else 0 end
        + case when automation_runs.environment = 'production' then 1000000 else 0 end as content

    from automation_runs

),

fingerprints as (

    select
        cast(process_id as string) as process_id,
        cast(table_name as string) as table_name,
        fact_date,
        cast(count(*) as bigint) as document_count,
        cast(sum(cast(content as decimal(28, 4))) as decimal(38, 4)) as checksum

    from facts

    group by
        process_id,
        table_name,
        fact_date

)

select * from fingerprints
