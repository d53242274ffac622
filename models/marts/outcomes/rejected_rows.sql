-- depends_on: {{ ref('landed_files') }}

with

landed_rejected_rows as (

    select * from {{ source('landed', 'rejected_rows') }}

),

rejected_rows as (

    select
        company_id,
        map,
        file,
        table_name,
        line_number,
        column_name,
        value,
        cause,
        reason,
        amount

    from landed_rejected_rows

)

select * from rejected_rows
