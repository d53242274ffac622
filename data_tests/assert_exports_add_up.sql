{#
    Nothing is lost: what a file holds is loaded, rejected, or superseded, in rows and to the cent.
    Unseen, a figure would be computed on a part of the export, and look as sure as any other.
#}

with

export_reconciliation as (

    select * from {{ ref('export_reconciliation') }}

),

files_that_do_not_add_up as (

    select *

    from export_reconciliation

    where rows_read <> rows_loaded + rows_rejected + rows_superseded
        or amount_read <> amount_loaded + amount_rejected + amount_superseded
        or rows_loaded is null
        or amount_loaded is null

)

select * from files_that_do_not_add_up
