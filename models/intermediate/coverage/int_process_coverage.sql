{#
    One row per process of the register: which days its exports cover, and its as-of date.
    "Today" is never the clock. It is the last day that the exports feeding a process cover; the
    variable as_of_date caps it. Everything later is treated as not yet known.
#}
-- nothing is modeled from exports that did not pass their critical checks
-- depends_on: {{ ref('validation_gate') }}

with

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

landed_files as (

    select * from {{ ref('landed_files') }}

),

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

files_of_processes as (

    select
        'cases' as table_name,
        process_id,
        file_id,
        min(least(opened_at, coalesce(closed_at, opened_at))) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('coalesce(closed_at, opened_at)') }}) as weekend_count

    from cases

    group by process_id, file_id

    union all

    select
        'case_events' as table_name,
        process_id,
        file_id,
        min(coalesce(started_at, finished_at)) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('finished_at') }}) as weekend_count

    from case_events

    group by process_id, file_id

    union all

    select
        'invoices' as table_name,
        process_id,
        file_id,
        cast(min(invoice_date) as timestamp) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('invoice_date') }}) as weekend_count

    from invoices

    group by process_id, file_id

    union all

    select
        'payments' as table_name,
        process_id,
        file_id,
        cast(min(paid_date) as timestamp) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('paid_date') }}) as weekend_count

    from payments

    group by process_id, file_id

    union all

    select
        'time_entries' as table_name,
        process_id,
        file_id,
        cast(min(work_date) as timestamp) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('work_date') }}) as weekend_count

    from time_entries

    group by process_id, file_id

    union all

    select
        'process_costs' as table_name,
        process_id,
        file_id,
        cast(min(cost_month) as timestamp) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('cost_month') }}) as weekend_count

    from process_costs

    group by process_id, file_id

    union all

    select
        'automation_runs' as table_name,
        process_id,
        file_id,
        min(started_at) as first_at,
        count(*) as row_count,
        sum({{ is_weekend('started_at') }}) as weekend_count

    from automation_runs

    group by process_id, file_id

),

tables_of_processes as (

    select
        files_of_processes.process_id,
        files_of_processes.table_name,
        min(files_of_processes.first_at) as first_at,
        max(landed_files.covers_to) as covers_to,
        -- where nobody works on weekends, a week whose last date is a Friday is whole
        sum(files_of_processes.weekend_count)
        <= {{ var("weekend_share") }} * sum(files_of_processes.row_count)
            as has_weekends_off

    from files_of_processes

    inner join landed_files
        on files_of_processes.file_id = landed_files.file_id
        and files_of_processes.table_name = landed_files.table_name

    group by
        files_of_processes.process_id,
        files_of_processes.table_name

),

-- only a business date is local; documents carry dates that need no time zone
tables_with_local_dates as (

    select
        tables_of_processes.process_id,
        tables_of_processes.table_name,
        tables_of_processes.covers_to,
        case
            when tables_of_processes.has_weekends_off
                then {{ through_weekend('tables_of_processes.covers_to') }}
            else tables_of_processes.covers_to
        end as covered_through,
        tables_of_processes.has_weekends_off,
        case
            when tables_of_processes.table_name in ('cases', 'case_events', 'automation_runs')
                then cast(
                    {{ utc_to_local('tables_of_processes.first_at', 'companies.time_zone') }}
                    as date
                )
            else cast(tables_of_processes.first_at as date)
        end as covers_from

    from tables_of_processes

    inner join processes
        on tables_of_processes.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

),

tables_side_by_side as (

    select
        process_id,
        bool_or(table_name = 'cases') as has_cases,
        bool_or(table_name = 'case_events') as has_case_events,
        bool_or(table_name = 'invoices') as has_invoices,
        bool_or(table_name = 'time_entries') as has_time_entries,
        bool_or(table_name = 'automation_runs') as has_automation_runs,
        max(case when table_name = 'cases' then covers_from end) as cases_from,
        max(case when table_name = 'cases' then covered_through end) as cases_to,
        max(case when table_name = 'case_events' then covers_from end) as case_events_from,
        max(case when table_name = 'case_events' then covered_through end) as case_events_to,
        max(case when table_name = 'invoices' then covers_from end) as invoices_from,
        max(case when table_name = 'invoices' then covered_through end) as invoices_to,
        max(case when table_name = 'payments' then covered_through end) as payments_to,
        max(case when table_name = 'time_entries' then covers_from end) as time_entries_from,
        max(case when table_name = 'time_entries' then covered_through end) as time_entries_to,
        max(case when table_name = 'process_costs' then covers_from end) as process_costs_from,
        max(case when table_name = 'process_costs' then covered_through end) as process_costs_to,
        -- the as-of date is a day with data: cases before events, documents beside them
        max(case when table_name = 'cases' then covers_to end) as last_day_of_cases,
        max(case when table_name = 'case_events' then covers_to end) as last_day_of_case_events,
        max(case when table_name in ('invoices', 'payments') then covers_to end)
            as last_day_of_documents,
        max(case when table_name in ('time_entries', 'process_costs') then covers_to end)
            as last_day_of_costs,
        bool_and(
            has_weekends_off
            or table_name not in ('cases', 'case_events', 'invoices', 'payments')
        ) as has_weekends_off

    from tables_with_local_dates

    group by process_id

),

covered as (

    select
        processes.company_id,
        processes.process_id,
        companies.time_zone,
        companies.currency,
        processes.calendar_id,
        processes.sla_hours,
        coalesce(tables_side_by_side.has_cases, false) as has_cases,
        coalesce(tables_side_by_side.has_case_events, false) as has_case_events,
        coalesce(tables_side_by_side.has_invoices, false) as has_invoices,
        coalesce(tables_side_by_side.has_time_entries, false) as has_time_entries,
        coalesce(tables_side_by_side.has_automation_runs, false) as has_automation_runs,
        -- a process with cases uses them; one with only events gets its cases from the events
        case
            when tables_side_by_side.has_cases then tables_side_by_side.cases_from
            else tables_side_by_side.case_events_from
        end as cases_from,
        case
            when tables_side_by_side.has_cases then tables_side_by_side.cases_to
            else tables_side_by_side.case_events_to
        end as cases_to,
        tables_side_by_side.invoices_from,
        tables_side_by_side.invoices_to,
        tables_side_by_side.payments_to,
        tables_side_by_side.time_entries_from,
        tables_side_by_side.time_entries_to,
        tables_side_by_side.process_costs_from,
        tables_side_by_side.process_costs_to,
        tables_side_by_side.has_weekends_off,
        coalesce(
            greatest(
                coalesce(
                    tables_side_by_side.last_day_of_cases,
                    tables_side_by_side.last_day_of_case_events
                ),
                tables_side_by_side.last_day_of_documents
            ),
            tables_side_by_side.last_day_of_costs
        ) as last_day

    from processes

    inner join companies
        on processes.company_id = companies.company_id

    left join tables_side_by_side
        on processes.process_id = tables_side_by_side.process_id

),

with_as_of_date as (

    select
        covered.*,
        {% if var('as_of_date') -%}
        least(cast('{{ var("as_of_date") }}' as date), covered.last_day) as as_of_date
        {%- else -%}
        covered.last_day as as_of_date
        {%- endif %}

    from covered

),

with_instants as (

    select
        with_as_of_date.*,
        -- the first instant that is not covered any more, in UTC
        {{ local_to_utc(
            "cast(" ~ add_days('with_as_of_date.as_of_date', 1) ~ " as timestamp)",
            'with_as_of_date.time_zone'
        ) }} as as_of_until,
        case
            when with_as_of_date.has_weekends_off
                then {{ through_weekend('with_as_of_date.as_of_date') }}
            else with_as_of_date.as_of_date
        end as covered_through_date,
        {{ week_start(add_days('with_as_of_date.invoices_from', 6)) }} as first_week_of_invoices

    from with_as_of_date

)

select * from with_instants
