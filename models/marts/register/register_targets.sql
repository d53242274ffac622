{{ config(alias='targets') }}

-- depends_on: {{ ref('validation_gate') }}

with

targets as (

    select * from {{ ref('stg_register__targets') }}

),

published as (

    select
        {{ contract_columns() }}

    from targets

)

select * from published
