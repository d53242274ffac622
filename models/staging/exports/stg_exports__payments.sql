{{ config(materialized='view') }}

with

delivered as (

    {{ newest_delivery('payments') }}

),

newest as (

    select
        delivered.*,
        case
            when delivered.entry_type = 'refund' then -abs(delivered.amount)
            else delivered.amount
        end as settled_amount

    from delivered

)

select * from newest
