{#
    One row per payment, credit, write-off, refund or discount and invoice that it settles
    (invoice_id empty: not said): the newest delivery of it. `settled_amount` is what the entry takes
    off the balance: a ledger may write a refund with either sign.
#}

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
