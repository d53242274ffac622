with

landed_files as (

    select * from {{ ref('landed_files') }}

),

settled as (

    select * from {{ ref('int_landed_rows_settled') }}

),

reconciled as (

    select
        landed_files.company_id,
        landed_files.map,
        landed_files.file,
        landed_files.file_id,
        landed_files.table_name,
        landed_files.settings,
        landed_files.delivery_order,
        landed_files.rows_read,
        settled.rows_loaded,
        landed_files.rows_rejected,
        cast(
            case
                when landed_files.rows_read > 0
                    then landed_files.rows_rejected * 1.0 / landed_files.rows_read
            end as double
        ) as rejected_share,
        settled.rows_superseded,
        landed_files.rows_filtered,
        cast(landed_files.amount_read as decimal(38, 4)) as amount_read,
        cast(settled.amount_loaded as decimal(38, 4)) as amount_loaded,
        cast(landed_files.amount_rejected as decimal(38, 4)) as amount_rejected,
        cast(settled.amount_superseded as decimal(38, 4)) as amount_superseded,
        landed_files.covers_from,
        landed_files.covers_to

    from landed_files

    inner join settled
        on landed_files.file_id = settled.file_id
        and landed_files.table_name = settled.table_name

)

select * from reconciled
