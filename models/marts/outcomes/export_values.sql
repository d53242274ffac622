{# One row per file of exports, column that has a vocabulary, and value: how often, and what it means. #}
-- depends_on: {{ ref('landed_files') }}

with

landed_values as (

    select * from {{ source('landed', 'export_values') }}

),

export_values as (

    select
        company_id,
        map,
        file,
        table_name,
        canonical_column,
        column_name,
        value,
        cast(row_count as bigint) as rows,
        first_seen,
        meaning,
        is_new

    from landed_values

)

select * from export_values
