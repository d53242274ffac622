{{ config(alias='companies') }}

-- depends_on: {{ ref('validation_gate') }}

with

companies as (

    select * from {{ ref('stg_register__companies') }}

),

published as (

    select
        {{ contract_columns() }}

    from companies

)

select * from published
