{#
    Every row that the reconciliation counts as rejected can be looked up, with its reason.
    Unseen, a rejected row would be a number without a line to correct.
#}

with

export_reconciliation as (

    select * from {{ ref('export_reconciliation') }}

),

rejected_rows as (

    select * from {{ ref('rejected_rows') }}

),

counted as (

    select
        company_id,
        map,
        file,
        table_name,
        count(*) as row_count,
        sum(coalesce(amount, 0)) as amount

    from rejected_rows

    group by company_id, map, file, table_name

),

files_that_differ as (

    select export_reconciliation.*

    from export_reconciliation

    left join counted
        on export_reconciliation.company_id = counted.company_id
        and export_reconciliation.map = counted.map
        and export_reconciliation.file = counted.file
        and export_reconciliation.table_name = counted.table_name

    where export_reconciliation.rows_rejected <> coalesce(counted.row_count, 0)
        or export_reconciliation.amount_rejected <> coalesce(counted.amount, 0)

)

select * from files_that_differ
