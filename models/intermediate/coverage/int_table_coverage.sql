-- nothing is modeled from exports that did not pass their critical checks
-- depends_on: {{ ref('validation_gate') }}
{%- set tables = {
    'cases': {
        'first_at': 'least(opened_at, coalesce(closed_at, opened_at))',
        'day': 'coalesce(closed_at, opened_at)',
    },
    'case_events': {'first_at': 'coalesce(started_at, finished_at)', 'day': 'finished_at'},
    'invoices': {'first_at': 'invoice_date', 'day': 'invoice_date'},
    'payments': {'first_at': 'paid_date', 'day': 'paid_date'},
    'open_items': {'first_at': 'as_of', 'day': 'as_of'},
    'time_entries': {'first_at': 'work_date', 'day': 'work_date'},
    'process_costs': {'first_at': 'cost_month', 'day': 'cost_month'},
    'automation_runs': {'first_at': 'started_at', 'day': 'started_at'},
} %}

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

{% for table in tables -%}
{{ table }} as (

    select * from {{ ref('stg_exports__' ~ table) }}

),

{% endfor -%}
files_of_processes as (

    {% for table, dated in tables.items() -%}
    select
        '{{ table }}' as table_name,
        process_id,
        file_id,
        cast(min({{ dated['first_at'] }}) as timestamp) as first_at,
        count(*) as row_count,
        sum({{ is_weekend(dated['day']) }}) as weekend_count

    from {{ table }}

    group by
        process_id,
        file_id
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

-- a ledger that shows what was cleared holds its payments, up to the last day that it shows
clearings_of_files as (

    select
        invoices.process_id,
        min(invoices.cleared_on) as first_at,
        greatest(max(invoices.cleared_on), max(landed_files.covers_to)) as covers_to,
        sum({{ is_weekend('invoices.cleared_on') }})
        <= {{ var("weekend_share") }} * count(invoices.cleared_on) as has_weekends_off

    from invoices

    inner join landed_files
        on invoices.file_id = landed_files.file_id
        and landed_files.table_name = 'invoices'

    where invoices.cleared_on is not null

    group by invoices.process_id

),

tables_of_files as (

    select
        files_of_processes.process_id,
        files_of_processes.table_name,
        min(files_of_processes.first_at) as first_at,
        max(landed_files.covers_to) as covers_to,
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

tables_and_clearings as (

    select * from tables_of_files

    union all

    select
        process_id,
        'payments' as table_name,
        cast(first_at as timestamp) as first_at,
        covers_to,
        has_weekends_off

    from clearings_of_files

),

tables_of_processes as (

    select
        process_id,
        table_name,
        min(first_at) as first_at,
        max(covers_to) as covers_to,
        bool_and(has_weekends_off) as has_weekends_off

    from tables_and_clearings

    group by
        process_id,
        table_name

),

processes_with_invoices as (

    select process_id

    from tables_of_processes

    where table_name = 'invoices'

),

-- only a business date is local; documents carry dates that need no time zone
with_local_dates as (

    select
        processes.company_id,
        tables_of_processes.process_id,
        tables_of_processes.table_name,
        case
            when tables_of_processes.table_name in ('cases', 'case_events', 'automation_runs')
                then cast(
                    {{ utc_to_local('tables_of_processes.first_at', 'companies.time_zone') }}
                    as date
                )
            else cast(tables_of_processes.first_at as date)
        end as covers_from,
        -- the last day with data, and the last day that it speaks for
        tables_of_processes.covers_to as last_day,
        case
            when tables_of_processes.has_weekends_off
                then {{ through_weekend('tables_of_processes.covers_to') }}
            else tables_of_processes.covers_to
        end as covers_to,
        tables_of_processes.has_weekends_off

    from tables_of_processes

    inner join processes
        on tables_of_processes.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

),

processes_with_cases as (

    select process_id

    from with_local_dates

    where table_name = 'cases'

),

-- a process with cases uses them; one with only events gets its cases from the events
with_sources as (

    select
        with_local_dates.*,
        case
            when with_local_dates.table_name = 'invoices' then 'receivables'
            when with_local_dates.table_name = 'open_items'
                and processes_with_invoices.process_id is null
                then 'receivables'
            when with_local_dates.table_name = 'cases' then 'cases'
            when with_local_dates.table_name = 'case_events'
                and processes_with_cases.process_id is null
                then 'cases'
        end as is_source_of

    from with_local_dates

    left join processes_with_cases
        on with_local_dates.process_id = processes_with_cases.process_id

    left join processes_with_invoices
        on with_local_dates.process_id = processes_with_invoices.process_id

)

select * from with_sources
