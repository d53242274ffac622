{#
    One row per payment and invoice it pays (invoice_id empty: unapplied): the newest delivery of it.
    A payment that was delivered unapplied and later applied would count twice by its key alone, so
    an unapplied row also gives way to any newer delivery of the same payment.
#}

with

landed as (

    select * from {{ source('landed', 'payments') }}

),

landed_files as (

    select * from {{ ref('landed_files') }}

),

-- nearly every payment stands in one row: ranking only the others keeps large ledgers cheap
payments_in_several_rows as (

    select
        process_id,
        payment_id

    from landed

    group by
        process_id,
        payment_id

    having count(*) > 1

),

contested as (

    select
        landed.file_id,
        landed.line_number,
        landed.process_id,
        landed.payment_id,
        landed.invoice_id,
        landed_files.delivery_order

    from landed

    inner join payments_in_several_rows
        on landed.process_id = payments_in_several_rows.process_id
        and landed.payment_id = payments_in_several_rows.payment_id

    inner join landed_files
        on landed.file_id = landed_files.file_id
        and landed_files.table_name = 'payments'

),

contested_ranked as (

    select
        contested.file_id,
        contested.line_number,
        contested.invoice_id is null as is_unapplied,
        contested.delivery_order,
        max(contested.delivery_order) over (
            partition by contested.process_id, contested.payment_id
        ) as newest_delivery_order,
        row_number() over (
            partition by contested.process_id, contested.payment_id, contested.invoice_id
            order by contested.delivery_order desc, contested.line_number desc
        ) as newness

    from contested

),

superseded as (

    select
        contested_ranked.file_id,
        contested_ranked.line_number

    from contested_ranked

    where contested_ranked.newness > 1
        or (
            contested_ranked.is_unapplied
            and contested_ranked.delivery_order < contested_ranked.newest_delivery_order
        )

),

newest as (

    select
        landed.company_id,
        landed.process_id,
        landed.payment_id,
        landed.invoice_id,
        landed.customer_id,
        landed.currency,
        landed.entry_type,
        landed.amount,
        landed.paid_date,
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from landed

    left join superseded
        on landed.file_id = superseded.file_id
        and landed.line_number = superseded.line_number

    where superseded.file_id is null

)

select * from newest
