{#
    One row per invoice or credit memo: the newest delivery of it. `signed_amount` is what the
    document adds to the balance: a ledger may write a credit memo with either sign.
#}

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
