{{ config(materialized='view') }}

with

delivered as (

    {{ newest_delivery('invoices') }}

),

newest as (

    select
        delivered.*,
        case
            when delivered.document_type = 'credit_memo' then -abs(delivered.amount)
            else delivered.amount
        end as signed_amount

    from delivered

)

select * from newest
