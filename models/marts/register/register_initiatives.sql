{{ config(alias='initiatives') }}

-- depends_on: {{ ref('validation_gate') }}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

published as (

    select
        {{ contract_columns() }}

    from initiatives

)

select * from published
