with

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

table_coverage as (

    select * from {{ ref('int_table_coverage') }}

),

tables_side_by_side as (

    select
        process_id,
        bool_or(table_name = 'cases') as has_cases,
        bool_or(table_name = 'invoices') as has_invoices,
        bool_or(table_name = 'open_items') as has_open_items,
        bool_or(table_name = 'time_entries') as has_time_entries,
        bool_or(table_name = 'automation_runs') as has_automation_runs,
        max(case when is_source_of = 'cases' then covers_from end) as cases_from,
        max(case when is_source_of = 'cases' then covers_to end) as cases_to,
        max(case when is_source_of = 'receivables' then covers_from end) as invoices_from,
        max(case when is_source_of = 'receivables' then covers_to end) as invoices_to,
        max(case when table_name = 'payments' then covers_to end) as payments_to,
        -- the as-of date is a day with data: cases before events, documents beside them
        max(case when is_source_of = 'cases' then last_day end) as last_day_of_cases,
        max(case when table_name in ('invoices', 'payments', 'open_items') then last_day end)
            as last_day_of_documents,
        max(case when table_name in ('time_entries', 'process_costs') then last_day end)
            as last_day_of_costs,
        bool_and(
            has_weekends_off
            or table_name not in ('cases', 'case_events', 'invoices', 'payments')
        ) as has_weekends_off

    from table_coverage

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
        coalesce(tables_side_by_side.has_invoices, false) as has_invoices,
        coalesce(tables_side_by_side.has_open_items, false) as has_open_items,
        coalesce(tables_side_by_side.has_time_entries, false) as has_time_entries,
        coalesce(tables_side_by_side.has_automation_runs, false) as has_automation_runs,
        tables_side_by_side.cases_from,
        tables_side_by_side.cases_to,
        tables_side_by_side.invoices_from,
        tables_side_by_side.invoices_to,
        tables_side_by_side.payments_to,
        tables_side_by_side.has_weekends_off,
        coalesce(
            greatest(
                tables_side_by_side.last_day_of_cases,
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
