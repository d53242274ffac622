{# One row per process, with the days that its exports cover: published, so that pages read nothing else. #}
{{ config(alias='processes') }}

with

processes as (

    select * from {{ ref('stg_register__processes') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

published as (

    select
        cast(processes.process_id as string) as process_id,
        cast(processes.company_id as string) as company_id,
        cast(processes.process_name as string) as process_name,
        cast(processes.transaction_name as string) as transaction_name,
        cast(processes.calendar_id as string) as calendar_id,
        cast(processes.sla_hours as double) as sla_hours,
        coverage.as_of_date,
        coalesce(coverage.cases_from, coverage.invoices_from) as covers_from

    from processes

    left join coverage
        on processes.process_id = coverage.process_id

)

select * from published
