{# One row per company: published, so that pages read nothing else. #}
{{ config(alias='companies') }}

-- depends_on: {{ ref('validation_gate') }}

with

companies as (

    select * from {{ ref('stg_register__companies') }}

),

published as (

    select
        cast(companies.company_id as string) as company_id,
        cast(companies.company_name as string) as company_name,
        cast(companies.currency as string) as currency,
        cast(companies.time_zone as string) as time_zone,
        cast(companies.cost_of_capital as double) as cost_of_capital

    from companies

)

select * from published
