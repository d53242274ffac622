{{ config(alias='processes') }}

with

processes as (

    select * from {{ ref('stg_register__processes') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

with_coverage as (

    select
        processes.*,
        coverage.as_of_date,
        coalesce(coverage.cases_from, coverage.invoices_from) as covers_from

    from processes

    left join coverage
        on processes.process_id = coverage.process_id

),

published as (

    select
        {{ contract_columns() }}

    from with_coverage

)

select * from published
