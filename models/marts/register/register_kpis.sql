{{ config(alias='kpis') }}

-- depends_on: {{ ref('validation_gate') }}

with

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

published as (

    select
        {{ contract_columns() }}

    from kpis

)

select * from published
